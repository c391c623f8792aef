"use client";
import { signature } from "../../common/sample.mjs";

export default function Page() {
  return <p>{signature()}</p>;
}
