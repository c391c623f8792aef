/** What the projects have in common: a known signature, programs that run to their end or serve, and rows of the table. */
import { spawn, spawnSync } from "node:child_process";
import { existsSync, readFileSync, readdirSync, statSync } from "node:fs";
import { createServer } from "node:net";
import { dirname, join } from "node:path";
import { gzipSync } from "node:zlib";

/** The signature of the refund in `sample.mjs`, from `sha256(merchantCode + "931337410" + "20.50" + secureKey)`. */
export const KNOWN = "027b7a39eac60396f3761759416e6dfcefac6d2191924d04f45eb59b25b8b003";

const QUIET = { ...process.env, NEXT_TELEMETRY_DISABLED: "1", ASTRO_TELEMETRY_DISABLED: "1", NUXT_TELEMETRY_DISABLED: "1", WRANGLER_SEND_METRICS: "false", CI: "1" };

/** In the quick run nothing was installed for the project: it uses what is in the folders above, and times nothing. */
export const QUICK = process.env.QUICK === "1";

class NotInstalled extends Error {}

/** Does what a row of the table stands for, and prints the row: `configuration` is what a project has to set. */
export async function row(title, configuration, work) {
  try {
    const { size, cold, note } = (await work()) ?? {};
    print({ title, works: true, configuration, size, cold, note });
  } catch (error) {
    if (error instanceof NotInstalled) return notTried(title, error.message);
    const note = String(error?.message ?? error).trim().split("\n").filter(Boolean).slice(-12).join("\n");
    print({ title, works: false, configuration, note });
  }
}

/** A row that cannot be tried here. */
export function notTried(title, note) {
  print({ title, works: null, configuration: "", note });
}

function print(row) {
  console.log(`row ${JSON.stringify(row)}`);
}

/** Runs a program to its end and gives what it printed; what fails is an error. */
export function run(program, arguments_ = [], options = {}) {
  const { status, stdout, stderr, error } = spawnSync(program, arguments_, {
    encoding: "utf8", timeout: 300_000, ...options, env: { ...QUIET, ...options.env },
  });
  if (status !== 0) throw new Error(`${program} ${arguments_.join(" ")}: ${error ?? ""}${stdout}${stderr}`);
  return stdout;
}

/** A file below `node_modules`, the first of these that there is. */
export function installed(...names) {
  const folders = [process.cwd()];
  while (QUICK && dirname(folders[0]) !== folders[0]) folders.unshift(dirname(folders[0]));
  const paths = names.flatMap((name) => folders.map((folder) => join(folder, "node_modules", name)).reverse());
  const found = paths.find((path) => existsSync(path));
  if (found === undefined && QUICK) throw new NotInstalled(`${names[0]} is not installed`);
  return found ?? paths[0];
}

/** A program of the project. */
export const bin = (name) => installed(`.bin/${name}`, `vitest/node_modules/.bin/${name}`);

/** Fails unless the text holds the known signature. */
export function signed(text) {
  if (!text.includes(KNOWN)) throw new Error(`no signature in ${text.slice(0, 2000)}`);
}

/** Milliseconds of a program until its end, the best of five, less those of Node itself. */
export function cold(...arguments_) {
  if (QUICK) return undefined;
  const best = (list) =>
    Math.min(...Array.from({ length: 5 }, () => {
      const start = process.hrtime.bigint();
      signedOrEmpty(run(process.execPath, list), list);
      return Number(process.hrtime.bigint() - start) / 1e6;
    }));
  return best(arguments_) - best(["-e", ""]);
}

function signedOrEmpty(text, list) {
  if (list[0] !== "-e") signed(text);
}

/** Bytes of files after gzip, those of a folder that pass. */
export function gzipped(path, passes = (name) => /\.[cm]?js$/.test(name)) {
  if (!statSync(path).isDirectory()) return gzipSync(readFileSync(path), { level: 9 }).length;
  const files = readdirSync(path, { recursive: true }).map(String);
  const own = files.filter((name) => passes(name) && statSync(join(path, name)).isFile());
  return own.reduce((sum, name) => sum + gzipped(join(path, name)), 0);
}

/** What a server answers to these paths, each signed; `start(port)` gives its program and arguments. */
export async function served(start, paths, options = {}) {
  const port = await freePort();
  const [program, ...arguments_] = start(port);
  const env = { ...QUIET, ...options.env, PORT: String(port), HOST: "127.0.0.1" };
  const server = spawn(program, arguments_, { env, stdio: ["ignore", "pipe", "pipe"], detached: true });
  let output = "";
  for (const stream of [server.stdout, server.stderr]) stream.on("data", (chunk) => (output += chunk));
  try {
    const texts = [];
    for (const path of paths) texts.push(await answer(`http://127.0.0.1:${port}${path}`, () => output));
    texts.forEach(signed);
    return texts;
  } finally {
    // With the processes that it started.
    try { process.kill(-server.pid); } catch { /* It has ended. */ }
  }
}

async function answer(url, output) {
  const end = Date.now() + 60_000;
  for (;;) {
    try {
      const response = await fetch(url);
      const text = await response.text();
      const header = response.headers.get("x-signature") ?? "";
      if (!response.ok) throw Object.assign(new Error(`${url}: ${response.status} ${text.slice(0, 500)}\n${output()}`), { final: true });
      return header + text;
    } catch (error) {
      if (error.final || Date.now() > end) throw new Error(`${error.message}\n${output()}`);
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }
}

async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}
