/** Fawry: payments, and the e-invoice API. */
import { Gateway, define, defineToken, event } from "../gateway.js";

export class Fawry extends Gateway {
  static className = "Fawry";
  static gateway = "fawry";

  verifyNotification(body) {
    return event(this, "verifyNotification", body);
  }

  verifyNotificationV1(urlOrQuery) {
    return event(this, "verifyNotificationV1", urlOrQuery);
  }

  verifyReturn(urlOrQueryOrJson) {
    return event(this, "verifyReturn", urlOrQueryOrJson);
  }

  signNotification(fields) {
    return event(this, "signNotification", "", fields);
  }
}

export class FawryInvoices extends Gateway {
  static className = "FawryInvoices";
  static gateway = "fawry";
}

define(Fawry);
define(FawryInvoices);
defineToken(FawryInvoices, "token");
