/** Deno: `deno run --allow-net --allow-env --allow-read --allow-write deno.mjs` */
import { receive } from "./receive.mjs";

const routes = {
  "POST /fawry": async (request) => new Response(null, { status: receive(await request.text()) }),
};

Deno.serve(
  {
    port: Number(process.env.PORT ?? 3000),
    hostname: "127.0.0.1",
    onListen: ({ port }) => console.log(`listening on http://127.0.0.1:${port}`),
  },
  (request) => routes[`${request.method} ${new URL(request.url).pathname}`]?.(request) ?? new Response(null, { status: 404 }),
);
