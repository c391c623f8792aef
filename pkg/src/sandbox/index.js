/** `tawqee/sandbox`: the four gateways on one port of this machine. For Node, and runtimes with its modules. */
export { TawqeeError } from "../errors.js";
export { credentials } from "./credentials.js";
export { notifications } from "./notifications.js";
export { startSandbox } from "./sandbox.js";
