"use client";
import { signature } from "../../shared/sample.mjs";

export default function Page() {
  return <p>{signature()}</p>;
}
