/** Pay3. */
import { Gateway, define, defineToken, event } from "../gateway.js";

export class Pay3 extends Gateway {
  static className = "Pay3";
  static gateway = "pay3";

  verifyWebhook(body) {
    return event(this, "verifyWebhook", body);
  }

  signWebhook(claims) {
    return event(this, "signWebhook", "", claims);
  }
}

define(Pay3);
defineToken(Pay3, "accessToken");
