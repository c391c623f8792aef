import { signature } from "../../shared/sample.mjs";

export const runtime = "edge";
export const GET = () => new Response(signature());
