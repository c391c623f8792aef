import "reflect-metadata";
import { Controller, Get, Injectable, Module } from "@nestjs/common";
import { NestFactory } from "@nestjs/core";
import { Fawry } from "tawqee/fawry";

@Injectable()
class Payments {
  readonly fawry = new Fawry({ merchantCode: "1tSa6uxz2nTwlaAmt38enA==", secureKey: "259af31fc2f74453b3a55739b21ae9ef", environment: "staging" });
}

@Controller()
class Refunds {
  constructor(private readonly payments: Payments) {}

  @Get()
  signature(): string {
    return this.payments.fawry.signature("refund", { referenceNumber: "931337410", refundAmount: "20.50" });
  }
}

@Module({ controllers: [Refunds], providers: [Payments] })
class Main {}

void NestFactory.create(Main).then((app) => app.listen(Number(process.env.PORT), "127.0.0.1"));
