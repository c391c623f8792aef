import { signature } from "./shared/sample.mjs";

export default { fetch: () => new Response(signature()) };
