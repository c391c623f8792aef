/** Fatora. */
import { Gateway, define, defineToken, received } from "../gateway.js";

export class Fatora extends Gateway {
  static className = "Fatora";
  static gateway = "fatora";

  readReturn(urlOrQuery) {
    return received(this, "readReturn", urlOrQuery);
  }
}

define(Fatora);
defineToken(Fatora, "bearerToken");
