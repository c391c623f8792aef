/** `tawqee/send`: what is sent, what is sent again, and what is told about it. */
import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { after, before, beforeEach, describe, test } from "node:test";
import { inspect } from "node:util";
import { send, TawqeeError, viaAxios, viaGot, viaUndici } from "../../../pkg/src/send/index.js";
import { axios, got } from "./clients.mjs";

/** Miniflare brings the real one. */
const undici = createRequire(createRequire(import.meta.url).resolve("miniflare"))("undici");
const CLIENTS = { fetch: (...call) => fetch(...call), axios: viaAxios(axios), got: viaGot(got), undici: viaUndici(undici) };

const GET = { method: "GET", url: "https://gateway.example/status?signature=s3cr3t", headers: { authorization: "Bearer t0ken" } };
const CARD = {
  method: "POST",
  url: "https://gateway.example/charge?key=s3cr3t",
  headers: { "content-type": "application/json", authorization: "Bearer t0ken" },
  body: '{"cardNumber":"4242424242424242","cvv":"737","amount":20.50,"signature":"5igned"}',
};
const SECRETS = /s3cr3t|t0ken|4242|737|5igned/;

const DONE = { ok: true, data: { done: true }, raw: {} };
const refused = (retryable) => ({ ok: false, error: { code: "99984", message: "card 4242424242424242", retryable }, raw: {} });

/** A reader as those of the core: JSON is an outcome, anything else is not the gateway's. */
function reader({ body }) {
  try {
    return JSON.parse(body);
  } catch {
    throw new TawqeeError("the answer is not JSON", { code: "MALFORMED_RESPONSE", gateway: "fawry" });
  }
}

/** A client that plays answers one by one, the last again and again: an error is thrown, text and outcomes are answered. */
function playing(...answers) {
  const calls = [];
  const client = async (url, init) => {
    const answer = answers[Math.min(calls.length, answers.length - 1)];
    calls.push({ url, init });
    if (answer instanceof Error) throw answer;
    const { status = 200, headers, ...outcome } = answer;
    return new Response(answer.text ?? JSON.stringify(outcome), { status, headers });
  };
  return Object.assign(client, { calls });
}

const BROKEN = Object.assign(new TypeError("fetch failed"), { cause: Object.assign(new Error("at 4242424242424242"), { code: "ECONNRESET" }) });
const HTML = { status: 502, text: "<html>" };
const AT_ONCE = { backoffMs: 0 };

async function failure(promise) {
  const error = await promise.then(() => assert.fail("it succeeded"), (thrown) => thrown);
  assert.doesNotMatch(inspect(error, { depth: Infinity, showHidden: true }), SECRETS);
  return error;
}

test("the outcome of the reader comes back, refused or not", async () => {
  for (const outcome of [DONE, refused(false)]) {
    const fetch = playing(outcome);
    assert.deepEqual(await send(CARD, reader, { fetch }), outcome);
    assert.equal(fetch.calls.length, 1);
  }
});

test("fetch of the runtime is the default", async (t) => {
  const fetch = t.mock.method(globalThis, "fetch", playing(DONE));
  assert.deepEqual(await send(CARD, reader), DONE);
  const [url, init] = fetch.mock.calls[0].arguments;
  assert.deepEqual([url, init.method, init.headers, init.body, init.redirect], [CARD.url, "POST", CARD.headers, CARD.body, "manual"]);
});

