/** The suite as a Worker that answers with its results. */
import * as tawqee from "tawqee";
import * as diagnose from "tawqee/diagnose";
import { collect } from "../harness.mjs";
import { vectors } from "../vectors.mjs";

const results = collect({ tawqee, diagnose }, vectors);

export default { fetch: () => Response.json(results) };
