import { signature } from "./common/sample.mjs";

export const handler = async () => ({ statusCode: 200, body: signature() });
