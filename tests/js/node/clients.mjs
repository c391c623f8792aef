/**
 * axios and got as their documentation describes them, as far as an adapter could go wrong: what they do to a body, a
 * status, a redirect and a failed request unless they are told otherwise.
 */
import { request as httpRequest } from "node:http";
import { Duplex } from "node:stream";

function exchange(url, { method, headers, body, signal }, answered) {
  const sent = httpRequest(url, { method, headers: { ...headers, ...(body ? { "content-length": Buffer.byteLength(body) } : {}) }, signal });
  sent.on("response", answered);
  sent.end(body);
  return sent;
}

/** axios 1 on Node: text under a JSON type is trimmed, other text is quoted, and answers are parsed. */
export const axios = {
  async request(config) {
    const trimmed = (data) => {
      try {
        JSON.parse(data);
        return data.trim();
      } catch {
        return JSON.stringify(data);
      }
    };
    const { url, method, headers, signal, maxRedirects = 21, responseType } = config;
    const { transformRequest = [trimmed], transformResponse = [(data) => JSON.parse(data)] } = config;
    const { validateStatus = (status) => status >= 200 && status < 300 } = config;
    const through = (data, transforms) => transforms.reduce((it, transform) => transform(it), data);
    const body = config.data === undefined ? undefined : through(config.data, transformRequest);
    const message = await new Promise((resolve, reject) => {
      exchange(url, { method, headers, body, signal }, resolve).on("error", (cause) => {
        reject(Object.assign(new Error(cause.message, { cause }), { code: cause.code, config: { ...config, data: body } }));
      });
    });
    const { statusCode: status, headers: received } = message;
    if (received.location !== undefined && maxRedirects > 0) return this.request({ ...config, url: new URL(received.location, url).href });
    const text = async () => Buffer.concat(await message.toArray()).toString();
    const data = through(responseType === "stream" ? message : await text(), transformResponse);
    if (!validateStatus(status)) throw Object.assign(new Error(`Request failed with status code ${status}`), { code: "ERR_BAD_REQUEST" });
    return { status, headers: received, data };
  },
};

/** got 11 and newer: without a body, a stream of anything but a GET waits for one; a GET may have none. */
export const got = {
  stream(url, { method, headers, body, followRedirect = true, throwHttpErrors = true, retry = { limit: 2 } }) {
    if (method === "GET" && body !== undefined) throw new TypeError("The `GET` method cannot be used with a body");
    let sent;
    const stream = new Duplex({
      read() {},
      write: (chunk, encoding, done) => done(),
      destroy(error, done) {
        sent?.destroy();
        done(error);
      },
    });
    const go = (target, left) => {
      sent = exchange(target, { method, headers, body }, (response) => {
        const { location } = response.headers;
        if (location !== undefined && followRedirect) return go(new URL(location, target), left);
        if (response.statusCode >= 400 && throwHttpErrors) return stream.destroy(new Error("HTTPError"));
        stream.emit("response", response);
        response.on("data", (chunk) => stream.push(chunk)).on("end", () => stream.push(null));
        response.on("error", (error) => stream.destroy(error));
      });
      sent.on("error", (error) => (left > 0 ? go(target, left - 1) : stream.destroy(error)));
    };
    if (method === "GET" || body !== undefined) setImmediate(go, url, retry.limit);
    return stream;
  },
};
