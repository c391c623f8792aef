/** All Arabic words, which come in a file of their own. */
export { strings } from "./ar.js";
export { causes } from "./causes.ar.js";
export { library } from "./library.ar.js";
export { templates, words } from "./templates.ar.js";
