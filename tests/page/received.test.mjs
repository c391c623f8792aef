/** What people have of a notification: raw HTTP, curl, header lines of several kinds, log entries. */
import assert from "node:assert/strict";
import { test } from "node:test";

import { headersOf } from "../../www/app/header-lines.js";
import { arrived, gateway } from "../../www/app/library.js";
import { readReceived, textsOf } from "../../www/app/received.js";
import { configOf } from "../../www/app/state.js";
import { strings as ar } from "../../www/app/strings/ar.js";
import { strings as en } from "../../www/app/strings/en.js";
import { webhookKinds } from "../../www/app/webhooks.js";
import { waitForStatus } from "./browser.mjs";
import { site } from "./site.mjs";

await arrived;
const upayments = webhookKinds.find(({ id }) => id === "upayments");
const { url, headers, body } = upayments.samples.valid(gateway("UPayments", configOf("UPayments")));
const pairs = Object.entries(headersOf(headers));
const path = new URL(url).pathname;
const host = new URL(url).host;

test("headers are read from lines of any form", () => {
  const wanted = { "x-signature": "abc+/=", "x-timestamp": "1718000000" };
  for (const text of [
    "X-Signature: abc+/=\r\nX-Timestamp: 1718000000",
    "-H 'x-signature: abc+/=' \\\n  -H \"X-Timestamp: 1718000000\"",
    "--header 'x-signature: abc+/='\n--header='x-timestamp: 1718000000' \\",
    "HTTP_X_SIGNATURE=abc+/=\nHTTP_X_TIMESTAMP=1718000000",
    "    [HTTP_X_SIGNATURE] => abc+/=\n    [HTTP_X_TIMESTAMP] => 1718000000",
    "  'HTTP_X_SIGNATURE' => 'abc+/=',\n  'HTTP_X_TIMESTAMP' => '1718000000',",
    '"HTTP_X_SIGNATURE": "abc+/=",\n"HTTP_X_TIMESTAMP": "1718000000",',
    '{"X-Signature":["abc+/="],"X-Timestamp":1718000000}',
    '{"HTTP_X_SIGNATURE":"abc+/=","HTTP_X_TIMESTAMP":"1718000000"}',
    '[["X-Signature","abc+/="],["X-Timestamp","1718000000"]]',
    '["X-Signature","abc+/=","X-Timestamp","1718000000"]',
    '[{"name":"X-Signature","value":"abc+/="},{"key":"X-Timestamp","value":"1718000000"}]',
  ]) assert.deepEqual(headersOf(text), wanted, text);
  assert.deepEqual(headersOf("no header\n\n"), {});
});

/** The same request in every form. */
const forms = {
  "raw HTTP": `POST ${path} HTTP/1.1\nHost: ${host}\n${headers}\n\n${body}`,
  "raw HTTP with a line break behind": `POST ${path} HTTP/1.1\nHost: ${host}\nContent-Length: ${body.length}\n${headers}\n\n${body}\n`,
  curl: `curl -X POST '${url}' \\\n${pairs.map(([name, value]) => `  -H '${name}: ${value}' \\`).join("\n")}\n  --data-raw '${body}'`,
  "a log of Express": JSON.stringify({ level: "info", req: { method: "POST", originalUrl: path, headers: { host, ...Object.fromEntries(pairs) }, rawBody: body } }),
  "an event of Lambda": JSON.stringify({ version: "2.0", rawPath: path, rawQueryString: "", headers: { host, ...Object.fromEntries(pairs) }, body: Buffer.from(body).toString("base64"), isBase64Encoded: true }),
};

test("a whole request is taken apart without a changed byte", () => {
  for (const [name, text] of Object.entries(forms)) {
    const read = textsOf(upayments, readReceived(text));
    assert.deepEqual([read.url, read.body], [url, body], name);
    for (const [header, value] of pairs) assert.equal(headersOf(read.headers)[header], value, name);
  }
  const parsed = readReceived(JSON.stringify({ headers: { a: "b" }, body: { a: 1 } }));
  assert.deepEqual([parsed.body, parsed.reparsed], ['{"a":1}', true]);
  const fawry = webhookKinds.find(({ id }) => id === "fawry-v1");
  for (const text of ["GET /n?Amount=1&MessageSignature=x HTTP/1.1\nHost: shop.example\n\n", "POST /n HTTP/1.1\nHost: shop.example\n\nAmount=1&MessageSignature=x"]) {
    assert.match(textsOf(fawry, readReceived(text)).url, /\?Amount=1&MessageSignature=x$/);
  }
});

test("what is no whole request stays where it is", () => {
  for (const text of ["", "{", body, '{"payload":"a.b.c"}', '{"headers":1,"body":2}', "x-signature: a", "https://shop.example/?a=1", "POST it", '{"body":"x"}', "[]"]) {
    assert.equal(readReceived(text), undefined, text);
  }
});

test("a whole request that is pasted into any field is verified, in both languages", async () => {
  for (const [lang, words] of Object.entries({ en, ar })) {
    const { page, problems, close } = await site.open(`#/webhook/upayments?lang=${lang}`);
    for (const [index, [name, text]] of Object.entries(forms).entries()) {
      const field = ["body", "headers", "url"][index % 3];
      const label = (key) => page.getByLabel(words[`webhook.${key}`], { exact: true });
      await page.getByLabel(words["pick.sample"], { exact: true }).selectOption("unsigned");
      await waitForStatus(page, "bad");
      await label(field).fill(text);
      await page.getByLabel("apiSecret", { exact: true }).fill(configOf("UPayments").apiSecret);
      await waitForStatus(page, "good");
      assert.equal(await label("body").inputValue(), body, name);
      assert.ok((await page.locator(".side").innerText()).includes(words["webhook.split"]), name);
    }
    assert.deepEqual(problems, []);
    await close();
  }
});
