// The sandbox and the OpenAPI documents on their own, without the library: every operation is
// accepted when it is right, refused by Prism when it is malformed and by the sandbox when it
// is signed wrongly.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { after, before, describe, test } from "node:test";
import { credentials, startSandbox } from "../../pkg/src/sandbox/index.js";
import { forged } from "./forged.mjs";
import { card, charge, upaymentsRequest } from "./handmade.mjs";
import { KNOWN_AT, knownRequests } from "./known.mjs";
import { MERCHANTS_OWN, documents, operationsOf, startPrism } from "./prism.mjs";

const PRISM = "https://stoplight.io/prism/errors";

const described = new Map();
const known = new Map();
for (const contract of documents) {
  const operations = await operationsOf(contract);
  described.set(contract, operations.map(({ method, path }) => `${method} ${path}`));
  known.set(contract, knownRequests(contract, operations));
}

/** A sandbox with Prism in front of it for each account of the requests; the first is that of the sandbox itself. */
const fronts = new Map([["{}", undefined]]);
for (const { account } of [...known.values()].flat()) fronts.set(keyOf(account), undefined);
before(async () => {
  for (const key of fronts.keys()) {
    const sandbox = await startSandbox({ lenient: true, diagnose: false, now: () => KNOWN_AT, credentials: JSON.parse(key) });
    fronts.set(key, { sandbox, prism: await startPrism(sandbox.url) });
  }
});
after(async () => {
  for (const { sandbox, prism } of fronts.values()) {
    await prism.close();
    await sandbox.close();
  }
});

/** What tells an account from the one that a sandbox has anyway. */
function keyOf(account) {
  const [[gateway, settings]] = Object.entries(account);
  const differs = Object.entries(settings).some(([name, value]) => credentials[gateway][name] !== value);
  return differs ? JSON.stringify(account) : "{}";
}

async function send(contract, request, key = "{}") {
  const response = await fetch(fronts.get(key).prism.urls[contract] + request.url, request);
  const body = await response.text();
  return { status: response.status, body, json: body.startsWith("{") ? JSON.parse(body) : undefined };
}

/** Whether the gateway itself accepted: a result code in the body decides before the status. */
function accepted({ status, json }) {
  if (json?.type === PRISM) return false;
  return status < 300 && [undefined, 200].includes(json?.statusCode) && [undefined, "200"].includes(json?.code);
}

for (const [contract, list] of known) {
  describe(contract, () => {
    test("every operation of the document has a known request", () => {
      const covered = new Set(list.map((it) => it.described));
      const missing = described.get(contract).filter((it) => !covered.has(it));
      assert.deepEqual(missing, [], "no vector with `request` goes there");
    });

    for (const { name, operation, required, account, request, signature } of list) {
      const key = keyOf(account);
      const title = `${operation}, ${name}`;
      test(`${title}: is accepted`, async () => {
        const answer = await send(contract, request, key);
        assert.ok(accepted(answer), `${answer.status} ${answer.body}`);
      });

      if (signature !== undefined) {
        test(`${title}: with a flipped signature is refused`, async () => {
          const { status, json } = await send(contract, forged(request, signature), key);
          assert.notEqual(json?.type, PRISM, "the sandbox must judge it");
          if (contract.startsWith("fawry")) {
            assert.equal(status, 200);
            assert.equal(String(json.statusCode ?? json.code), "9946");
          } else {
            assert.equal(status, 401);
          }
        });
      }

      if (request.body?.startsWith("{")) {
        test(`${title}: without a required field is refused by Prism`, async () => {
          const body = JSON.parse(request.body);
          delete body[required[0] ?? Object.keys(body)[0]];
          const answer = await send(contract, { ...request, body: JSON.stringify(body) }, key);
          assert.equal(answer.status, 422, answer.body);
        });
      }

      const { authorization, api_key, "access-token": token } = request.headers ?? {};
      if (authorization ?? api_key ?? token) {
        test(`${title}: with another token is refused`, async () => {
          const headers = { ...request.headers };
          if (authorization) headers.authorization = "Bearer another";
          else if (api_key) headers.api_key = "another";
          else headers["access-token"] = "another";
          assert.equal((await send(contract, { ...request, headers }, key)).status, 401);
        });
      }
    }
  });
}

