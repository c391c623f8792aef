import { signature } from "../../common/sample.mjs";

export const dynamic = "force-dynamic";
export const GET = () => new Response(signature());
