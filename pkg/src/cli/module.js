/** The module, for the command alone: Node reads the file that lies beside it. */
import { readFileSync } from "node:fs";

export default readFileSync(new URL("./core.wasm", import.meta.url));
