/** Any runtime with a console and `import`: Deno, Bun, a bundle. */
import * as tawqee from "tawqee";
import * as diagnose from "tawqee/diagnose";
import { collect, print } from "../harness.mjs";
import { vectors } from "../vectors.mjs";

if (!print(collect({ tawqee, diagnose }, vectors))) throw new Error("the suite failed");
