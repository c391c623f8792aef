/** The code of the READMEs under the strict compiler, as it stands but for the types of parameters. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const require = createRequire(import.meta.url);
const tsc = join(dirname(require.resolve("typescript/package.json")), "bin/tsc");
const folder = fileURLToPath(new URL("readme/", import.meta.url));

/** What stands in JavaScript without a type: parameters of functions. */
const PARAMETERS = {
  payAtOutlet: "(order: Order)",
  payByCard: "(order: Order, card: Card)",
  returned: "(url: string)",
  notified: "(rawBody: Uint8Array, orders: Map<string, Order>, seen: Set<string>)",
  refund: "(order: Order)",
  refundPaid: "(gateway: UnifiedGateway, { merchantRef, paymentId, total }: { merchantRef: string; paymentId: string; total: string })",
  why: "(input: FawryRefundInput, refusedSignature: string)",
};

/** What the code has from its surroundings. */
const AROUND = `
  import type { FawryRefundInput, FawryConfig, Outcome, RefundData } from "tawqee";
  import type { UnifiedGateway } from "tawqee/unified";
  interface Order { id: string; total: string; mobile: string; email: string; fawryNumber: string; paid?: boolean; problem?: string }
  interface Card { number: string; year: string; month: string; cvv: string }
  declare const process: { env: Record<string, string | undefined> };
`;

/** Of the README of the repository, whose blocks go on where the one before ended. */
const SHORT = `
  declare const rawBody: string;
  declare const order: Order;
  declare const merchantCode: string;
  declare const secureKey: string;
  declare const signature: string;
  declare const pasted: string;
  declare const input: FawryRefundInput;
  declare const shop: Shop;
  interface Shop { receive(request: Request): Promise<Response>; refund(id: string, amount: string): Promise<Outcome<RefundData>>; charge(id: string, amount: string): Promise<void> }
  declare function createShop(config: FawryConfig): Shop;
  declare function expect(value: unknown): { toBe(expected: unknown): void };
`;

const blocksOf = (path, language = "js") =>
  [...readFileSync(path, "utf8").matchAll(new RegExp(`\`\`\`${language}\\n([^]*?)\`\`\``, "g"))].map(([, code]) => code);

/** Gives each function its parameters; one that is not among them stays without, and is refused. */
function typed(code) {
  return code.replace(/(export (?:async )?function (\w+))\([^]*?\) \{\n/g, (whole, start, name) =>
    name in PARAMETERS ? `${start}${PARAMETERS[name]} {\n` : whole);
}

/** What the compiler says of files, by their names. */
function compile(files) {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder);
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, `${name}.mts`), text);
  const compilerOptions = { strict: true, noEmit: true, target: "es2022", lib: ["es2022", "dom"], types: [], module: "nodenext" };
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions, include: ["*.mts"] }));
  const { stdout } = spawnSync(process.execPath, [tsc, "--project", folder, "--pretty", "false"], { encoding: "utf8" });
  const errors = stdout.split(/\n(?=\S)/);
  return Object.fromEntries(Object.keys(files).map((name) => [name, errors.filter((error) => error.includes(`${name}.mts(`))]));
}

const forNpm = new URL("../node_modules/tawqee/README.md", import.meta.url);
const blocks = blocksOf(forNpm);
const whole = AROUND + typed(blocks.join("\n"));
const [alone] = blocksOf(forNpm, "mjs");
const short = blocksOf(new URL("../../../../README.md", import.meta.url)).map((block) => {
  const own = (name) => new RegExp(`(?:const|import) (?:\\{[^}]*\\b${name}\\b[^}]*\\}|${name}\\b)`).test(block);
  const before = own("fawry") ? "" : 'import { Fawry } from "tawqee"; declare const fawry: Fawry;';
  const expectation = own("expectPayment") ? "" : 'import { expectPayment } from "tawqee";';
  const around = SHORT.split("\n").filter((line) => !own(/declare (?:const|function) (\w+)/.exec(line)?.[1] ?? " ")).join("\n");
  return AROUND + around + before + expectation + block;
});
const errors = compile({
  whole,
  alone,
  ...Object.fromEntries(short.map((block, index) => [`block${index}`, block])),
  wrong: whole.replace("customerMobile:", "customerPhone:"),
});

test("the README that npm shows compiles with --strict, as one module and as what can be tried alone", () => {
  assert.ok(blocks.length >= 5, `${blocks.length} blocks`);
  assert.deepEqual([errors.whole, errors.alone], [[], []]);
});

test("so does each block of the README of the repository", () => {
  assert.ok(short.length >= 5, `${short.length} blocks`);
  for (const index of short.keys()) assert.deepEqual(errors[`block${index}`], []);
});

test("a wrong field in it would be found", () => {
  assert.match(errors.wrong.join("\n"), /this form of a charge has no such field/);
});
