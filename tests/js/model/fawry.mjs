/** Fawry's signatures from its documentation: a SHA-256 of values without a separator, the key at the end. */
import { createHash } from "node:crypto";

const hash = (name, parts) => createHash(name).update(parts.join(""), "utf8").digest("hex");
const sha256 = (...parts) => hash("sha256", parts);
const present = (value) => value ?? "";

/** By the bytes of their ids: JavaScript's own order is that of UTF-16 units. */
const byId = (one, other) => Buffer.compare(Buffer.from(String(one.itemId)), Buffer.from(String(other.itemId)));

export function fawry({ Fawry }, random) {
  const account = { merchantCode: "1tSa6+/== ✓", secureKey: "مفتاح-key", environment: "staging" };
  const { merchantCode, secureKey } = account;
  const usual = new Fawry(account);
  const other = new Fawry({
    ...account, chargeSignature: "base", checkoutSignature: "base", itemOrder: "given",
    deleteTokenSignature: "withoutToken", notificationV1Digest: "sha256", queryEncoding: "percent",
  });
  const quoting = new Fawry({ ...account, merchantCode: "m", queryEncoding: "percent" });

  const common = () => {
    const [amount, price] = [random.amount(), random.amount()];
    return {
      amount,
      fields: {
        merchantRefNum: random.text(), customerProfileId: random.maybe(() => random.text()),
        customerName: random.maybe(() => random.text()), customerMobile: random.mobile(), customerEmail: random.email(),
        amount: amount.given, currencyCode: random.maybe(() => "EGP"), language: random.of(["ar-eg", "en-gb"]),
        chargeItems: [{ itemId: "1", description: random.text(), price: price.given, quantity: 1 }],
        description: random.text(),
      },
    };
  };

  /** Each form of a charge: its own fields, and what they add to the text. */
  const FORMS = [
    () => [{ paymentMethod: random.of(["PayAtFawry", "PAYATFAWRY"]) }, []],
    () => [{ paymentMethod: random.of(["CASHONDELIVERY", "CashOnDelivery", "CASH_ON_DELIVERY"]) }, []],
    () => [{ paymentMethod: "MYFAWRY" }, []],
    () => [{ paymentMethod: random.of(["MWALLET", "WALLET"]) }, []],
    () => {
      const debitMobileWalletNo = random.mobile();
      return [{ paymentMethod: "MWALLET", debitMobileWalletNo }, [debitMobileWalletNo]];
    },
    () => {
      const valuCustomerCode = random.mobile();
      return [{ paymentMethod: "VALU", valuCustomerCode }, [valuCustomerCode]];
    },
    () => {
      const card = random.card();
      const enable3DS = random.of([undefined, false]);
      const authCaptureModePayment = random.maybe(() => random.below(2) === 1);
      return [{ paymentMethod: random.of(["CARD", "PayUsingCC"]), ...card, enable3DS, authCaptureModePayment }, digitsOf(card)];
    },
    () => {
      const [card, returnUrl] = [random.card(), random.url()];
      return [{ paymentMethod: "CARD", ...card, enable3DS: true, returnUrl }, [...digitsOf(card), returnUrl]];
    },
    () => {
      const [cardToken, cvv] = [random.text(), random.maybe(() => random.digits(3))];
      return [{ paymentMethod: "CARD", cardToken, cvv }, [cardToken, present(cvv)]];
    },
    () => {
      const [cardToken, cvv, returnUrl] = [random.text(), random.maybe(() => random.digits(4)), random.url()];
      return [{ paymentMethod: "CARD", cardToken, cvv, enable3DS: true, returnUrl }, [cardToken, present(cvv), returnUrl]];
    },
    () => {
      const [card, plan] = [random.card(), random.reference(random.digits(4))];
      return [{ paymentMethod: "CARD", ...card, installmentPlanId: plan.given }, [...digitsOf(card), plan.text]];
    },
    () => {
      const [cardToken, cvv, plan] = [random.text(), random.maybe(() => random.digits(3)), random.reference()];
      return [{ paymentMethod: "CARD", cardToken, cvv, installmentPlanId: plan.given }, [cardToken, present(cvv), plan.text]];
    },
  ];
  const digitsOf = ({ cardNumber, cardExpiryYear, cardExpiryMonth, cvv }) => [cardNumber, cardExpiryYear, cardExpiryMonth, cvv];

  /** Items of different ids, as they are given, and with what is signed of each. */
  const items = () => {
    const ids = new Set(Array.from({ length: 1 + random.below(5) }, () => `${random.of(["b", "B", "", "é", "𝒳", "\uffee", "a1"])}${random.below(30)}x`));
    return [...ids].map((itemId) => {
      const [price, quantity] = [random.amount(), 1 + random.below(50)];
      return {
        given: { itemId, price: price.given, quantity: random.of([quantity, String(quantity)]), description: random.text() },
        itemId, signed: [itemId, quantity, price.written],
      };
    });
  };
  const inOrder = (of, list) => (of === other ? list : list.toSorted(byId)).flatMap(({ signed }) => signed);

  const reference = (operation, name, of = quoting) => () => {
    const { given, text } = random.reference(of === usual ? random.id() : random.text());
    const code = of === quoting ? "m" : merchantCode;
    return { of, operation, input: { [name]: given }, expected: sha256(code, text, secureKey) };
  };

  /** What Fawry would send, which is believed, and with another signature is not. */
  const event = (signed, fields, name, signature, verify) => ({
    fields: { ...fields, [name]: signature }, forged: { ...fields, [name]: `${signature.startsWith("0") ? 1 : 0}${signature.slice(1)}` }, signed, verify,
  });
  const query = (fields) => `https://shop.example/r?${new URLSearchParams(fields)}`;

  return {
    "Fawry charge": () => {
      const of = random.of([usual, other]);
      const { amount, fields } = common();
      const [own, added] = random.of(FORMS)();
      const input = random.shuffled({ ...fields, ...own });
      const base = [merchantCode, fields.merchantRefNum, present(fields.customerProfileId), own.paymentMethod, amount.written];
      // The first formula of the documentation is the same for all methods.
      return { of, operation: "charge", input, expected: sha256(...base, ...(of === other ? [] : added), secureKey) };
    },
    "Fawry checkoutLink": () => {
      const list = items();
      const [merchantRefNum, customerProfileId, returnUrl] = [random.text(), random.maybe(() => random.text()), random.url()];
      const input = { merchantRefNum, customerProfileId, returnUrl, chargeItems: list.map(({ given }) => given), language: "ar-eg" };
      const text = [merchantCode, merchantRefNum, present(customerProfileId), returnUrl, ...inOrder(usual, list), secureKey];
      return { of: usual, operation: "checkoutLink", input: random.shuffled(input), expected: sha256(...text) };
    },
    "Fawry sdkPayment": () => {
      const of = random.of([usual, other]);
      const list = items();
      const [merchantRefNum, customerProfileId] = [random.text(), random.maybe(() => random.text())];
      const input = { merchantRefNum, customerProfileId, chargeItems: list.map(({ given }) => given) };
      const text = [merchantCode, merchantRefNum, present(customerProfileId), ...inOrder(of, list), secureKey];
      return { of, operation: "sdkPayment", input: random.shuffled(input), expected: sha256(...text) };
    },
    "Fawry sdkTokenization": () => {
      const customerProfileId = random.maybe(() => random.text());
      return { of: usual, operation: "sdkTokenization", input: { customerProfileId }, expected: sha256(merchantCode, present(customerProfileId), secureKey) };
    },
    "Fawry refund": () => {
      const [id, amount, reason] = [random.reference(random.text()), random.amount(), random.maybe(() => random.text())];
      const input = random.shuffled({ referenceNumber: id.given, refundAmount: amount.given, reason });
      return { of: usual, operation: "refund", input, expected: sha256(merchantCode, id.text, amount.written, present(reason), secureKey) };
    },
    "Fawry cancelUnpaidOrder": () => {
      const [id, lang] = [random.reference(), random.of(["ar-eg", "en-gb"])];
      return { of: usual, operation: "cancelUnpaidOrder", input: random.shuffled({ orderRefNo: id.given, lang }), expected: sha256(id.text, merchantCode, lang, secureKey) };
    },
    "Fawry paymentStatus": reference("paymentStatus", "merchantRefNumber"),
    "Fawry paymentStatusV1": reference("paymentStatusV1", "merchantRefNumber"),
    "Fawry listCardTokens": reference("listCardTokens", "customerProfileId"),
    "Fawry deleteCardToken": () => {
      const of = random.of([quoting, other]);
      const [id, cardToken] = [random.reference(random.text()), random.text()];
      const [code, added] = of === other ? [merchantCode, ""] : ["m", cardToken];
      return { of, operation: "deleteCardToken", input: random.shuffled({ customerProfileId: id.given, cardToken }), expected: sha256(code, id.text, added, secureKey) };
    },
    "Fawry captureAuthorization": () => {
      const [id, amount] = [random.reference(random.text()), random.maybe(() => random.amount())];
      const input = random.shuffled({ merchantRefNum: id.given, captureAmount: amount?.given });
      return { of: usual, operation: "captureAuthorization", input, expected: sha256(id.text, amount?.written ?? "", merchantCode, secureKey) };
    },
    "Fawry cancelAuthorization": () => {
      const id = random.reference(random.text());
      return { of: usual, operation: "cancelAuthorization", input: { merchantRefNum: id.given }, expected: sha256(id.text, merchantCode, secureKey) };
    },
    "Fawry notification": () => {
      const [paid, total] = [received(random), received(random)];
      const [one, two, status, method, last] = [random.digits(9), random.text(), random.of(["PAID", "NEW", "FAILED"]), random.text(), random.maybe(() => random.text())];
      const fields = { fawryRefNumber: one, merchantRefNumber: two, paymentAmount: paid.given, orderAmount: total.given, orderStatus: status, paymentMethod: method, paymentRefrenceNumber: last };
      const signature = sha256(one, two, paid.written, total.written, status, method, present(last), secureKey);
      const made = event("notification", random.shuffled(fields), "messageSignature", signature, (all) => usual.verifyNotification(JSON.stringify(all)));
      return { ...made, of: usual, operation: "notification", input: fields, expected: signature };
    },
    "Fawry notificationV1": () => {
      const of = random.of([usual, other]);
      const [amount, one, two, status] = [received(random), random.digits(9), random.text(), random.of(["PAID", "EXPIRED"])];
      const fields = { Amount: String(amount.given), FawryRefNo: one, [random.of(["MerchantRefNo", "MerchnatRefNo"])]: two, OrderStatus: status };
      const text = [secureKey, amount.written, one, two, status];
      const signature = hash(of === other ? "sha256" : "md5", text);
      const made = event("notificationV1", random.shuffled(fields), "MessageSignature", signature, (all) => of.verifyNotificationV1(query(all)));
      return { ...made, of, operation: "notificationV1", input: fields, expected: signature };
    },
    "Fawry return": () => {
      const [paid, total, fees, shipping] = [received(random), received(random), random.maybe(() => received(random)), random.maybe(() => received(random))];
      const optional = (make) => random.maybe(make) ?? "";
      const [number, auth, mail, mobile] = [optional(() => random.digits(9)), optional(() => random.digits(6)), optional(() => random.email()), optional(() => random.mobile())];
      const [two, status, method] = [random.text(), random.of(["PAID", "NEW"]), random.text()];
      const fields = {
        referenceNumber: number, merchantRefNumber: two, paymentAmount: String(paid.given), orderAmount: String(total.given), orderStatus: status,
        paymentMethod: method, fawryFees: fees ? String(fees.given) : "", shippingFees: shipping ? String(shipping.given) : "", authNumber: auth, customerMail: mail, customerMobile: mobile,
      };
      const signature = sha256(number, two, paid.written, total.written, status, method, fees?.written ?? "", shipping?.written ?? "", auth, mail, mobile, secureKey);
      const made = event("return", random.shuffled(fields), "signature", signature, (all) => usual.verifyReturn(query(all)));
      return { ...made, of: usual, operation: "return", input: fields, expected: signature };
    },
  };
}

/** An amount as Fawry may write it, zero among them. */
function received(random) {
  return random.below(8) === 0 ? { given: random.of([0, "0.0", "0.00"]), written: "0.00" } : random.amount();
}
