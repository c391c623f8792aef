/** Hono: `c.req.text()` is the raw body. The app is served by any runtime: `export default app` on Workers and Bun. */
import { Hono } from "hono";
import { receive } from "./receive.mjs";

const app = new Hono();

app.post("/fawry", async (c) => c.body(null, receive(await c.req.text())));

export default app;
