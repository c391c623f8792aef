/** The suite as a module of its results. */
import * as tawqee from "tawqee";
import { collect } from "../harness.mjs";

export const results = collect(tawqee);
