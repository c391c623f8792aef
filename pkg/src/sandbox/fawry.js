/**
 * FawryPay: charges, hosted checkout, refunds, orders, authorizations and card tokens.
 *
 * Every signature is recomputed; a wrong or missing one is code 9946 inside an HTTP 200.
 * Leniently, an order that was never charged here counts as paid, and a reference that ends with a code of `failures`
 * is refused with that code: a refund of `7009935` is "refund amount exceeded".
 */
import { FAWRY, FAWRY_CANCEL } from "./codes.js";
import { cardRoutes } from "./fawry-cards.js";
import { flatPlan, nestedPlan } from "./fawry-plans.js";
import { WORDS, money, notification, notificationFields, sha256 } from "./fawry-messages.js";
import { NotPossible, units } from "./orders.js";
import { BadAmount, failureFor, json, numberFor, parseJson, plain, same, text } from "./wire.js";

const failures = {
  charge: [21010, 99951, 99954],
  checkoutLink: [9903, 10045],
  refund: [9935, 9938, 9954],
  cancel: [400, 404, 9984],
  status: [9938],
  authorization: [9938, 9984],
  card: [17003],
};


/** A field that has to be there; without it the request is a bad one. */
class Missing extends Error {}

export function fawry({ merchantCode, secureKey }, { clock, orders, cards, link }) {
  const sign = (...parts) => sha256(parts.map(text).join("") + secureKey);
  const done = (type, fields) =>
    json(200, { type, ...fields, statusCode: 200, statusDescription: "Operation done successfully" });
  const refused = (statusCode, statusDescription = FAWRY[statusCode], type = "ResponseDataModel") =>
    json(200, { type, statusCode: Number(statusCode), statusDescription });
  const malformed = (reason) => json(400, { type: "ResponseDataModel", statusCode: 400, statusDescription: `Bad request: ${reason}` });
  const refusedCancel = (code, description = FAWRY_CANCEL[code] ?? FAWRY[code]) =>
    json(FAWRY_CANCEL[code] ? 400 : 200, { code: String(code), description, reason: description });
  const asked = (kind, reference) => (orders.isLenient ? failureFor(failures[kind], reference) : undefined);

  /** Checks the merchant and the signature, then answers; `formula` gives the signed parts. */
  const signed = ({ formula, answer, needs = [], code = "merchantCode", field = "signature", refuse = refused }) =>
    (request) => {
      const fields = request.body === "" ? request.query : parseJson(request.body);
      if (text(fields[code]) !== merchantCode) return refuse(9901, FAWRY[9901]);
      try {
        const missing = needs.find((name) => text(fields[name]) === "");
        if (missing) return malformed(`${missing} is missing`);
        if (!same(fields[field], sign(...formula(fields)))) return refuse(9946, FAWRY[9946]);
        return answer(fields);
      } catch (error) {
        if (error instanceof BadAmount) return refuse(21004, `Invalid amount ${error.message}`);
        if (error instanceof Missing) return malformed(error.message);
        throw error;
      }
    };

  const charge = signed({
    needs: ["merchantRefNum", "paymentMethod", "amount"],
    formula: chargeFormula,
    answer(fields) {
      const failure = asked("charge", fields.merchantRefNum);
      if (failure) return refused(failure, FAWRY[failure], "ChargeResponse");
      const order = openOrder(fields, fields.enable3DS === true ? "3ds" : undefined);
      if (fields.enable3DS === true) {
        return done("ChargeResponse", {
          nextAction: { type: "THREE_D_SECURE", redirectUrl: link(order) },
          basketPayment: false,
        });
      }
      const { id: referenceNumber, reference: merchantRefNumber } = order;
      if (fields.paymentMethod === "MWALLET") {
        const walletQr = `data:image/PNG;base64,${Buffer.from(referenceNumber).toString("base64")}`;
        const qr = fields.debitMobileWalletNo === undefined ? { walletQr } : {};
        return done("ChargeResponse", { referenceNumber, merchantRefNumber, ...qr });
      }
      const links = { deepLink: `myfawry://pay/${referenceNumber}`, qrCode: referenceNumber };
      return done("ChargeResponse", {
        ...chargeResponse(order),
        ...(fields.paymentMethod === "MYFAWRY" ? links : {}),
      });
    },
  });

  /** A reference order waits for its payment; a card pays at once unless it is only authorized. */
  function openOrder(fields, page) {
    const byCard = fields.cardNumber !== undefined || fields.cardToken !== undefined;
    const waits = byCard && fields.authCaptureModePayment === true ? "authorized" : "new";
    const method = byCard ? "PayUsingCC" : text(fields.paymentMethod).toUpperCase() || "PAYATFAWRY";
    return orders.open({
      gateway: "fawry",
      reference: text(fields.merchantRefNum),
      digits: 9,
      state: byCard && page === undefined && waits === "new" ? "paid" : waits,
      amount: money(fields.amount),
      currency: "EGP",
      method,
      page,
      mobile: text(fields.customerMobile),
      mail: text(fields.customerEmail),
      customerProfileId: text(fields.customerProfileId) || undefined,
      authNumber: byCard ? "100006" : undefined,
      lastFourDigits: text(fields.cardNumber).slice(-4) || undefined,
      returnUrl: text(fields.returnUrl) || undefined,
      notifyUrl: text(fields.orderWebHookUrl) || undefined,
      expiresAt: Number(text(fields.paymentExpiry)) || undefined,
    });
  }

  /** What a charge answers and a browser brings back. */
  function chargeResponse(order) {
    const response = {
      referenceNumber: order.id,
      merchantRefNumber: order.reference,
      orderAmount: Number(order.amount),
      paymentAmount: Number(order.amount),
      paymentMethod: order.method,
      orderStatus: WORDS[order.state],
      customerMobile: order.mobile,
      customerMail: order.mail,
      customerProfileId: order.customerProfileId,
      authNumber: order.authNumber,
      fawryFees: 0,
      paymentTime: order.updatedAt,
    };
    const signature = sign(
      response.referenceNumber,
      response.merchantRefNumber,
      money(response.paymentAmount),
      money(response.orderAmount),
      response.orderStatus,
      response.paymentMethod,
      money(response.fawryFees),
      response.authNumber,
      response.customerMail,
      response.customerMobile,
    );
    return { ...response, signature };
  }

  const checkoutLink = signed({
    needs: ["merchantRefNum"],
    formula: (fields) => [
      merchantCode,
      fields.merchantRefNum,
      fields.customerProfileId,
      fields.returnUrl,
      ...listOf(fields.chargeItems)
        .toSorted((a, b) => Buffer.compare(Buffer.from(a.itemId), Buffer.from(b.itemId)))
        .flatMap((item) => [item.itemId, item.quantity, money(item.price)]),
    ],
    answer(fields) {
      const failure = asked("checkoutLink", fields.merchantRefNum);
      if (failure) return refused(failure);
      const amount = fields.chargeItems.reduce((sum, { price, quantity }) => sum + units(money(price)) * BigInt(text(quantity)), 0n);
      const order = openOrder({ ...fields, amount: `${amount / 1000n}.${String(amount % 1000n).padStart(3, "0")}` }, "hosted");
      return plain(200, link(order));
    },
  });

  const refund = signed({
    needs: ["referenceNumber", "refundAmount"],
    formula: (fields) => [merchantCode, fields.referenceNumber, money(fields.refundAmount), fields.reason],
    answer(fields) {
      const failure = asked("refund", fields.referenceNumber);
      if (failure) return refused(failure);
      // A refund names the order by Fawry's own number.
      const found = orders.find("fawry", text(fields.referenceNumber));
      const order = found?.id === text(fields.referenceNumber) ? found : undefined;
      if (order === undefined) return orders.isLenient ? done("ResponseDataModel") : refused(9938);
      const isPaid = ["paid", "partially-refunded", "refunded"].includes(order.state);
      if (!isPaid) return refused(9954);
      try {
        orders.refund(order, money(fields.refundAmount), numberFor(`${order.id}#${order.refunds.length}`, 9));
      } catch (error) {
        if (error instanceof NotPossible) return refused(9935);
        throw error;
      }
      return done("ResponseDataModel");
    },
  });

  const cancelUnpaidOrder = signed({
    code: "merchantAccount",
    refuse: refusedCancel,
    formula: (fields) => [fields.orderRefNo, fields.merchantAccount, fields.lang],
    answer(fields) {
      const failure = asked("cancel", fields.orderRefNo);
      if (failure) return refusedCancel(failure);
      const found = orders.find("fawry", text(fields.orderRefNo));
      const order = found?.id === text(fields.orderRefNo) ? found : undefined;
      if (order === undefined && !orders.isLenient) return refusedCancel(404);
      if (order?.state === "cancelled") return refusedCancel(9984);
      if (order && order.state !== "new") return refusedCancel(400);
      if (order) orders.change(order, "cancelled");
      return json(200, { code: "200", description: "Operation done successfully", reason: "" });
    },
  });

  const statusOf = (answer) =>
    signed({
      formula: (fields) => [merchantCode, fields.merchantRefNumber],
      answer(fields) {
        if (text(fields.merchantRefNumber) === "") return refused(9944);
        const failure = asked("status", fields.merchantRefNumber);
        if (failure) return refused(failure, FAWRY[failure], "PaymentStatusResponse");
        const order = orders.find("fawry", fields.merchantRefNumber);
        const known = order?.reference === fields.merchantRefNumber ? order : undefined;
        if (known === undefined && !orders.isLenient) return refused(9938, FAWRY[9938], "PaymentStatusResponse");
        return answer(known ?? paidOrder(fields.merchantRefNumber, clock.ms()));
      },
    });

  const paymentStatus = statusOf((order) => json(200, notification({ secureKey }, notificationFields(order))));

  const paymentStatusV1 = statusOf((order) =>
    done("PaymentStatusResponse", {
      referenceNumber: order.id,
      merchantRefNumber: order.reference,
      paymentAmount: Number(order.amount) + (order.fees ?? 0),
      paymentDate: order.updatedAt,
      expirationTime: order.expiresAt ?? order.createdAt + 86_400_000,
      paymentStatus: WORDS[order.state].replace("CANCELED", "CANCELLED"),
      paymentMethod: order.method,
    }),
  );

  const authorization = (state, formula) =>
    signed({
      needs: ["merchantRefNum"],
      field: "requestSignature",
      formula,
      answer(fields) {
        const failure = asked("authorization", fields.merchantRefNum);
        if (failure) return refused(failure);
        const merchantRefNumber = text(fields.merchantRefNum);
        const order = orders.find("fawry", merchantRefNumber);
        if (order === undefined && !orders.isLenient) return refused(9938);
        if (order?.state === "cancelled") return refused(9984);
        if (order && order.state !== "authorized" && !orders.isLenient) return malformed(`the order is ${WORDS[order.state]}`);
        if (order?.state === "authorized") {
          const amount = state === "paid" && text(fields.captureAmount) !== "" ? money(fields.captureAmount) : order.amount;
          if (units(amount) > units(order.amount)) return refused(21004, "Invalid amount: above what was authorized");
          orders.change(order, state, { amount });
        }
        return done("AuthorizationResponse", {
          fawryRefNumber: order?.id ?? numberFor(merchantRefNumber, 9),
          merchantCode,
          merchantRefNumber,
          orderStatus: WORDS[state],
        });
      },
    });

  /** The call has no signature. Both names of the merchant code may be sent, with one value. */
  function installmentPlans({ query }) {
    const { merchantCode: code, accountNumber: account } = query;
    const codes = [code, account].filter((value) => value !== undefined);
    if (codes.length === 0 || codes.some((value) => value !== merchantCode)) {
      return refused(9901, "Merchant code is blank or invalid");
    }
    return json(200, account === undefined ? [flatPlan] : [nestedPlan]);
  }

  const routes = {
    "charge POST /ECommerceWeb/Fawry/payments/charge": charge,
    "charge POST /ECommerceWeb/api/payments/charge": charge,
    "checkoutLink POST /fawrypay-api/api/payments/init": checkoutLink,
    "refund POST /ECommerceWeb/Fawry/payments/refund": refund,
    "cancelUnpaidOrder POST /ECommerceWeb/api/orders/cancel-unpaid-order": cancelUnpaidOrder,
    "paymentStatus GET /ECommerceWeb/Fawry/payments/status/v2": paymentStatus,
    "paymentStatusV1 GET /ECommerceWeb/Fawry/payments/status": paymentStatusV1,
    "installmentPlans GET /ECommerceWeb/api/merchant/installment-plans": installmentPlans,
    "captureAuthorization POST /ECommerceWeb/api/payment/capture": authorization("paid", (fields) => [
      fields.merchantRefNum,
      fields.captureAmount === undefined ? "" : money(fields.captureAmount),
      merchantCode,
    ]),
    "cancelAuthorization POST /ECommerceWeb/api/payment/cancel": authorization("cancelled", (fields) => [
      fields.merchantRefNum,
      merchantCode,
    ]),
    ...cardRoutes({ merchantCode, signed, done, refused, malformed, asked, clock, orders, cards }),
  };

  return {
    routes,
    codes: Object.keys(FAWRY),
    ownCodes: { cancelUnpaidOrder: Object.keys(FAWRY_CANCEL) },
    refuse: (code, operation) => (operation === "cancelUnpaidOrder" ? refusedCancel(code) : refused(code)),
    unreadable: malformed,
    eventOf: (order) => ({ url: order.notifyUrl, body: JSON.stringify(notification({ secureKey }, notificationFields(order))) }),
    forged: (body) => body.replace(/(?<="messageSignature":")./, (digit) => (digit === "a" ? "b" : "a")),
    /** A card that is not the payer's is refused as one that may not be used. */
    cardReturnTo({ returnUrl, state }) {
      const statusCode = state === "saved" ? 200 : 55006;
      const statusDescription = encodeURIComponent(FAWRY[statusCode] ?? "Operation done successfully");
      return `${returnUrl}${returnUrl.includes("?") ? "&" : "?"}statusCode=${statusCode}&statusDescription=${statusDescription}`;
    },
    returnTo(order) {
      if (order.returnUrl === undefined) return undefined;
      const known = Object.entries({ ...chargeResponse(order), statusCode: 200 }).filter(([, value]) => value !== undefined);
      const query = known.map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join("&");
      return `${order.returnUrl}${order.returnUrl.includes("?") ? "&" : "?"}type=ChargeResponse&${query}`;
    },
  };
}

const listOf = (value) => {
  if (!Array.isArray(value) || value.length === 0) throw new Missing("chargeItems is no list");
  return value;
};

/** Each method appends its own fields to the common ones; `returnUrl` only with 3-D Secure. */
function chargeFormula(fields) {
  const byInstallments = fields.installmentPlanId !== undefined;
  return [
    fields.merchantCode,
    fields.merchantRefNum,
    fields.customerProfileId,
    fields.paymentMethod,
    money(fields.amount),
    fields.cardToken,
    fields.cardNumber,
    fields.cardExpiryYear,
    fields.cardExpiryMonth,
    fields.cvv,
    fields.installmentPlanId,
    fields.debitMobileWalletNo,
    fields.valuCustomerCode,
    fields.enable3DS === true && !byInstallments ? fields.returnUrl : "",
  ];
}

const paidOrder = (reference, now) => ({
  id: numberFor(reference, 9),
  reference,
  amount: "150.00",
  fees: 2.5,
  method: "PAYATFAWRY",
  state: "paid",
  mobile: "01000000000",
  mail: "buyer@shop.example",
  createdAt: now,
  updatedAt: now,
  refunds: [],
});
