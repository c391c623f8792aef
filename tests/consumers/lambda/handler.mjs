import { signature } from "./shared/sample.mjs";

export const handler = async () => ({ statusCode: 200, body: signature() });
