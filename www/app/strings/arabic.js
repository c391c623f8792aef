/** All Arabic words, which only those load who read Arabic. */
export { causes } from "./causes.ar.js";
export { strings } from "./ar.js";
