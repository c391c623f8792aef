/** One order, in a Durable Object of its own: which events have arrived, what is true now, and what is still to be done. */
import { DurableObject } from "cloudflare:workers";

/** A state does not give way to one before it in this list, whichever arrives later. */
const RANKS = ["unknown", "new", "pending", "failed", "expired", "cancelled", "paid", "partially-refunded", "refunded"];

export class Order extends DurableObject {
  #sql;

  constructor(ctx, env) {
    super(ctx, env);
    this.#sql = ctx.storage.sql;
    // `due` is the time in Unix milliseconds at which the event is queued again, unless it is done by then.
    this.#sql.exec(`CREATE TABLE IF NOT EXISTS event (
      key TEXT PRIMARY KEY, state TEXT NOT NULL, rank INTEGER NOT NULL, body TEXT NOT NULL, due INTEGER
    )`);
  }

  /** Stores an event once and queues it; says whether it is new. It is on disk, with the alarm, before the answer goes out. */
  async take(event) {
    const sql = "INSERT OR IGNORE INTO event (key, state, rank, body, due) VALUES (?, ?, ?, ?, ?) RETURNING key";
    const isNew = this.#rows(sql, event.key, event.state, RANKS.indexOf(event.state), JSON.stringify(event), this.#later()).length > 0;
    if (isNew) {
      await this.#wake();
      await this.env.EVENTS.send(event);
    }
    return isNew;
  }

  /** Queues again what was queued and not done. Only the consumer ends that, so nothing gets lost on the way. */
  async alarm() {
    const events = this.#rows("UPDATE event SET due = ? WHERE due <= ? RETURNING body", this.#later(), Date.now());
    await this.#wake();
    if (events.length > 0) await this.env.EVENTS.sendBatch(events.map(({ body }) => ({ body: JSON.parse(body) })));
  }

  isDone(key) {
    return this.#rows("SELECT due FROM event WHERE key = ?", key)[0]?.due === null;
  }

  done(key) {
    this.#rows("UPDATE event SET due = NULL WHERE key = ?", key);
  }

  /** What is true of the order, and its events. */
  summary() {
    const events = this.#rows("SELECT key, state, due IS NULL AS isDone FROM event ORDER BY rank");
    return { state: events.at(-1)?.state ?? "unknown", events };
  }

  #later() {
    return Date.now() + 1000 * Number(this.env.REPEAT_SECONDS ?? 60);
  }

  async #wake() {
    const [{ due }] = this.#rows("SELECT min(due) AS due FROM event");
    if (due !== null) await this.ctx.storage.setAlarm(due);
  }

  #rows(sql, ...values) {
    return this.#sql.exec(sql, ...values).toArray();
  }
}
