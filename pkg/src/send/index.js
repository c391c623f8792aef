/** `tawqee/send`: no gateway and no module in it, so it works beside every other entry. */
export { TawqeeError } from "../errors.js";
export { viaAxios, viaGot, viaUndici } from "./clients.js";
export { send } from "./send.js";
