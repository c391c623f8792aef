/** AWS Lambda behind a function URL or an API Gateway (payload 2.0), which may hand the body over as Base64. */
import { receive } from "./receive.mjs";

export async function handler({ body = "", isBase64Encoded = false }) {
  return { statusCode: receive(isBase64Encoded ? Buffer.from(body, "base64") : body) };
}
