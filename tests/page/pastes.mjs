/** A refund with a wrong signature, as people paste it, each time with the key somewhere. */
import { createHash } from "node:crypto";

const URL_ = "https://atfawry.fawrystaging.com/ECommerceWeb/Fawry/payments/refund";

export function pastes(key) {
  const merchant = "1tSa6uxz2nTwlaAmt38enA==";
  const signature = createHash("sha256").update(`${merchant}93133741020.5${key}`).digest("hex");
  const fields = { merchantCode: merchant, referenceNumber: "931337410", refundAmount: 20.5, signature };
  const body = (more = {}) => JSON.stringify({ ...fields, ...more });
  const curl = (more, head = "") => `curl -X POST '${URL_}' -H 'content-type: application/json' ${head} --data-raw '${body(more)}'`;
  const script = (more) => `await fetch("${URL_}", { method: "POST", headers: { "content-type": "application/json" }, body: ${JSON.stringify(body(more))} });`;
  const http = (more, head = "") => `POST /ECommerceWeb/Fawry/payments/refund HTTP/1.1\nhost: atfawry.fawrystaging.com\n${head}\n${body(more)}`;
  const quoted = encodeURIComponent(key);
  return {
    "a constant before a fetch": `const secureKey = "${key}";\n${script()}`,
    "a constant after a fetch": `${script()}\nconst SECRET = '${key}';`,
    "an exported variable": `export FAWRY_SECURE_KEY=${key}\n${curl()}`,
    "a variable in front": `FAWRY_SECURE_KEY=${key} ${curl()}`,
    "a header": curl({}, `-H 'x-api-key: ${key}'`),
    "a user": curl({}, `-u 'shop:${key}'`),
    "a cookie in HTTP": http({}, `cookie: session=${key}\n`),
    "a comment in a script": `// secure key: ${key}\n${script()}`,
    "a comment in a shell": `# ${key}\n${curl()}`,
    "a comment behind": `${curl()} # key ${key}`,
    "an unhashed string as the signature": curl({ signature: `${merchant}93133741020.5${key}` }),
    "an unhashed string in Base64": curl({ signature: Buffer.from(`${merchant}93133741020.5${key}`).toString("base64") }),
    "the key as the signature": curl({ signature: key }),
    "the key in the query": curl().replace(URL_, `${URL_}?secureKey=${quoted}&reason=${quoted}`),
    "members named as keys": curl({ secureKey: key, apiKey: key, token: key, password: key }),
    "the key as the reason": curl({ reason: key }),
    "the key in the reason": http({ reason: `signed with ${key}` }),
    "the key in the reason, percent-encoded": script({ reason: `k=${quoted}` }),
    "the key in the reason, in Base64": script({ reason: Buffer.from(key).toString("base64") }),
    "a body alone": body({ secureKey: key, reason: `it was ${key}` }),
    "a member in a list": curl({ items: [{ key }], chargeItems: [{ itemId: "1", description: key }] }),
  };
}
