import { signature } from "./common/sample.mjs";

console.log(signature());
