/** Next.js on the edge: `app/api/fawry/route.js` with a store that is reached over the network, Redis for one. */
import { Fawry } from "tawqee/fawry";

export const runtime = "edge";

/** `store` has `has(key)` and `add(key)`, both asynchronous. */
export function routeOf({ config, store, act }) {
  const fawry = new Fawry(config);
  return async function POST(request) {
    let notification;
    try {
      notification = fawry.verifyNotification(await request.text());
    } catch (error) {
      return new Response(null, { status: error.code?.startsWith("SIGNATURE_") ? 401 : 400 });
    }
    // `act` must do no harm when it runs twice: the edge can end after it and before the key is stored.
    if (!(await store.has(notification.dedupeKey))) {
      await act(notification);
      await store.add(notification.dedupeKey);
    }
    return new Response();
  };
}
