import { eventHandler } from "h3";
import { signature } from "../../shared/sample.mjs";

export default eventHandler(() => signature());
