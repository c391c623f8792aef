/**
 * Where orders, refunds and webhooks are kept: in memory, or in a SQLite file of the runtime's own `node:sqlite`.
 *
 * A record has a kind, an id, a reference that several may share, a time in Unix milliseconds at which something is
 * due, and a value that is JSON.
 */
import { refusal } from "../tape/rules.js";

/** The store of a file, or of memory without one. */
export function openStore(file) {
  if (file === undefined) return new MemoryStore();
  if (typeof file !== "string" || file === "") throw refusal("INVALID_FIELD", "is no path", "pass the path of a file", "database");
  const sqlite = globalThis.process?.getBuiltinModule?.("node:sqlite");
  if (sqlite === undefined) {
    const hint = `leave it out to keep orders in memory, or run Node 22.13 or newer, or Deno; this is ${process.version}`;
    throw refusal("UNSUPPORTED", "needs node:sqlite, which this runtime does not have", hint, "database");
  }
  return new FileStore(sqlite, file);
}

/** How many records of a kind are kept in memory, the newest; a file keeps all. */
const KEPT = { order: 5000, card: 5000, "card-owner": 5000, challenge: 1000, webhook: 1000, refund: 1000 };

class MemoryStore {
  #kinds = new Map();
  #order = 0;

  #of(kind) {
    if (!this.#kinds.has(kind)) {
      this.#kinds.set(kind, { records: new Map(), references: new Map(), waiting: [], spare: new Set(), count: 0 });
    }
    return this.#kinds.get(kind);
  }

  transaction(act) {
    return act();
  }

  add(kind, id, value, { reference, due } = {}) {
    const { records, references } = this.#of(kind);
    records.set(id, { place: this.#order++, value, reference });
    if (reference !== undefined) references.set(reference, id);
    this.save(kind, id, value, due);
  }

  save(kind, id, value, due) {
    const { records, waiting, spare } = this.#of(kind);
    const record = records.get(id);
    // An order that has given way is changed no more.
    if (record === undefined) return;
    unqueue(waiting, record);
    Object.assign(record, { value, due });
    if (due !== undefined) waiting.splice(placeIn(waiting, record), 0, record);
    // What is still to be sent does not give way.
    if (kind === "webhook" && due !== undefined) spare.delete(id);
    else spare.add(id);
    if (spare.size > KEPT[kind]) this.remove(kind, spare.values().next().value);
  }

  byId(kind, id) {
    return this.#of(kind).records.get(id)?.value;
  }

  byReference(kind, reference) {
    return this.byId(kind, this.#of(kind).references.get(reference));
  }

  due(kind, until, limit) {
    const { waiting } = this.#of(kind);
    const found = waiting.slice(0, limit);
    return found.filter((record) => record.due <= until).map(({ value }) => value);
  }

  nextDue(kind) {
    return this.#of(kind).waiting[0]?.due ?? Infinity;
  }

  newest(kind, limit) {
    return [...this.#of(kind).records.values()].slice(-limit).map(({ value }) => value);
  }

  nextId(kind) {
    return String((this.#of(kind).count += 1));
  }

  remove(kind, id) {
    const { records, references, waiting, spare } = this.#of(kind);
    const record = records.get(id);
    if (record === undefined) return;
    if (references.get(record.reference) === id) references.delete(record.reference);
    unqueue(waiting, record);
    records.delete(id);
    spare.delete(id);
  }

  close() {}
}

/** Where a record is or belongs in a list that is sorted by time, and by age where that is the same. */
function placeIn(waiting, { due, place }) {
  let [from, to] = [0, waiting.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    const other = waiting[middle];
    if (other.due < due || (other.due === due && other.place < place)) from = middle + 1;
    else to = middle;
  }
  return from;
}

function unqueue(waiting, record) {
  if (record.due !== undefined) waiting.splice(placeIn(waiting, record), 1);
}

/** `T`, `a`, `w`, `q`: a file that something else wrote is not touched. */
const APPLICATION_ID = 0x54617771;

class FileStore {
  #database;
  #statements = new Map();
  #counts = new Map();

  constructor({ DatabaseSync }, file) {
    try {
      this.#database = new DatabaseSync(file);
      const { application_id: owner } = this.#database.prepare("PRAGMA application_id").get();
      const { tables } = this.#database.prepare("SELECT count(*) AS tables FROM sqlite_master").get();
      if (tables > 0 && owner !== APPLICATION_ID) throw new Error("it is a database of something else");
      const [{ quick_check: verdict }] = this.#database.prepare("PRAGMA quick_check(1)").all();
      if (verdict !== "ok") throw new Error("it is damaged");
      // A process that is killed loses nothing that was committed; a second sandbox on the file is refused.
      this.#database.exec(`
        PRAGMA application_id = ${APPLICATION_ID};
        PRAGMA locking_mode = EXCLUSIVE;
        PRAGMA journal_mode = WAL;
        PRAGMA synchronous = NORMAL;
        CREATE TABLE IF NOT EXISTS record (
          place INTEGER PRIMARY KEY, kind TEXT NOT NULL, id TEXT NOT NULL, reference TEXT, due INTEGER, value TEXT NOT NULL,
          UNIQUE (kind, id)
        );
        CREATE INDEX IF NOT EXISTS record_kind ON record (kind, place);
        CREATE INDEX IF NOT EXISTS record_reference ON record (kind, reference) WHERE reference IS NOT NULL;
        CREATE INDEX IF NOT EXISTS record_due ON record (kind, due, place) WHERE due IS NOT NULL;
        BEGIN IMMEDIATE; COMMIT;
      `);
    } catch (error) {
      this.#database?.close();
      const hint = "pass the path of a new file, or of one that no other sandbox uses at the moment";
      throw refusal("INVALID_FIELD", `${file} cannot be used: ${error.message}`, hint, "database");
    }
  }

  #run(method, sql, ...values) {
    if (!this.#statements.has(sql)) this.#statements.set(sql, this.#database.prepare(sql));
    return this.#statements.get(sql)[method](...values);
  }

  transaction(act) {
    this.#database.exec("BEGIN");
    try {
      const result = act();
      this.#database.exec("COMMIT");
      return result;
    } catch (error) {
      this.#database.exec("ROLLBACK");
      throw error;
    }
  }

  add(kind, id, value, { reference = null, due = null } = {}) {
    const sql = "INSERT INTO record (kind, id, value, reference, due) VALUES (?, ?, ?, ?, ?)";
    this.#run("run", sql, kind, id, JSON.stringify(value), reference, due);
  }

  save(kind, id, value, due = null) {
    this.#run("run", "UPDATE record SET value = ?, due = ? WHERE kind = ? AND id = ?", JSON.stringify(value), due, kind, id);
  }

  byId(kind, id) {
    return parsed(this.#run("get", "SELECT value FROM record WHERE kind = ? AND id = ?", kind, id));
  }

  byReference(kind, reference) {
    const sql = "SELECT value FROM record WHERE kind = ? AND reference = ? ORDER BY place DESC LIMIT 1";
    return parsed(this.#run("get", sql, kind, reference));
  }

  due(kind, until, limit) {
    const sql = "SELECT value FROM record WHERE kind = ? AND due <= ? ORDER BY due, place LIMIT ?";
    return this.#run("all", sql, kind, until, limit).map(parsed);
  }

  nextDue(kind) {
    return this.#run("get", "SELECT min(due) AS due FROM record WHERE kind = ? AND due IS NOT NULL", kind).due ?? Infinity;
  }

  newest(kind, limit) {
    const sql = "SELECT value FROM record WHERE kind = ? ORDER BY place DESC LIMIT ?";
    return this.#run("all", sql, kind, limit).map(parsed).reverse();
  }

  /** Ids from 1 upwards; nothing of such a kind is ever removed. */
  nextId(kind) {
    if (!this.#counts.has(kind)) {
      this.#counts.set(kind, this.#run("get", "SELECT count(*) AS count FROM record WHERE kind = ?", kind).count);
    }
    this.#counts.set(kind, this.#counts.get(kind) + 1);
    return String(this.#counts.get(kind));
  }

  remove(kind, id) {
    this.#run("run", "DELETE FROM record WHERE kind = ? AND id = ?", kind, id);
  }

  close() {
    this.#statements.clear();
    this.#database.close();
  }
}

function parsed(row) {
  return row === undefined ? undefined : JSON.parse(row.value);
}
