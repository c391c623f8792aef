/** Does something once for each event, whatever a gateway sends again. */

/**
 * In a SQLite file, so that it holds across restarts. What `act` writes through the database is written together with
 * the key: both or neither. Node 22.13 or newer, or Deno.
 */
export function onceInFile(file) {
  const { DatabaseSync } = process.getBuiltinModule("node:sqlite");
  const database = new DatabaseSync(file);
  database.exec("CREATE TABLE IF NOT EXISTS event (key TEXT PRIMARY KEY, at TEXT DEFAULT CURRENT_TIMESTAMP)");
  const insert = database.prepare("INSERT OR IGNORE INTO event (key) VALUES (?)");
  return (key, act) => {
    database.exec("BEGIN IMMEDIATE");
    try {
      const isNew = insert.run(key).changes > 0;
      if (isNew) act(database);
      database.exec("COMMIT");
      return isNew;
    } catch (error) {
      database.exec("ROLLBACK");
      throw error;
    }
  };
}

/** In memory, which forgets at the next start: for tests. */
export function onceInMemory() {
  const seen = new Set();
  return (key, act) => {
    if (seen.has(key)) return false;
    act();
    return Boolean(seen.add(key));
  };
}