describe("what changes nothing is sent again", () => {
  const timeout = Object.assign(new Error(), { name: "TimeoutError" });
  for (const [what, first] of Object.entries({ "a retryable refusal": refused(true), "a broken connection": BROKEN, "an answer of something else": HTML, "a timeout of the client": timeout })) {
    for (const [why, request, options] of [["a GET", GET], ["a repeatable POST", CARD, { repeatable: true }]]) {
      test(`${why} after ${what}`, async () => {
        const fetch = playing(first, first, DONE);
        assert.deepEqual(await send(request, reader, { ...AT_ONCE, ...options, fetch }), DONE);
        assert.equal(fetch.calls.length, 3);
        assert.deepEqual(fetch.calls[2], { ...fetch.calls[0], init: { ...fetch.calls[0].init, signal: fetch.calls[2].init.signal } });
      });
    }
  }

  test("as often as retries says, then the last failure is the result", async () => {
    for (const [retries, sent] of [[0, 1], [1, 2], [undefined, 3], [4, 5]]) {
      const answers = [playing(refused(true)), playing(BROKEN), playing(HTML)];
      const options = answers.map((fetch) => ({ ...AT_ONCE, fetch, retries }));
      assert.deepEqual(await send(GET, reader, options[0]), refused(true));
      assert.equal((await failure(send(GET, reader, options[1]))).code, "NETWORK");
      assert.equal((await failure(send(GET, reader, options[2]))).code, "MALFORMED_RESPONSE");
      for (const { calls } of answers) assert.equal(calls.length, sent);
    }
  });

  test("but not after a final refusal, nor an error of the reader's own", async () => {
    const fetch = playing(refused(false));
    assert.deepEqual(await send(GET, reader, { ...AT_ONCE, fetch }), refused(false));
    const bug = new RangeError("a bug");
    assert.equal(await failure(send(GET, () => { throw bug; }, { ...AT_ONCE, fetch })), bug);
    assert.equal(fetch.calls.length, 2);
  });
});

describe("what may change something", () => {
  const FAILURES = { NETWORK: BROKEN, MALFORMED_RESPONSE: HTML };

  for (const method of ["POST", "DELETE"]) {
    test(`a ${method} is sent once, whatever happens`, async () => {
      for (const [code, answer] of Object.entries(FAILURES)) {
        const fetch = playing(answer);
        const error = await failure(send({ ...CARD, method }, reader, { ...AT_ONCE, fetch, retries: 5 }));
        assert.deepEqual([error.name, error.code, error.happened, fetch.calls.length], ["TawqeeError", code, "unknown", 1]);
        assert.match(error.hint, /ask for its status before/);
      }
      const fetch = playing(refused(true), DONE);
      assert.deepEqual(await send({ ...CARD, method }, reader, { ...AT_ONCE, fetch }), refused(true));
      assert.equal(fetch.calls.length, 1);
    });
  }

  test("is sent again when it did not happen", async () => {
    for (const answer of [...Object.values(FAILURES), refused(true)]) {
      const fetch = playing(answer, DONE);
      let asked = 0;
      const ensure = async () => (asked++, "not-happened");
      assert.deepEqual(await send(CARD, reader, { ...AT_ONCE, fetch, ensure }), DONE);
      assert.deepEqual([asked, fetch.calls.length], [1, 2]);
    }
  });

  test("is not sent again when it happened, and that is told", async () => {
    for (const [code, answer] of Object.entries({ ...FAILURES, undefined: refused(true) })) {
      const fetch = playing(answer);
      const error = await failure(send(CARD, reader, { ...AT_ONCE, fetch, ensure: async () => "happened" }));
      assert.deepEqual([error.code, error.happened, String(error.cause?.code)], ["ALREADY_HAPPENED", "happened", code]);
      assert.equal(fetch.calls.length, 1);
    }
  });

  test("is not sent again when nobody knows, in whatever way ensure says so", async () => {
    const trouble = new Error("no status");
    const answers = [() => "unknown", () => true, () => undefined, () => "NOT-HAPPENED", () => { throw trouble; }];
    for (const answer of answers) {
      const fetch = playing(BROKEN, DONE);
      const error = await failure(send(CARD, reader, { ...AT_ONCE, fetch, ensure: async () => answer() }));
      assert.deepEqual([error.code, error.happened, fetch.calls.length], ["NETWORK", "unknown", 1]);
      assert.equal(error.cause, answer === answers.at(-1) ? trouble : undefined);
    }
    const fetch = playing(refused(true), DONE);
    const throwing = () => { throw trouble; };
    assert.deepEqual(await send(CARD, reader, { ...AT_ONCE, fetch, ensure: throwing }), refused(true));
    assert.equal(fetch.calls.length, 1);
  });

  test("is asked for also after the last attempt, and not after an answer that is final", async () => {
    const fetch = playing(BROKEN);
    const ensure = async () => "not-happened";
    const error = await failure(send(CARD, reader, { ...AT_ONCE, fetch, retries: 0, ensure }));
    assert.deepEqual([error.code, error.happened, fetch.calls.length], ["NETWORK", "not-happened", 1]);
    for (const final of [DONE, refused(false)]) {
      assert.deepEqual(await send(CARD, reader, { fetch: playing(final), ensure: () => assert.fail("asked") }), final);
    }
  });
});

