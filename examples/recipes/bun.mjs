/** Bun: `bun run bun.mjs` */
import { receive } from "./receive.mjs";

const server = Bun.serve({
  port: Number(process.env.PORT ?? 3000),
  hostname: "127.0.0.1",
  routes: {
    "/fawry": { POST: async (request) => new Response(null, { status: receive(await request.text()) }) },
  },
  fetch: () => new Response(null, { status: 404 }),
});
console.log(`listening on http://127.0.0.1:${server.port}`);
