/**
 * NestJS on Express, or on Fastify with `PLATFORM=fastify`: `rawBody: true` keeps the bytes beside what Nest parses.
 * `npx tsc`, then `node dist/nest.js`.
 */
import "reflect-metadata";
import { Controller, HttpCode, HttpException, Injectable, Module, Post, Req, type RawBodyRequest } from "@nestjs/common";
import { NestFactory } from "@nestjs/core";
import { FastifyAdapter } from "@nestjs/platform-fastify";
import { receive } from "./receive.mjs";

@Injectable()
class Notifications {
  /** The status of the answer. Inject your repositories here and hand them to what `receive` does. */
  receive(rawBody: Buffer | undefined): number {
    // Other types than JSON and forms have no raw body: the empty one is refused.
    return receive(rawBody ?? "");
  }
}

@Controller("fawry")
class FawryController {
  constructor(private readonly notifications: Notifications) {}

  /** Without `HttpCode` Nest answers a POST with 201, and Fawry sends again what was not answered with 200. */
  @Post()
  @HttpCode(200)
  notify(@Req() request: RawBodyRequest<object>): void {
    const status = this.notifications.receive(request.rawBody);
    if (status !== 200) throw new HttpException("not a notification of Fawry", status);
  }
}

@Module({ controllers: [FawryController], providers: [Notifications] })
class AppModule {}

const options = { rawBody: true };
const app = process.env.PLATFORM === "fastify"
  ? await NestFactory.create(AppModule, new FastifyAdapter(), options)
  : await NestFactory.create(AppModule, options);

await app.listen(Number(process.env.PORT ?? 3000), "127.0.0.1");
console.log(`listening on ${await app.getUrl()}`);
