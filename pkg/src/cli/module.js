/** The module, for the command alone: Node reads the file that lies beside it. */
import { readFileSync } from "node:fs";

export default readFileSync(new URL("./diagnose.wasm", import.meta.url));
