/**
 * What every recipe does with a notification of Fawry: believe it only when it is signed, and act on it once.
 *
 *   FAWRY_MERCHANT_CODE=… FAWRY_SECURE_KEYS=new,old DATABASE=events.db node express.mjs
 */
import { Fawry } from "tawqee/fawry";
import { onceInFile, onceInMemory } from "./once.mjs";

const fawry = new Fawry({
  merchantCode: process.env.FAWRY_MERCHANT_CODE,
  // Rotation: put the new key in front, and take the old one away when nothing arrives any more that it has signed.
  secureKey: process.env.FAWRY_SECURE_KEYS.split(","),
  environment: "staging",
});

const once = process.env.DATABASE ? onceInFile(process.env.DATABASE) : onceInMemory();

/** The status for a raw body. Anything but a 200 makes Fawry send it again. */
export function receive(rawBody) {
  let notification;
  try {
    notification = fawry.verifyNotification(rawBody);
  } catch (error) {
    return error.code?.startsWith("SIGNATURE_") ? 401 : 400;
  }
  once(notification.dedupeKey, () => {
    // Compare the amount with your order here, see expectPayment, and write what you do through the same database.
    console.log(notification.state, notification.merchantRefNumber);
  });
  return 200;
}