describe("Prism refuses", () => {
  const refused = (title, contract, request) =>
    test(title, async () => {
      const answer = await send(contract, request);
      assert.equal(answer.status, 422, answer.body);
      assert.equal(answer.json.type, PRISM);
    });
  const changed = (contract, name, change) => {
    const { request } = known.get(contract).find((it) => it.operation === name);
    const body = change(request.body);
    assert.notEqual(body, request.body, `${name} has nothing that is changed here`);
    return { ...request, body };
  };

  refused("an unknown payment method, by the Server API description", MERCHANTS_OWN, charge("BITCOIN"));
  refused("chargeItems as one object", MERCHANTS_OWN, charge("PayAtFawry", { chargeItems: {} }));
  refused("a misspelt optional field", "fawry-extended", charge("PayAtFawry", { custumerName: "Mona" }));
  refused("card fields on a reference charge", "fawry-extended", charge("PayAtFawry", card));
  refused("a card charge without its cvv", "fawry-extended", charge("CARD", { ...card, cvv: undefined }));
  refused("a card charge with a token too", "fawry-extended", charge("CARD", { ...card, cardToken: "t" }));
  refused("3-D Secure without a return URL", "fawry-extended", charge("CARD", { ...card, enable3DS: true }));
  refused("a reference charge on the wallet path", "fawry-extended", charge("PayAtFawry", {}, "", "api"));
  refused("an amount of zero", "fawry-extended", charge("PayAtFawry", { amount: 0 }));
  refused("an expiry in seconds", "fawry-extended", charge("PayAtFawry", { paymentExpiry: 1718000000 }));
  refused("a negative invoice amount", "fawry-invoices", changed("fawry-invoices", "refundInvoice", (it) => it.replace("150.50", "-1")));
  refused("a quoted refresh token's object", "fawry-invoices", changed("fawry-invoices", "refreshToken", () => '{"token":"x"}'));
  refused("no invoice to cancel", "fawry-invoices", changed("fawry-invoices", "cancelInvoices", () => "[]"));
  refused("an amount in Fatora's refund", "fatora", changed("fatora", "refund", (it) => it.replace("{", '{"amount":5,')));
  refused("a return URL with a query", "fatora", changed("fatora", "checkout", (it) => it.replace("payments/success", "payments/success?x=1")));
  refused("camelCase ids for Fatora", "fatora", changed("fatora", "refund", (it) => it.replace("transaction_id", "transactionId")));
  refused("a Pay3 amount as a number", "pay3", changed("pay3", "refund", (it) => it.replace('"0.02"', "0.02")));
  refused("a Pay3 amount with three decimals", "pay3", changed("pay3", "refund", (it) => it.replace("0.02", "0.020")));
  refused("both forms of a crypto refund", "pay3", changed("pay3", "cryptoRefund", (it) => it.replace("{", '{"amount":"3","currency":"usdc_sepolia","address":"0x5290",')));
  refused("a UPayments refund without its price", "upayments", upaymentsRequest("POST", "create-refund", '{"orderId":"x"}'));
  refused("an order id over 255 characters", "upayments", upaymentsRequest("POST", "create-refund", `{"orderId":"${"x".repeat(256)}","totalPrice":1.00}`));
  refused("isMultivendorRefund left out", "upayments", changed("upayments", "multivendorRefund", (it) => it.replace('"isMultivendorRefund":true,', "")));
  refused("milliseconds for seconds", "upayments", upaymentsRequest("GET", "get-deposit-status/t1", "", Date.now()));

  test("a path that no document has", async () => {
    assert.equal((await send("fatora", { method: "POST", url: "/payment/refund" })).status, 404);
  });
  test("a call without its Bearer token", async () => {
    const [{ request }] = known.get("upayments");
    const { authorization, ...headers } = request.headers;
    const { status, json } = await send("upayments", { ...request, headers });
    assert.deepEqual([status, json.type], [401, PRISM]);
  });
  test("an answer that its document does not describe", async (t) => {
    const broken = createServer((_, answer) =>
      answer.writeHead(200, { "content-type": "application/json" }).end('{"status":"SUCCESS","result":{}}'),
    );
    await new Promise((resolve) => broken.listen(0, "127.0.0.1", resolve));
    const front = await startPrism(`http://127.0.0.1:${broken.address().port}`);
    t.after(() => Promise.all([front.close(), broken.close()]));
    const { request } = known.get("fatora").find(({ operation }) => operation === "refund");
    const answer = await fetch(front.urls.fatora + request.url, request);
    assert.equal(answer.status, 500);
    assert.match(await answer.text(), /refund_status/);
  });
});

