/** Fatora. */
import { Gateway, define, defineToken, event } from "../gateway.js";

export class Fatora extends Gateway {
  static className = "Fatora";
  static gateway = "fatora";

  readReturn(urlOrQuery) {
    return event(this, "readReturn", urlOrQuery);
  }
}

define(Fatora);
defineToken(Fatora, "bearerToken");
