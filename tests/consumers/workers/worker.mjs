import { signature } from "./common/sample.mjs";

export default { fetch: () => new Response(signature()) };
