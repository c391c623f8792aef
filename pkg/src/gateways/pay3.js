/** Pay3. */
import { Gateway, define, defineToken, received, signed } from "../gateway.js";

export class Pay3 extends Gateway {
  static className = "Pay3";
  static gateway = "pay3";

  verifyWebhook(body) {
    return received(this, "verifyWebhook", body);
  }

  signWebhook(claims) {
    return signed(this, "signWebhook", claims);
  }
}

define(Pay3);
defineToken(Pay3, "accessToken");
