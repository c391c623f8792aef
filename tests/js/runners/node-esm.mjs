/** Node through `import`. */
import { test } from "node:test";
import * as tawqee from "tawqee";
import * as diagnose from "tawqee/diagnose";
import { suite } from "../suite/index.mjs";
import { vectors } from "../vectors.mjs";

suite({ tawqee, diagnose }, { vectors, test });
