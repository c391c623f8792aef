import { signature } from "../../common/sample.mjs";

export const runtime = "edge";
export const GET = () => new Response(signature());