describe("the sandbox notices", () => {
  test("a body that is not the one that was signed, down to a zero", async () => {
    const right = upaymentsRequest("POST", "create-refund", '{"orderId":"x","totalPrice":20.50}');
    assert.equal((await send("upayments", right)).status, 200);
    const sent = { ...right, body: right.body.replace("20.50", "20.5") };
    assert.equal((await send("upayments", sent)).status, 401);
  });

  test("a clock that is off by more than a minute", async () => {
    const late = KNOWN_AT - 61;
    assert.equal((await send("upayments", upaymentsRequest("GET", "get-deposit-status/t1", "", late))).status, 401);
  });

  test("another merchant code", async () => {
    const request = charge("PayAtFawry");
    request.body = request.body.replace(credentials.fawry.merchantCode, "another");
    assert.equal((await send("fawry-extended", request)).json.statusCode, 9901);
  });

  test("a refund above what is left, and a second cancellation", async (t) => {
    const alone = await startSandbox({ lenient: true, diagnose: false });
    t.after(alone.close);
    const { merchantCode, secureKey } = credentials.fawry;
    const call = async (url, fields, signed) => {
      const signature = createHash("sha256").update(signed + secureKey).digest("hex");
      const body = JSON.stringify({ ...fields, signature });
      return (await fetch(alone.url + url, { method: "POST", body })).json();
    };
    const paid = charge("CARD", card, "42424242424242422105123");
    const { referenceNumber } = await (await fetch(alone.url + paid.url, paid)).json();
    const refund = (amount) =>
      call("/ECommerceWeb/Fawry/payments/refund", { merchantCode, referenceNumber, refundAmount: Number(amount) }, merchantCode + referenceNumber + amount);
    assert.equal((await refund("500.00")).statusCode, 200);
    assert.equal((await refund("80.56")).statusCode, 9935);
    assert.equal((await refund("80.55")).statusCode, 200);
    const cancel = await call(
      "/ECommerceWeb/api/orders/cancel-unpaid-order",
      { orderRefNo: referenceNumber, merchantAccount: merchantCode, lang: "ar-eg" },
      `${referenceNumber}${merchantCode}ar-eg`,
    );
    assert.equal(cancel.code, "400");
  });
});

describe("the published vectors", async () => {
  const vectors = async (gateway) =>
    JSON.parse(await readFile(new URL(`../vectors/${gateway}.json`, import.meta.url), "utf8"));
  const paths = {
    charge: "/ECommerceWeb/Fawry/payments/charge",
    checkoutLink: "/fawrypay-api/api/payments/init",
    refund: "/ECommerceWeb/Fawry/payments/refund",
    captureAuthorization: "/ECommerceWeb/api/payment/capture",
    cancelAuthorization: "/ECommerceWeb/api/payment/cancel",
  };

  for (const { name, operation, config, input, signature } of await vectors("fawry")) {
    const { merchantCode, secureKey, environment, ...otherReading } = config;
    if (!paths[operation] || Object.keys(otherReading).length > 0) continue;
    test(`fawry ${name}`, async (t) => {
      const alone = await startSandbox({ lenient: true, diagnose: false, credentials: { fawry: config } });
      t.after(alone.close);
      const field = operation.endsWith("Authorization") ? "requestSignature" : "signature";
      const body = JSON.stringify({ merchantCode: config.merchantCode, ...input, [field]: signature });
      const answer = await (await fetch(alone.url + paths[operation], { method: "POST", body })).text();
      assert.equal(answer.includes("9946"), name.includes("-mistake-"), answer);
    });
  }

  for (const { name, operation, options, body, signature } of await vectors("upayments")) {
    if (operation !== "refund") continue;
    test(`upayments ${name}`, async (t) => {
      const alone = await startSandbox({ lenient: true, diagnose: false, now: () => options.timestamp });
      t.after(alone.close);
      const { token } = credentials.upayments;
      const headers = {
        authorization: `Bearer ${token}`,
        "x-timestamp": String(options.timestamp),
        "x-signature": signature,
      };
      // What travels is the library's text, also where another rendering of it was signed.
      const sent = body.replace(/:10\}$/, ":10.00}");
      const { status } = await fetch(`${alone.url}/api/v1/create-refund`, { method: "POST", headers, body: sent });
      assert.equal(status, name.includes("-mistake-") ? 401 : 200);
    });
  }
});