/** Lets everything that waits for no timer go on. */
const settled = () => new Promise((done) => setImmediate(done));

/** The waits that a call asks for; a mocked clock goes to the end of each. */
async function waits(t, request, options) {
  t.mock.timers.enable({ apis: ["setTimeout", "Date"], now: Date.parse("2026-11-22T10:00:00Z") });
  const times = [];
  const onAttempt = ({ delayMs }) => times.push(delayMs);
  const result = send(request, reader, { onAttempt, ...options }).catch((error) => error);
  for (let round = 0; round < 6; round++) {
    await settled();
    const wait = times.at(-1);
    if (wait > 1) t.mock.timers.tick(wait - 1);
    await settled();
    assert.equal(times.at(-1), wait, "it went on too early");
    t.mock.timers.tick(1);
  }
  return { times, result: await result };
}

describe("between two attempts", () => {
  test("the limit of the wait doubles up to its bound, and all of it is left to chance", async (t) => {
    for (const [random, expected] of [[0, [0, 0, 0, 0]], [0.5, [250, 500, 1000, 1500]], [0.999, [500, 999, 1998, 2997]]]) {
      t.mock.method(Math, "random", () => random);
      const { times } = await waits(t, GET, { fetch: playing(BROKEN), retries: 4, maxDelayMs: 3000 });
      assert.deepEqual(times, [...expected, undefined]);
      t.mock.reset();
      t.mock.timers.reset();
    }
  });

  test("Retry-After is kept to, in seconds and as a date", async (t) => {
    t.mock.method(Math, "random", () => 0.5);
    for (const [text, wait] of [["7", 7000], ["0", 250], ["Sun, 22 Nov 2026 10:00:09 GMT", 9000], ["Sun, 22 Nov 2026 09:00:00 GMT", 250], ["soon", 250], ["-5", 250], ["1.5", 250]]) {
      for (const answer of [refused(true), HTML]) {
        const fetch = playing({ ...answer, headers: { "retry-after": text } }, DONE);
        const { times, result } = await waits(t, GET, { fetch });
        assert.deepEqual([times, result], [[wait, undefined], DONE], text);
        t.mock.timers.reset();
      }
    }
  });

  test("a Retry-After beyond the bound ends the call", async () => {
    const fetch = playing({ ...refused(true), status: 429, headers: { "retry-after": "31" } }, DONE);
    assert.deepEqual(await send(GET, reader, { fetch }), refused(true));
    const ensure = async () => "not-happened";
    assert.deepEqual(await send(CARD, reader, { ...AT_ONCE, fetch: playing({ ...refused(true), headers: { "retry-after": "31" } }, DONE), ensure }), refused(true));
    assert.equal(fetch.calls.length, 1);
  });

  test("the signal ends the wait, and its timer", async (t) => {
    t.mock.timers.enable({ apis: ["setTimeout"] });
    for (const [request, happened] of [[GET, undefined], [CARD, "unknown"]]) {
      const control = new AbortController();
      const fetch = playing(BROKEN);
      const ensure = () => assert.fail("asked after the end");
      const ended = failure(send(request, reader, { fetch, signal: control.signal, ensure }));
      await settled();
      control.abort(new Error("the customer left"));
      const error = await ended;
      assert.deepEqual([error.code, error.happened, error.cause.message], ["ABORTED", happened, "the customer left"]);
      assert.equal(fetch.calls.length, 1);
    }
  });

  test("the signal ends ensure, which may never answer", async () => {
    const control = new AbortController();
    const ensure = () => (setImmediate(() => control.abort()), new Promise(() => {}));
    const error = await failure(send(CARD, reader, { ...AT_ONCE, fetch: playing(BROKEN), signal: control.signal, ensure }));
    assert.deepEqual([error.code, error.happened], ["ABORTED", "unknown"]);
  });
});

