/** The suite as a Worker that answers with its results. */
import * as tawqee from "tawqee";
import { collect } from "../harness.mjs";

const results = collect(tawqee);

export default { fetch: () => Response.json(results) };
