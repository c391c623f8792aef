/** Why a call was refused, in the words of the diagnosis. The sandbox itself judges without it. */

const UNEXPLAINED = "No usual mistake gives this signature: the key or the content is another one.";

/** Makes a function that gives the reason of a refusal as text, or nothing where the diagnosis has none. */
export function reasons(config, now) {
  let gateways;
  return async (gateway, request) => {
    gateways ??= loaded(config);
    const { instances, diagnoseRequest } = await gateways;
    try {
      const { verdict, causes, findings, candidatesTried } = diagnoseRequest(instances[gateway], request, { now: now() });
      const found = [...causes, ...findings].map(({ id, detail, fix }) => `${detail} ${fix} [${id}]`);
      if (verdict === "unexplained" && candidatesTried > 0) found.unshift(UNEXPLAINED);
      return found.length > 0 ? found.join("\n") : undefined;
    } catch {
      // A request that is none of the gateway's is refused without a diagnosis.
      return undefined;
    }
  };
}

async function loaded(config) {
  try {
    const tawqee = await import("./diagnose.mjs");
    // An account is called like its class.
    const classOf = (name) => tawqee[Object.keys(tawqee).find((it) => it.toLowerCase() === name.toLowerCase())];
    const instances = Object.keys(config).map((name) => [name, new (classOf(name))(config[name])]);
    return { instances: Object.fromEntries(instances), diagnoseRequest: tawqee.diagnoseRequest };
  } catch {
    return { instances: {}, diagnoseRequest: () => ({ causes: [], findings: [] }) };
  }
}

/** The refusal that an answer holds: the gateway's code and message. */
export function refusalIn({ status, body }) {
  const answer = body.startsWith("{") ? JSON.parse(body) : {};
  if (answer.statusCode !== undefined && answer.statusCode !== 200) return { code: String(answer.statusCode), message: answer.statusDescription };
  if (answer.code !== undefined && answer.code !== "200") return { code: answer.code, message: answer.description };
  if (answer.status === false) return { code: String(status), message: answer.message };
  if (status < 400) return undefined;
  const { error } = answer;
  const code = error?.code ?? error?.error_code ?? status;
  return { code: String(code), message: error?.message ?? error?.description ?? (typeof error === "string" ? error : answer.message) ?? "" };
}

const SECRET = /("(?:cardNumber|cardToken|card_token|cvv|securityCode|number|password|token|apiKey|refreshToken|pin)"\s*:\s*)("(?:[^"\\]|\\.)*"|-?[\d.]+)/gi;

/** More of a body is not kept in the log. */
const LONGEST = 4000;

/** A body without card data, keys and tokens, cut where it is long. */
export function maskedBody(body) {
  const masked = body.replace(SECRET, '$1"••••••••"');
  return masked.length > LONGEST ? `${masked.slice(0, LONGEST)}…` : masked;
}
