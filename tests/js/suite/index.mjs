/**
 * What the package promises, on whatever runtime it is given: no import here is a runtime's own.
 * `tawqee` and `diagnose` are the entries of these names; `test(name, check)` registers a synchronous check.
 */
import { amounts } from "./amounts.mjs";
import { batches } from "./batches.mjs";
import { diagnosis } from "./diagnosis.mjs";
import { errors } from "./errors.mjs";
import { notifications } from "./notifications.mjs";
import { outcomes } from "./outcomes.mjs";
import { received } from "./received.mjs";
import { secrets } from "./secrets.mjs";
import { signatures } from "./signatures.mjs";
import { upayments } from "./upayments.mjs";

export function suite({ tawqee, diagnose }, { vectors, test }) {
  for (const part of [signatures, amounts, errors, outcomes, notifications, received, upayments, secrets, batches]) {
    part(tawqee, { vectors, test });
  }
  diagnosis(diagnose, { vectors, test });
}
