import { signature } from "../../shared/sample.mjs";

export default defineEventHandler(() => signature());
