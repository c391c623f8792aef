/** Any runtime with a console and `import`: Deno, Bun, a bundle. */
import * as tawqee from "tawqee";
import { collect, print } from "../harness.mjs";

if (!print(collect(tawqee))) throw new Error("the suite failed");
