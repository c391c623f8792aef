/** Express: `express.raw` for this route alone, and before any `express.json`. */
import express from "express";
import { receive } from "./receive.mjs";

const app = express();

app.post("/fawry", express.raw({ type: () => true }), (request, response) => {
  response.status(receive(Buffer.isBuffer(request.body) ? request.body : "")).end();
});
app.use(express.json());

const server = app.listen(Number(process.env.PORT ?? 3000), "127.0.0.1", () => {
  console.log(`listening on http://127.0.0.1:${server.address().port}`);
});
