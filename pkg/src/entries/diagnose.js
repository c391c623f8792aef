export { diagnoseRequest } from "../diagnosis.js";
export * from "./index.js";
