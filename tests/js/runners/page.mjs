/** The suite in a page, which has no package names. */
import * as tawqee from "/node_modules/tawqee/dist/index.mjs";
import { collect } from "../harness.mjs";

globalThis.results = collect(tawqee);
