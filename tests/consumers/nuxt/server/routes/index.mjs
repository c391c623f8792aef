import { eventHandler } from "h3";
import { signature } from "../../common/sample.mjs";

export default eventHandler(() => signature());