describe("an attempt", () => {
  /** Never answers, and knows no signal. */
  const silent = () => new Promise(() => {});

  test("has 30 seconds, or what timeoutMs says", async (t) => {
    for (const [timeoutMs, limit] of [[undefined, 30_000], [50, 50]]) {
      t.mock.timers.enable({ apis: ["setTimeout"] });
      const ended = failure(send(CARD, reader, { fetch: silent, timeoutMs }));
      let over = false;
      ended.then(() => (over = true));
      t.mock.timers.tick(limit - 1);
      await settled();
      assert.equal(over, false);
      t.mock.timers.tick(1);
      const error = await ended;
      assert.deepEqual([error.code, error.happened], ["TIMEOUT", "unknown"]);
      assert.match(error.message, new RegExp(`${limit} ms`));
      t.mock.timers.reset();
    }
  });

  test("has its own time each", async () => {
    let calls = 0;
    const error = await failure(send(GET, reader, { ...AT_ONCE, fetch: () => (calls++, silent()), timeoutMs: 5 }));
    assert.deepEqual([error.code, error.happened, calls], ["TIMEOUT", undefined, 3]);
  });

  test("is not made with a signal that has ended, and ends with it", async () => {
    const fetch = playing(DONE);
    const before = await failure(send(CARD, reader, { fetch, signal: AbortSignal.abort() }));
    assert.deepEqual([before.code, before.happened, fetch.calls.length], ["ABORTED", "not-happened", 0]);
    const control = new AbortController();
    setImmediate(() => control.abort());
    const during = await failure(send(GET, reader, { fetch: silent, signal: control.signal }));
    assert.deepEqual([during.code, during.happened], ["ABORTED", undefined]);
  });

  test("leaves no listener on the caller's signal", async (t) => {
    const { signal } = new AbortController();
    const added = t.mock.method(signal, "addEventListener");
    const removed = t.mock.method(signal, "removeEventListener");
    await send(CARD, reader, { ...AT_ONCE, fetch: playing(BROKEN, DONE), signal, ensure: async () => "not-happened" });
    assert.ok(added.mock.callCount() > 2);
    assert.equal(removed.mock.callCount(), added.mock.callCount());
  });
});

describe("the hook", () => {
  test("is told what a log needs, and no secret", async () => {
    const told = [];
    const onAttempt = (attempt) => told.push(attempt);
    const fetch = playing(BROKEN, { ...refused(true), status: 429 }, DONE);
    await send(CARD, reader, { ...AT_ONCE, fetch, onAttempt, ensure: async () => "not-happened" });
    const request = { method: "POST", url: "https://gateway.example/charge", headers: ["content-type", "authorization"] };
    for (const attempt of told) {
      assert.ok(attempt.elapsedMs >= 0);
      delete attempt.elapsedMs;
    }
    assert.deepEqual(told, [
      { attempt: 1, delayMs: 0, request, status: undefined, error: { code: "NETWORK", retryable: false } },
      { attempt: 2, delayMs: 0, request, status: 429, error: { code: "99984", retryable: true } },
      { attempt: 3, delayMs: undefined, request, status: 200, error: undefined },
    ]);
    assert.doesNotMatch(inspect(told, { depth: Infinity }), SECRETS);
  });

  test("breaks nothing when it throws", async () => {
    for (const onAttempt of [() => { throw new Error("disk full"); }, async () => { throw new Error("disk full"); }]) {
      const fetch = playing(BROKEN, DONE);
      assert.deepEqual(await send(GET, reader, { ...AT_ONCE, fetch, onAttempt }), DONE);
      assert.equal(fetch.calls.length, 2);
    }
  });
});

test("what cannot be right is refused before anything is sent, by its name", async () => {
  const fetch = playing(DONE);
  const options = [
    ["timeoutMs", [0, -1, NaN, Infinity, "10", 2 ** 31, null]], ["retries", [-1, 1.5, 11, "2", null]], ["backoffMs", [-1, "1"]],
    ["maxDelayMs", [-1, 2 ** 31]], ["signal", [{}, "stop", null]], ["onAttempt", ["log"]], ["repeatable", [1, "yes"]],
    ["ensure", ["happened", Promise.resolve("unknown")]], ["fetch", [null, {}, axios]],
  ];
  for (const [name, values] of options) {
    for (const value of values) {
      const error = await failure(send(CARD, reader, { fetch, [name]: value }));
      assert.deepEqual([error.code, error.field], ["INVALID_FIELD", `options.${name}`]);
      assert.ok(error.hint);
    }
  }
  const fields = [
    [[CARD, reader, { fetch, timeout: 5 }], "options.timeout", "UNKNOWN_FIELD"],
    [[CARD, reader, 5], "options"],
    [[CARD, reader, null], "options"],
    [[CARD, reader, { fetch, repeatable: true, ensure: async () => "unknown" }], "options.ensure"],
    [[CARD, undefined, { fetch }], "reader"],
    [[undefined, reader, { fetch }], "request.method"],
    [[{ ...CARD, url: "gateway.example" }, reader, { fetch }], "request.url"],
    [[{ ...CARD, url: "file:///4242" }, reader, { fetch }], "request.url"],
    [[{ ...CARD, headers: undefined }, reader, { fetch }], "request.headers"],
    [[{ ...CARD, body: { cvv: "737" } }, reader, { fetch }], "request.body"],
  ];
  for (const [call, field, code = "INVALID_FIELD"] of fields) {
    const error = await failure(send(...call));
    assert.deepEqual([error.code, error.field], [code, field]);
  }
  assert.equal(fetch.calls.length, 0);
});

