/** What is published: nothing that runs at install, nothing to depend on, nothing that shows a secret. */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { homedir } from "node:os";
import { test } from "node:test";
import { inspect } from "node:util";
import { runInNewContext } from "node:vm";
import { gzipSync } from "node:zlib";
import * as esm from "../../../pkg/dist/index.mjs";
import { catalog } from "../../../www/generated/catalog.js";
import { gatewayOf } from "../suite/signatures.mjs";
import { vectors } from "../vectors.mjs";

const GATEWAYS = [...new Set(catalog.classes.map(({ gateway }) => gateway))];
const ENTRIES = ["index", "diagnose", ...GATEWAYS];
const FILES = ["mjs", "cjs", "workerd.js", "edge-light.js", "d.ts", "d.cts"];
const PLAIN = ["send", "unified", "sandbox"];
const PLAIN_FILES = ["mjs", "cjs", "d.ts", "d.cts"];

const BUDGETS = {
  index: [148, 173],
  fawry: [109, 129],
  fatora: [87, 105],
  pay3: [95, 113],
  upayments: [103, 123],
  diagnose: [384, 429],
};

const at = (path) => new URL(`../../../${path}`, import.meta.url);
const manifest = JSON.parse(readFileSync(at("pkg/package.json"), "utf8"));
const require = createRequire(import.meta.url);
const cjs = require("../../../pkg/dist/index.cjs");

/** What npm would publish: `publish` checks more than `pack`. */
function packed() {
  const npm = process.platform === "win32" ? "npm.cmd" : "npm";
  const arguments_ = ["publish", "./pkg", "--dry-run", "--json", "--loglevel=error"];
  const listing = JSON.parse(execFileSync(npm, arguments_, { cwd: at("."), encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }));
  const { files } = listing.files === undefined ? Object.values(listing)[0] : listing;
  return files.map(({ path }) => path).sort();
}

