// FawryPay: charges, hosted checkout, refunds, orders, authorizations and card tokens.
//
// Every signature is recomputed; a wrong or missing one is code 9946 inside an HTTP 200.
// An order that was never charged here counts as paid, so any reference can be refunded.
// A reference that ends with a code of `failures` is refused with that code:
// a refund of `7009935` is "refund amount exceeded".

import { createHash } from "node:crypto";
import { BadAmount, decimal, failureFor, json, numberFor, parseJson, plain, same, text } from "./wire.mjs";

const PAID_AT = 1718000000000;

const failures = {
  charge: { 21010: "Amount not allowed", 99951: "Insufficient funds", 99954: "Expired card" },
  checkoutLink: { 9903: "Hosted checkout is not enabled", 10045: "paymentMethod is mandatory" },
  refund: { 9935: "Refund amount exceeded", 9938: "Order not found", 9954: "Order is not paid" },
  cancel: { 400: "Order is already paid", 404: "Order not found", 9984: "Order is already cancelled" },
  status: { 9938: "Order not found" },
  authorization: { 9938: "Order not found", 9984: "Order is already cancelled" },
  card: { 17003: "Card token already exists" },
};

const sha256 = (value) => createHash("sha256").update(value, "utf8").digest("hex");
const money = (value) => decimal(value, 2);