test("a client that is no fetch is named, and its request is not sent twice", async () => {
  let calls = 0;
  const error = await failure(send(GET, reader, { fetch: async () => (calls++, { status: 200, data: {} }) }));
  assert.deepEqual([error.code, error.field, calls], ["INVALID_FIELD", "options.fetch", 1]);
});

test("a browser's hidden redirect is none of the gateway's answers", async () => {
  const fetch = async () => ({ type: "opaqueredirect", status: 0, headers: new Headers(), body: null });
  const error = await failure(send(CARD, reader, { fetch }));
  assert.deepEqual([error.code, error.happened], ["MALFORMED_RESPONSE", "unknown"]);
});

test("text of a client without streams is read too", async () => {
  const fetch = async () => ({ status: 200, headers: new Headers(), text: async () => JSON.stringify(DONE) });
  assert.deepEqual(await send(CARD, reader, { fetch }), DONE);
});

test("a stream that cannot be iterated over is read, and left at the limit", async () => {
  const bytes = new TextEncoder().encode(JSON.stringify({ ok: true, data: "é" }));
  const within = bytes.length - 3;
  const long = new Uint8Array(600_000);
  for (const [parts, code] of [[[bytes.subarray(0, within), bytes.subarray(within)], undefined], [[long, long], "MALFORMED_RESPONSE"]]) {
    let cancelled = false;
    const stream = new ReadableStream({
      start: (control) => (parts.forEach((part) => control.enqueue(part)), code || control.close()),
      cancel: () => (cancelled = true),
    });
    const fetch = async () => ({ status: 200, headers: new Headers(), body: { getReader: () => stream.getReader() } });
    const result = await send(CARD, reader, { fetch }).catch((error) => error);
    assert.equal(result.code, code);
    if (code) assert.ok(cancelled);
    else assert.equal(result.data, "é", "a character in two parts");
  }
});

test("what is sent again is what was given, whatever the caller makes of it meanwhile", async () => {
  const fetch = playing(BROKEN, DONE);
  const mine = { ...GET, headers: { ...GET.headers } };
  const onAttempt = () => Object.assign(mine, { method: "POST", url: "https://elsewhere.example/", headers: {} });
  await send(mine, reader, { ...AT_ONCE, fetch, onAttempt });
  assert.deepEqual(fetch.calls.map(({ url, init }) => [url, init.method, init.headers]), Array(2).fill([GET.url, "GET", GET.headers]));
});

