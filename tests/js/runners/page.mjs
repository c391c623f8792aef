/** The suite in a page, which knows no package names. */
import * as diagnose from "/node_modules/tawqee/dist/diagnose.mjs";
import * as tawqee from "/node_modules/tawqee/dist/index.mjs";
// As a script: a JSON module would need a policy that allows connections.
import { vectors } from "/vectors.js";
import { collect } from "../harness.mjs";

globalThis.results = collect({ tawqee, diagnose }, vectors);