export function fawry({ merchantCode, secureKey }) {
  const orders = new Map();
  const cards = new Map();

  const sign = (...parts) => sha256(parts.map(text).join("") + secureKey);
  const done = (type, fields) =>
    json(200, { type, ...fields, statusCode: 200, statusDescription: "Operation done successfully" });
  const refused = (statusCode, statusDescription, type = "ResponseDataModel") =>
    json(200, { type, statusCode, statusDescription });
  const refusedCancel = (code, description) =>
    json(200, { code: String(code), description, reason: description });

  /** Checks the merchant and the signature, then answers; `formula` gives the signed parts. */
  const signed = ({ formula, answer, code = "merchantCode", field = "signature", refuse = refused }) =>
    (request) => {
      const fields = request.body === "" ? request.query : parseJson(request.body);
      if (text(fields[code]) !== merchantCode) return refuse(9901, "Merchant code is blank or invalid");
      try {
        if (!same(fields[field], sign(...formula(fields)))) {
          return refuse(9946, "Signature is blank or invalid");
        }
      } catch (error) {
        if (error instanceof BadAmount) return refuse(21004, `Invalid amount ${error.message}`);
        throw error;
      }
      return answer(fields);
    };

  const charge = signed({
    formula: chargeFormula,
    answer(fields) {
      const failure = failureFor(failures.charge, fields.merchantRefNum);
      if (failure) return refused(Number(failure[0]), failure[1], "ChargeResponse");
      const order = openOrder(fields);
      orders.set(order.merchantRefNumber, order).set(order.referenceNumber, order);
      if (fields.enable3DS === true) {
        const redirectUrl = `https://atfawry.fawrystaging.com/3ds?order=${order.referenceNumber}`;
        return done("ChargeResponse", {
          nextAction: { type: "THREE_D_SECURE", redirectUrl },
          basketPayment: false,
        });
      }
      const { referenceNumber, merchantRefNumber } = order;
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
  function openOrder(fields) {
    const amount = Number(text(fields.amount));
    const byCard = fields.cardNumber !== undefined || fields.cardToken !== undefined;
    const paid = byCard && fields.enable3DS !== true && fields.authCaptureModePayment !== true;
    return {
      referenceNumber: numberFor(text(fields.merchantRefNum), 9),
      merchantRefNumber: text(fields.merchantRefNum),
      orderAmount: amount,
      paymentAmount: amount,
      paymentMethod: byCard ? "PayUsingCC" : text(fields.paymentMethod).toUpperCase(),
      orderStatus: paid ? "PAID" : "NEW",
      customerMobile: text(fields.customerMobile),
      customerMail: text(fields.customerEmail),
      customerProfileId: fields.customerProfileId,
      authNumber: byCard ? "100006" : undefined,
      refunded: 0n,
    };
  }

  function chargeResponse({ refunded, ...order }) {
    const response = { ...order, fawryFees: 0, paymentTime: PAID_AT };
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
    formula: (fields) => [
      merchantCode,
      fields.merchantRefNum,
      fields.customerProfileId,
      fields.returnUrl,
      ...fields.chargeItems
        .toSorted((a, b) => Buffer.compare(Buffer.from(a.itemId), Buffer.from(b.itemId)))
        .flatMap((item) => [item.itemId, item.quantity, money(item.price)]),
    ],
    answer(fields) {
      const failure = failureFor(failures.checkoutLink, fields.merchantRefNum);
      if (failure) return refused(Number(failure[0]), failure[1]);
      const order = numberFor(text(fields.merchantRefNum), 12);
      return plain(200, `https://atfawry.fawrystaging.com/atfawry/plugin/checkout?order=${order}`);
    },
  });

  const refund = signed({
    formula: (fields) => [merchantCode, fields.referenceNumber, money(fields.refundAmount), fields.reason],
    answer(fields) {
      const failure = failureFor(failures.refund, fields.referenceNumber);
      if (failure) return refused(Number(failure[0]), failure[1]);
      const order = orders.get(text(fields.referenceNumber));
      if (order) {
        if (order.orderStatus === "NEW") return refused(9954, failures.refund[9954]);
        const asked = order.refunded + piastres(fields.refundAmount);
        const paid = piastres(order.paymentAmount);
        if (asked > paid) return refused(9935, failures.refund[9935]);
        order.refunded = asked;
        order.orderStatus = asked === paid ? "REFUNDED" : "PARTIAL_REFUNDED";
      }
      return done("ResponseDataModel");
    },
  });

  const cancelUnpaidOrder = signed({
    code: "merchantAccount",
    refuse: refusedCancel,
    formula: (fields) => [fields.orderRefNo, fields.merchantAccount, fields.lang],
    answer(fields) {
      const order = orders.get(text(fields.orderRefNo));
      const failure =
        failureFor(failures.cancel, fields.orderRefNo) ??
        (order && order.orderStatus !== "NEW" ? ["400", failures.cancel[400]] : undefined);
      if (failure) {
        return json(400, { code: failure[0], description: failure[1], reason: failure[1] });
      }
      if (order) order.orderStatus = "CANCELED";
      return json(200, { code: "200", description: "Operation done successfully", reason: "" });
    },
  });

  const statusOf = (answer) =>
    signed({
      formula: (fields) => [merchantCode, fields.merchantRefNumber],
      answer(fields) {
        if (fields.merchantRefNumber === "") return refused(9944, "Reference number is blank");
        const failure = failureFor(failures.status, fields.merchantRefNumber);
        if (failure) return refused(Number(failure[0]), failure[1], "PaymentStatusResponse");
        return answer(orders.get(fields.merchantRefNumber) ?? paidOrder(fields.merchantRefNumber));
      },
    });

  const paymentStatus = statusOf((order) =>
    json(200, notification({ secureKey }, {
      requestId: "c72827d084ea4b88949d91dd2db4996e",
      fawryRefNumber: order.referenceNumber,
      merchantRefNumber: order.merchantRefNumber,
      customerMobile: order.customerMobile,
      customerMail: order.customerMail,
      paymentAmount: order.paymentAmount,
      orderAmount: order.orderAmount,
      fawryFees: 0,
      orderStatus: order.orderStatus,
      paymentMethod: order.paymentMethod,
      paymentTime: PAID_AT,
      ...(order.orderStatus === "NEW" ? {} : { paymentRefrenceNumber: numberFor(order.referenceNumber, 10) }),
      orderItems: [],
    })),
  );

  const paymentStatusV1 = statusOf((order) =>
    done("PaymentStatusResponse", {
      referenceNumber: order.referenceNumber,
      merchantRefNumber: order.merchantRefNumber,
      paymentAmount: order.paymentAmount,
      paymentDate: PAID_AT,
      expirationTime: PAID_AT + 86_400_000,
      paymentStatus: order.orderStatus.replace("CANCELED", "CANCELLED"),
      paymentMethod: order.paymentMethod,
    }),
  );

  const authorization = (orderStatus, formula) =>
    signed({
      field: "requestSignature",
      formula,
      answer(fields) {
        const failure = failureFor(failures.authorization, fields.merchantRefNum);
        if (failure) return refused(Number(failure[0]), failure[1]);
        const merchantRefNumber = text(fields.merchantRefNum);
        const order = orders.get(merchantRefNumber);
        if (order) order.orderStatus = orderStatus;
        return done("AuthorizationResponse", {
          fawryRefNumber: numberFor(merchantRefNumber, 9),
          merchantCode,
          merchantRefNumber,
          orderStatus,
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

  function createCardToken({ body }) {
    const fields = parseJson(body);
    if (text(fields.merchantCode) !== merchantCode) return refused(9901, "Merchant code is blank or invalid");
    const failure = failureFor(failures.card, fields.customerProfileId);
    if (failure) return refused(Number(failure[0]), failure[1], "CardTokenResponse");
    const card = cardFor(fields.cardNumber);
    cards.set(text(fields.customerProfileId), card);
    const redirectUrl = `https://atfawry.fawrystaging.com/3ds?card=${card.lastFourDigits}`;
    const next = fields.enable3ds === true ? { nextAction: { type: "THREE_D_SECURE", redirectUrl } } : {};
    return done("CardTokenResponse", { card, ...next });
  }

  const listCardTokens = signed({
    formula: (fields) => [merchantCode, fields.customerProfileId],
    answer(fields) {
      const { firstSixDigits, ...card } = cards.get(fields.customerProfileId) ?? cardFor("4242424242424242");
      return done("CustomerTokensResponse", { cards: [card] });
    },
  });

  const deleteCardToken = signed({
    formula: (fields) => [merchantCode, fields.customerProfileId, fields.cardToken],
    answer(fields) {
      cards.delete(text(fields.customerProfileId));
      return done("ResponseDataModel");
    },
  });

  return {
    "POST /ECommerceWeb/Fawry/payments/charge": charge,
    "POST /ECommerceWeb/api/payments/charge": charge,
    "POST /fawrypay-api/api/payments/init": checkoutLink,
    "POST /ECommerceWeb/Fawry/payments/refund": refund,
    "POST /ECommerceWeb/api/orders/cancel-unpaid-order": cancelUnpaidOrder,
    "GET /ECommerceWeb/Fawry/payments/status/v2": paymentStatus,
    "GET /ECommerceWeb/Fawry/payments/status": paymentStatusV1,
    "GET /ECommerceWeb/api/merchant/installment-plans": installmentPlans,
    "POST /ECommerceWeb/api/payment/capture": authorization("PAID", (fields) => [
      fields.merchantRefNum,
      fields.captureAmount === undefined ? "" : money(fields.captureAmount),
      merchantCode,
    ]),
    "POST /ECommerceWeb/api/payment/cancel": authorization("CANCELED", (fields) => [
      fields.merchantRefNum,
      merchantCode,
    ]),
    "POST /ECommerceWeb/Fawry/cards/cardToken": createCardToken,
    "GET /ECommerceWeb/Fawry/cards/cardToken": listCardTokens,
    "DELETE /ECommerceWeb/Fawry/cards/cardToken": deleteCardToken,
  };
}

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

/** The body of a notification V2, and of a status answer: the fields with `messageSignature`. */
export function notification({ secureKey }, fields) {
  const messageSignature = sha256(
    [
      fields.fawryRefNumber,
      fields.merchantRefNumber,
      money(fields.paymentAmount),
      money(fields.orderAmount),
      fields.orderStatus,
      fields.paymentMethod,
      fields.paymentRefrenceNumber,
    ].map(text).join("") + secureKey,
  );
  return { ...fields, messageSignature };
}

const piastres = (amount) => BigInt(money(amount).replace(".", ""));

const paidOrder = (merchantRefNumber) => ({
  referenceNumber: numberFor(merchantRefNumber, 9),
  merchantRefNumber,
  orderAmount: 150,
  paymentAmount: 152.5,
  paymentMethod: "PAYATFAWRY",
  orderStatus: "PAID",
  customerMobile: "01000000000",
  customerMail: "buyer@shop.example",
});

const cardFor = (number) => ({
  token: numberFor(text(number), 16),
  creationDate: PAID_AT,
  firstSixDigits: text(number).slice(0, 6),
  lastFourDigits: text(number).slice(-4),
  brand: "Visa Card",
});

const flatPlan = { planId: "1201", bankName: "Bank of Alexandria", tenor: 12, minAmount: 500, feesPercent: 1.5 };

const named = (id, code, nameEn, nameAr) => ({ id, code, nameAr, nameEn });

const nestedPlan = {
  id: 77,
  installmentPlan: {
    id: 1201,
    nameAr: "اثنا عشر شهرا",
    nameEn: "12 months",
    rate: 1.5,
    noOfMonths: 12,
    merchantProfileCode: "P1",
    minAmount: 500,
    maxAmount: 50000,
    startDate: PAID_AT,
    endDate: null,
    online: true,
    status: named(1, "ACTIVE", "Active", "نشط"),
    accountType: {
      ...named(9, "CREDIT", "Credit card", "بطاقة ائتمان"),
      bank: { ...named(3, "ALEX", "Bank of Alexandria", "بنك الإسكندرية"), swfCode: "ALEXEGCX" },
      pans: ["424242", "512345"],
    },
    type: "BANK",
  },
  applyTo: "ALL",
  products: [],
  productsCodes: [],
  variants: [],
  categories: [],
  requiredItemsValidation: false,
};
