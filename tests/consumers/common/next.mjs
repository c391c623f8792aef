/** Next.js with each of its bundlers: a route on Node, one on the edge runtime, a middleware and a client page. */
import { rmSync } from "node:fs";
import { KNOWN, bin, row, run, served } from "./check.mjs";

export async function next(version, bundlers) {
  for (const [name, options] of Object.entries(bundlers)) {
    await row(`Next.js ${version}, ${name}: Node route, edge route, middleware, client page`, "none", async () => {
      rmSync(".next", { recursive: true, force: true });
      run(bin("next"), ["build", ...options]);
      const start = (port) => [bin("next"), "start", "--port", String(port)];
      const [route] = await served(start, ["/node", "/edge", "/client"]);
      // What the middleware signed is a header, which stands in front of the body.
      if (route.split(KNOWN).length !== 3) throw new Error(`the middleware signed nothing: ${route}`);
    });
  }
}
