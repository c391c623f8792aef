/** Any runtime with a console and `import`: Deno, Bun, a bundle. */
import * as tawqee from "tawqee";
import { collect, print } from "../harness.mjs";
import { vectors } from "../vectors.mjs";

if (!print(collect(tawqee, vectors))) throw new Error("the suite failed");
