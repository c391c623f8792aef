/** The suite as a module of its results. */
import * as tawqee from "tawqee";
import * as diagnose from "tawqee/diagnose";
import { collect } from "../harness.mjs";
import { vectors } from "../vectors.mjs";

export const results = collect({ tawqee, diagnose }, vectors);