/** What a link to a heading of a page may end with. */
const anchorsOf = (path) => {
  const text = readFileSync(at(`pkg/${path}`), "utf8");
  return new Set([
    ...[...text.matchAll(/^#+ (.*)$/gm)].map(([, title]) => title.toLowerCase().replace(/[^\p{L}\p{N} _-]/gu, "").replaceAll(" ", "-")),
    ...[...text.matchAll(/<a id="([^"]+)">/g)].map(([, id]) => id),
  ]);
};

test("every relative link of a packed page leads to a packed file, and to a heading in it", () => {
  const files = packed();
  const pages = files.filter((path) => path.endsWith(".md") && !path.startsWith("THIRD"));
  let links = 0;
  for (const page of pages) {
    const text = readFileSync(at(`pkg/${page}`), "utf8").replace(/```[^]*?```|`[^`\n]*`/g, "");
    for (const [, link] of text.matchAll(/\]\(([^)\s]+)\)/g)) {
      if (/^https?:/.test(link)) continue;
      // npm knows no folder that the README lies in.
      assert.ok(page !== "README.md" || link.startsWith("#"), `${page}: ${link} needs an address`);
      const [path, anchor] = link.split("#");
      const target = path === "" ? page : new URL(path, `file:///${page}`).pathname.slice(1);
      assert.ok(files.some((file) => file === target || file.startsWith(`${target}/`)), `${page}: ${link}`);
      if (anchor !== undefined) assert.ok(anchorsOf(target).has(anchor), `${page}: ${link}`);
      links++;
    }
  }
  assert.ok(links > 10, `${links} links`);
});

test("every address of a page of ours, in the README and in the types, is that of a packed file of this version", () => {
  const files = packed();
  const published = `https://unpkg.com/${manifest.name}@${manifest.version}/`;
  const found = {};
  for (const page of files.filter((path) => path === "README.md" || /\.d\.c?ts$/.test(path))) {
    const text = readFileSync(at(`pkg/${page}`), "utf8");
    assert.doesNotMatch(text, /\]\((?!https:|#)/, `${page}: a link without an address`);
    const addresses = text.match(/https:\/\/unpkg\.com[^)\s]*/g) ?? [];
    for (const address of addresses) {
      assert.ok(address.startsWith(published), `${page}: ${address} is not ${published}`);
      const [target, anchor] = address.slice(published.length).split("#");
      assert.ok(files.includes(target), `${page}: ${address}`);
      if (anchor !== undefined) assert.ok(anchorsOf(target).has(anchor), `${page}: ${address}`);
    }
    found[page] = addresses.length;
  }
  const operations = Object.values(cjs).filter((value) => typeof value === "function" && /^[A-Z]/.test(value.name) && value !== cjs.TawqeeError)
    .flatMap(({ prototype }) => Object.getOwnPropertyNames(prototype).filter((name) => name.startsWith("read") && name !== "readReturn"));
  assert.ok(operations.length > 50, `${operations.length} operations`);
  assert.equal(found["dist/index.d.ts"], operations.length, "each operation has one");
  assert.ok(found["README.md"] > 3 && found["dist/sandbox.d.ts"] > 0);
});

test("the notices name every crate in the modules, with its licence", () => {
  const notices = readFileSync(at("pkg/THIRD-PARTY-NOTICES.md"), "utf8");
  for (const name of ["subtle", "sha2", "base64", "wasm-bindgen", "zeroize"]) {
    assert.match(notices, new RegExp(`^\\| ${name} \\| [\\d.]+ \\| .+ \\|$`, "m"));
  }
  // A licence that asks for its text.
  assert.match(notices, /## .*subtle[^]*Redistributions in binary form must reproduce/);
  assert.doesNotMatch(notices, /clap|xtask|wasm-bindgen-cli/);
});

test("nothing is depended on and nothing runs at install", () => {
  for (const member of ["dependencies", "optionalDependencies", "peerDependencies", "bundledDependencies", "scripts"]) {
    assert.equal(manifest[member], undefined, member);
  }
});

test("the tarball holds the built files, the licences, the documentation and the README", () => {
  const files = packed();
  assert.deepEqual(files, [
    "CHANGELOG.md",
    "LICENSE-APACHE",
    "LICENSE-MIT",
    "README.md",
    "THIRD-PARTY-NOTICES.md",
    ...["README", ...GATEWAYS].map((page) => `docs/gateways/${page}.md`),
    ...["causes", "live-check", "performance", "recipes", "runtimes", "sandbox", "sending"].map((page) => `docs/${page}.md`),
    ...["cloudflare-orders", "cloudflare-worker", "node-backend", "recipes", "vitest"].flatMap((name) =>
      readdirSync(at(`examples/${name}`)).map((file) => `examples/${name}/${file}`)),
    "dist/cli.js",
    "dist/core.wasm",
    "dist/index.script.js",
    ...ENTRIES.flatMap((entry) => FILES.map((ending) => `dist/${entry}.${ending}`)),
    ...PLAIN.flatMap((entry) => PLAIN_FILES.map((ending) => `dist/${entry}.${ending}`)),
    ...GATEWAYS.concat("diagnose").map((entry) => `dist/${entry}.wasm`),
    "package.json",
  ].sort());
});

test("crate, package and module have one version", () => {
  const [, crate] = /^version = "(.+)"$/m.exec(readFileSync(at("Cargo.toml"), "utf8"));
  assert.deepEqual([manifest.version, esm.version, cjs.version], [crate, crate, crate]);
});

test("every entry exports its gateways and what all share, by import and by require", async () => {
  const shared = ["TawqeeError", "canonicalAmount", "describeError", "expectPayment", "redact", "version"];
  const classes = (gateway) => catalog.classes.filter((it) => it.gateway === gateway).map((it) => it.class);
  const all = [...shared, ...GATEWAYS.flatMap(classes)];
  const exported = { index: all, diagnose: [...all, "diagnoseRequest"] };
  for (const gateway of GATEWAYS) exported[gateway] = [...shared, ...classes(gateway)];
  for (const [entry, names] of Object.entries(exported)) {
    const specifier = entry === "index" ? "tawqee" : `tawqee/${entry}`;
    assert.ok(manifest.exports[specifier.replace("tawqee", ".")], specifier);
    const module = await import(`../../../pkg/dist/${entry}.mjs`);
    assert.deepEqual(Object.keys(module).sort(), [...names].sort(), entry);
    assert.deepEqual(Object.keys(require(`../../../pkg/dist/${entry}.cjs`)).sort(), [...names].sort(), entry);
    const Class = Object.values(module).find((value) => value.gateway);
    assert.equal("diagnose" in Class.prototype, entry === "diagnose", entry);
  }
});

test("an entry with one gateway signs what the vectors say", async () => {
  for (const gateway of GATEWAYS) {
    const own = await import(`../../../pkg/dist/${gateway}.mjs`);
    const signed = ({ name, signature, input }) => signature && input && !name.includes("-mistake-");
    const mine = vectors.filter((vector) => vector.gateway === gateway && signed(vector));
    for (const vector of mine) {
      const { name, operation, input, options, signature } = vector;
      assert.equal(gatewayOf(own, vector).signature(operation, input, options), signature, name);
    }
    const signs = catalog.classes.some((it) => it.gateway === gateway && it.operations.some(({ signed }) => signed));
    assert.equal(mine.length > 0, signs, gateway);
  }
});

/** Evaluates the CommonJS file of an entry in a realm that has these globals alone. */
function evaluated(globals, entry = "fawry") {
  const module = { exports: {} };
  const source = readFileSync(at(`pkg/dist/${entry}.cjs`), "utf8");
  runInNewContext(source, { module, exports: module.exports, ...globals });
  return module.exports;
}

test("it loads where Node's text coders are hidden, as in Jest's jsdom environment", () => {
  const { Fawry } = evaluated({ process });
  const fawry = new Fawry({ merchantCode: "code", secureKey: "key", environment: "staging" });
  const { body } = fawry.refund({ referenceNumber: "1", refundAmount: "1", reason: "سبب" });
  assert.equal(JSON.parse(body).reason, "سبب");
});

test("keys in a web page are warned of, once, without the keys, unless that is allowed", () => {
  /** What is said of two instances of a class, made where the page has this address. */
  const said = (href, entry = "fawry", more = {}) => {
    const words = [];
    const window = href === undefined ? undefined : { location: href && new URL(href) };
    const exported = evaluated({ process, console: { warn: (text) => words.push(text) }, ...(window && { window }), ...more }, entry);
    const Class = Object.values(exported).find((value) => value.gateway);
    const keys = Object.fromEntries(["secureKey", "apiKey", "secretKey", "apiSecret", "token"].map((name) => [name, "s3cr3t"]));
    const configs = {
      fawry: { merchantCode: "s3cr3t", secureKey: keys.secureKey, environment: "staging" }, fatora: { apiKey: keys.apiKey },
      pay3: { clientId: "s3cr3t", secretKey: keys.secretKey, hostname: "demo" },
      upayments: { token: keys.token, apiSecret: keys.apiSecret, environment: "sandbox" },
    };
    for (const _ of [1, 2]) new Class(configs[Class.gateway]);
    return words;
  };
  const words = [];
  const { FawryInvoices } = evaluated({ process, console: { warn: (text) => words.push(text) }, window: { location: new URL("https://shop.example/") } });
  const invoices = new FawryInvoices({ environment: "staging" });
  assert.deepEqual(words, [], "nothing secret is in it");
  invoices.token = "s3cr3t";
  assert.match(words.join(), /keys of FawryInvoices/);
  for (const entry of ENTRIES) {
    const [words, ...others] = said("https://shop.example/checkout", entry);
    assert.match(words, /keys of \w+ are in a web page.*TAWQEE_ALLOW_KEYS_IN_BROWSER/, entry);
    assert.ok(others.length === 0 && !words.includes("s3cr3t"), entry);
  }
  for (const href of ["http://192.168.1.7:3000/", "https://localhost.example/", "http://127.0.0.1.example/", "http://[2001:db8::1]/"]) {
    assert.equal(said(href).length, 1, href);
  }
  // Jest's jsdom is on localhost, Electron has files and addresses of its own, React Native a window without an address.
  const silent = ["http://localhost/", "http://app.localhost:5173/", "http://127.0.0.1:8080/www/", "http://[::1]/", "file:///tmp/a.html", "app://shop/", "about:blank", null, undefined];
  for (const href of silent) assert.deepEqual(said(href), [], String(href));
  assert.deepEqual(said("https://shop.example/", "fawry", { TAWQEE_ALLOW_KEYS_IN_BROWSER: true }), []);
});

test("without WebAssembly it says so", () => {
  assert.throws(() => evaluated({ WebAssembly: undefined }), /needs WebAssembly.*Hermes/);
});

for (const [entry, names] of Object.entries({
  send: ["TawqeeError", "send", "viaAxios", "viaGot", "viaUndici"],
  unified: ["TawqeeError", "paymentStatus", "refund"],
})) {
  test(`tawqee/${entry} is small and has no module in it`, async () => {
    assert.deepEqual(Object.keys(await import(`../../../pkg/dist/${entry}.mjs`)).sort(), names);
    assert.deepEqual(Object.keys(evaluated({ WebAssembly: undefined }, entry)).sort(), names);
    assert.deepEqual(Object.keys(manifest.exports[`./${entry}`]), ["import", "require", "default"]);
    for (const ending of ["mjs", "cjs"]) {
      const source = readFileSync(at(`pkg/dist/${entry}.${ending}`), "utf8");
      assert.ok(source.length < 20_000, `${source.length} characters`);
      assert.doesNotMatch(source, /WebAssembly/);
    }
  });
}

test("the sandbox is for Node, has no module in it, and is no part of another entry", async () => {
  const names = ["TawqeeError", "credentials", "notifications", "startSandbox"];
  assert.deepEqual(Object.keys(await import("../../../pkg/dist/sandbox.mjs")).sort(), names);
  assert.deepEqual(Object.keys(require("../../../pkg/dist/sandbox.cjs")).sort(), names);
  assert.deepEqual(Object.keys(manifest.exports["./sandbox"]), ["import", "require", "default"]);
  assert.doesNotMatch(readFileSync(at("pkg/dist/sandbox.mjs"), "utf8"), /WebAssembly/);
  for (const file of [...ENTRIES, "send"].map((entry) => `${entry}.mjs`).concat("cli.js")) {
    assert.doesNotMatch(readFileSync(at(`pkg/dist/${file}`), "utf8"), /_sandbox\/pages/, file);
  }
});

test("no bundle fetches anything, whatever loads it", () => {
  for (const entry of ENTRIES) {
    for (const ending of ["mjs", "cjs", "workerd.js", "edge-light.js"]) {
      // The module as a text is left out: the one that reads pasted code knows the word `fetch(`.
      const file = readFileSync(at(`pkg/dist/${entry}.${ending}`), "utf8");
      const source = file.replace(/(["'`])\\0asm(?:\\.|(?!\1)[^\\])*\1/s, '""');
      assert.ok(source.length < 200_000, `${entry}.${ending}: ${source.length} characters without the module`);
      assert.doesNotMatch(source, /\bfetch\(|instantiateStreaming|XMLHttpRequest/, `${entry}.${ending}`);
    }
    assert.equal(manifest.exports[entry === "index" ? "." : `./${entry}`].default, `./dist/${entry}.mjs`);
  }
});

test("the module as JavaScript fetches nothing and compiles nothing, and serves the entries of the gateways", () => {
  const source = readFileSync(at("pkg/dist/index.script.js"), "utf8");
  assert.doesNotMatch(source, /\bfetch\(|instantiateStreaming|XMLHttpRequest|new WebAssembly\.(?:Module|Instance)|\\0asm/);
  for (const entry of [".", ...GATEWAYS.map((name) => `./${name}`)]) {
    const [first, { types, default: file }] = Object.entries(manifest.exports[entry])[0];
    // Nitro has the conditions of every edge runtime at once, so its own has to come first.
    assert.deepEqual([first, file], ["edge-routine", "./dist/index.script.js"]);
    assert.equal(types, `./dist/${entry === "." ? "index" : entry.slice(2)}.d.ts`);
  }
  const size = gzipSync(source, { level: 9 }).length / 1024;
  assert.ok(size <= 224, `${size.toFixed(1)} KiB`);
});

test("no entry is heavier than its budget", () => {
  // KiB after gzip: the module, and the one file with the module in it. A figure that has to grow is raised on purpose.
  for (const entry of ENTRIES) {
    assert.ok(BUDGETS[entry], `BUDGETS has no ${entry}`);
    const [module, file] = BUDGETS[entry];
    const size = (name) => gzipSync(readFileSync(at(`pkg/dist/${name}`)), { level: 9 }).length / 1024;
    const sizes = [size(`${entry === "index" ? "core" : entry}.wasm`), size(`${entry}.mjs`)];
    assert.ok(sizes[0] <= module && sizes[1] <= file, `${entry}: ${sizes.map((kib) => kib.toFixed(1)).join(" and ")} KiB`);
  }
});

test("no path of the machine that built it is in a module", () => {
  for (const name of ["core", "diagnose", ...GATEWAYS]) {
    const module = readFileSync(at(`pkg/dist/${name}.wasm`), "latin1");
    for (const path of [homedir(), at(".").pathname]) {
      if (path.length > 1) assert.ok(!module.includes(path), `${path} in ${name}`);
    }
  }
});

test("no path of the machine that built it is in a bundle", () => {
  for (const name of readdirSync(at("pkg/dist")).filter((name) => /js$/.test(name))) {
    // The bundler says in comments what comes from where.
    const origins = readFileSync(at(`pkg/dist/${name}`), "utf8").match(/^\/\/ .*$/gm) ?? [];
    assert.deepEqual(origins.filter((line) => line.includes("/", 3) && !line.startsWith("// pkg/src/")), [], name);
  }
});

test("an inspected instance shows no secret", () => {
  const fawry = new esm.Fawry({ merchantCode: "code", secureKey: "s3cr3t-key", environment: "staging" });
  const shown = inspect(fawry, { depth: Infinity, showHidden: true, getters: true });
  assert.ok(!shown.includes("s3cr3t-key"), shown);
});
