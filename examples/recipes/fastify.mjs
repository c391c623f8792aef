/** Fastify: a content type parser that hands the bytes on, within a scope so that other routes still get JSON. */
import Fastify from "fastify";
import { receive } from "./receive.mjs";

const app = Fastify();

app.register(async (scope) => {
  scope.removeAllContentTypeParsers();
  scope.addContentTypeParser("*", { parseAs: "buffer" }, (request, body, done) => done(null, body));
  scope.post("/fawry", async (request, reply) => reply.code(receive(request.body ?? "")).send());
});

console.log(`listening on ${await app.listen({ port: Number(process.env.PORT ?? 3000), host: "127.0.0.1" })}`);
