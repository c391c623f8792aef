/**
 * Other clients as a `fetch` for `send`. Each sends the body as it is, follows no redirect, repeats nothing, refuses no
 * status, and gives the answer as a stream, which `send` reads up to its limit.
 */

/** For axios, or an instance of it. */
export function viaAxios(axios) {
  return async (url, { method, headers, body, signal }) => {
    const response = await axios.request({
      url,
      method,
      headers,
      data: body,
      signal,
      // Its own would trim text, or quote it once more.
      transformRequest: [asItIs],
      transformResponse: [asItIs],
      responseType: "stream",
      validateStatus: () => true,
      // For its adapter over Node's http, and for the one over fetch.
      maxRedirects: 0,
      fetchOptions: { redirect: "manual" },
    });
    return responseOf(response.status, response.headers, response.data);
  };
}

/** For got, or an instance of it. */
export function viaGot(got) {
  return (url, { method, headers, body, signal }) =>
    new Promise((resolve, reject) => {
      // A URL object is not joined with the prefixUrl of an instance.
      const stream = got.stream(new URL(url), {
        method,
        headers,
        // Without a body, it would wait for one to be written.
        ...(method === "GET" ? {} : { body: body ?? "" }),
        followRedirect: false,
        throwHttpErrors: false,
        retry: { limit: 0 },
      });
      signal.addEventListener("abort", () => stream.destroy(signal.reason), { once: true });
      stream.on("error", reject);
      stream.once("response", (response) => resolve(responseOf(response.statusCode, response.headers, stream)));
    });
}

/** For undici, whose `request` follows no redirects of its own. */
export function viaUndici(undici) {
  return async (url, { method, headers, body, signal }) => {
    const response = await undici.request(url, { method, headers, body, signal });
    return responseOf(response.statusCode, response.headers, response.body);
  };
}

const asItIs = (data) => data;

/** What `send` needs of a `Response`. Node's header names are in lower case, and what came twice is an array. */
function responseOf(status, headers, body) {
  return { status, headers: { get: (name) => [headers?.[name]].flat()[0] ?? null }, body };
}
