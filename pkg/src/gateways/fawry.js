/** Fawry: payments, and the e-invoice API. */
import { Gateway, define, defineToken, received, signed } from "../gateway.js";

export class Fawry extends Gateway {
  static className = "Fawry";
  static gateway = "fawry";

  verifyNotification(body) {
    return received(this, "verifyNotification", body);
  }

  verifyNotificationV1(urlOrQuery) {
    return received(this, "verifyNotificationV1", urlOrQuery);
  }

  verifyReturn(urlOrQueryOrJson) {
    return received(this, "verifyReturn", urlOrQueryOrJson);
  }

  signNotification(fields) {
    return signed(this, "signNotification", fields);
  }
}

export class FawryInvoices extends Gateway {
  static className = "FawryInvoices";
  static gateway = "fawry";
}

define(Fawry);
define(FawryInvoices);
defineToken(FawryInvoices, "token");
