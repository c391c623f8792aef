/** Next.js, `app/api/fawry/route.js`: the request is a web `Request`, so `text()` is the raw body. */
import { receive } from "./receive.mjs";

/** The file of `once.mjs` needs Node. On the edge, `next-edge.mjs` leaves the events to a database of your own. */
export const runtime = "nodejs";

/** A notification is never to be answered from a cache. */
export const dynamic = "force-dynamic";

export async function POST(request) {
  return new Response(null, { status: receive(await request.text()) });
}