describe("on the wire", () => {
  let base;
  let seen;
  const server = createServer(async (request, response) => {
    const body = Buffer.concat(await request.toArray());
    seen.push({ method: request.method, url: request.url, headers: request.headers, body });
    const { pathname, searchParams } = new URL(request.url, base);
    if (pathname === "/redirect") return response.writeHead(307, { location: "/elsewhere" }).end();
    if (pathname === "/break") return request.socket.destroy();
    if (pathname === "/stall") return response.writeHead(200).write('{"ok"');
    if (pathname === "/half") {
      response.writeHead(200, { "content-length": 100 });
      return response.write('{"ok"', () => request.socket.destroy());
    }
    if (pathname === "/huge") {
      const part = "x".repeat(1024 * 1024);
      const more = () => response.write(part) && more();
      response.on("drain", more);
      return more();
    }
    if (pathname === "/limit") return response.end("x".repeat(1024 * 1024 + Number(searchParams.get("more"))));
    if (pathname === "/refuse") return response.writeHead(503, { "retry-after": "31" }).end(JSON.stringify(refused(true)));
    const text = Buffer.from(JSON.stringify({ ok: true, data: "مدفوع é 😀", raw: null }));
    // Split within a character.
    response.write(text.subarray(0, 20));
    setImmediate(() => response.end(text.subarray(20)));
  });
  // A machine that stands still for a while must not find its connections closed.
  server.keepAliveTimeout = 0;
  before(async () => {
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    base = `http://127.0.0.1:${server.address().port}`;
  });
  beforeEach(() => (seen = []));
  after(() => (server.closeAllConnections(), server.close()));

  const post = (path, body = CARD.body) => ({ ...CARD, url: base + path, body });

  for (const [name, client] of Object.entries(CLIENTS)) {
    const ways = { fetch: client, ...AT_ONCE };
    test(`${name} sends the body byte for byte, and the answer is read as UTF-8`, async () => {
      for (const body of [' {"amount":20.50,"name":"سبب é 😀 \\/"}\n', "a=b&c=%20+é", '"quoted"', ""]) {
        const request = post("/charge?merchantCode=1tSa==&x=a+b/c", body);
        assert.deepEqual((await send(request, reader, ways)).data, "مدفوع é 😀");
        const [sent] = seen.splice(0);
        assert.deepEqual([sent.method, sent.url, sent.body], ["POST", "/charge?merchantCode=1tSa==&x=a+b/c", Buffer.from(body)]);
        for (const [header, value] of Object.entries(CARD.headers)) assert.equal(sent.headers[header], value);
        assert.equal(sent.headers["content-length"], String(Buffer.byteLength(body)));
      }
    });
    test(`${name} sends a GET and a DELETE without a body`, async () => {
      for (const method of ["GET", "DELETE"]) {
        const outcome = await send({ method, url: `${base}/status`, headers: {} }, reader, ways);
        assert.equal(outcome.ok, true);
        const [sent] = seen.splice(0);
        assert.deepEqual([sent.method, sent.body.length], [method, 0]);
      }
    });
    test(`${name} follows no redirect`, async () => {
      const error = await failure(send(post("/redirect"), reader, ways));
      assert.deepEqual([error.code, error.happened], ["MALFORMED_RESPONSE", "unknown"]);
      assert.deepEqual(seen.map(({ url }) => url), ["/redirect"]);
    });
    test(`${name} hands on the status and headers of a refusal`, async () => {
      const told = [];
      const outcome = await send(post("/refuse"), reader, { ...ways, repeatable: true, onAttempt: (attempt) => told.push(attempt) });
      assert.deepEqual(outcome, refused(true));
      assert.deepEqual(told.map(({ status, delayMs }) => [status, delayMs]), [[503, undefined]]);
    });
    test(`${name} repeats nothing by itself, and a failure holds no secret`, async () => {
      for (const path of ["/break", "/half"]) {
        const error = await failure(send(post(path), reader, ways));
        assert.equal(error.code, "NETWORK");
        assert.match(error.message, /\((ECONNRESET|UND_ERR_SOCKET|ERR_STREAM_PREMATURE_CLOSE)\)/);
        assert.equal(seen.splice(0).length, 1);
        const status = await failure(send({ ...GET, url: base + path }, reader, { ...ways, retries: 1 }));
        assert.equal(status.code, "NETWORK");
        assert.equal(seen.splice(0).length, 2);
      }
    });
    test(`${name} ends in time, also within an answer`, async () => {
      const error = await failure(send(post("/stall"), reader, { ...ways, timeoutMs: 300 }));
      assert.equal(error.code, "TIMEOUT");
      assert.ok(seen.length <= 1, "sent again");
    });
    test(`${name} reads no more than a reader takes`, async () => {
      const error = await failure(send(post("/huge"), reader, ways));
      assert.deepEqual([error.code, error.happened], ["MALFORMED_RESPONSE", "unknown"]);
      assert.match(error.message, /1048576/);
      const length = ({ body }) => ({ ok: true, data: body.length, raw: null });
      assert.equal((await send(post("/limit?more=0"), length, ways)).data, 1024 * 1024);
      assert.equal((await failure(send(post("/limit?more=1"), length, ways))).code, "MALFORMED_RESPONSE");
    });
  }
});
