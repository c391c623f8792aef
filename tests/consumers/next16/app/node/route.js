import { signature } from "../../shared/sample.mjs";

export const dynamic = "force-dynamic";
export const GET = () => new Response(signature());
