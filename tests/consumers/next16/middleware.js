import { NextResponse } from "next/server";
import { signature } from "./common/sample.mjs";

export const config = { matcher: "/node" };
export function middleware() {
  const response = NextResponse.next();
  response.headers.set("x-signature", `${signature()} `);
  return response;
}
