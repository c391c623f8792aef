import { signature } from "./shared/sample.mjs";

console.log(signature());
