/** The code that reproduces a signature elsewhere: each language runs it where its runtime is, with the key in the environment. */
import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";

import { arrived, classes, gateway } from "../../www/app/library.js";
import { generators, variables } from "../../www/app/recipe-code.js";
import { asForm } from "../../www/app/state.js";

await arrived;
const folder = mkdtempSync(join(tmpdir(), "tawqee-recipe-"));
after(() => rmSync(folder, { recursive: true }));

const NASTY = `it's "quoted" \\ $HOME \${x} %s #{y} \`z\` تالف\u200f\u0301\u00a0\ufeff 🙂 </script> \\n`;
const KEYS = { Fawry: "secureKey", FawryInvoices: "secureKey", Pay3: "secretKey", UPayments: "apiSecret" };

/** `{ where, explanation, environment }` of every sample that is signed, and of one with characters that need quoting. */
const cases = classes.flatMap(({ class: name, config, callOptions, operations }) => operations.filter(({ signed }) => signed).flatMap((operation) => {
  const merchant = gateway(name, asForm(config));
  return operation.samples.map(({ input, options }) => {
    const now = [...callOptions, ...operation.options].includes("timestamp") ? { timestamp: 1718000000 } : {};
    return { where: `${name}.${operation.name}`, explanation: merchant.explain(operation.name, input, { ...now, ...options }), environment: environmentOf(config[KEYS[name]], input) };
  });
}));
const fawry = classes.find(({ class: name }) => name === "Fawry");
const nasty = { where: "Fawry.refund, nasty", explanation: gateway("Fawry", asForm(fawry.config)).explain("refund", { referenceNumber: "1", refundAmount: "2", reason: NASTY }), environment: environmentOf(fawry.config.secureKey, {}) };
const upayments = classes.find(({ class: name }) => name === "UPayments");
const nastyMac = { where: "UPayments.refund, nasty", explanation: gateway("UPayments", asForm(upayments.config)).explain("refund", { orderId: NASTY, totalPrice: "10" }, { timestamp: 1718000000 }), environment: environmentOf(upayments.config.apiSecret, {}) };

/** What a reader of the note would set: the key, and the secret fields by their names. */
function environmentOf(key, input) {
  const fields = Object.entries(input).filter(([, value]) => typeof value !== "object").map(([name, value]) => [name.replace(/(?<=[a-z\d])(?=[A-Z])/g, "_").toUpperCase(), String(value)]);
  return { ...Object.fromEntries(fields), KEY: key };
}

/** One of each pair of algorithm and encoding, and the nasty ones: for runtimes that take long to start. */
const few = [...new Map(cases.map((made) => [`${made.explanation.algorithm} ${made.explanation.encoding}`, made])).values(), nasty, nastyMac];
const all = [...cases, nasty, nastyMac].filter(({ explanation }) => !variables(explanation).some((name) => name.startsWith("SECRET_")));

const file = (name, text) => {
  writeFileSync(join(folder, name), text);
  return name;
};
const has = (command, ...given) => spawnSync(command, given, { stdio: "ignore" }).status === 0;
/** By language: the runtime, whether it is there, and how it runs a code. */
const RUNTIMES = {
  shell: { probe: ["sh", "-c", "sha256sum </dev/null"], of: all, run: (code) => ["sh", "-c", code] },
  openssl: { probe: ["openssl", "version"], of: all, run: (code) => ["sh", "-c", code] },
  php: { probe: ["php", "--version"], of: few, run: (code) => ["php", file("sign.php", code)] },
  python: { probe: ["python3", "--version"], of: few, run: (code) => ["python3", file("sign.py", code)] },
  javascript: { probe: ["node", "--version"], of: few, run: (code) => ["node", file("sign.mjs", code)] },
  java: { probe: ["java", "--version"], of: few, run: (code) => ["java", "-Dfile.encoding=UTF-8", "-XX:TieredStopAtLevel=1", file("Sign.java", code)] },
  csharp: has("dotnet", "--version")
    ? { probe: ["dotnet", "--version"], of: few.slice(-2), run: (code) => {
      file("sign.csproj", '<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net8.0</TargetFramework></PropertyGroup></Project>');
      file("Sign.cs", code);
      return ["dotnet", "run"];
    } }
    : { probe: ["mcs", "--version"], of: few, run: (code) => ["sh", "-c", `mcs ${file("Sign.cs", code)} && mono Sign.exe`] },
  go: { probe: ["go", "version"], of: few, run: (code) => ["go", "run", file("sign.go", code)] },
};

for (const [language, { probe, of, run }] of Object.entries(RUNTIMES)) {
  const [command, ...given] = probe;
  test(`the code in ${language} gives the signature`, { skip: has(command, ...given) ? false : `no ${command} on this machine` }, () => {
    let compared = 0;
    for (const { where, explanation, environment } of of) {
      const code = generators[language](explanation);
      if (!code) continue;
      const [program, ...words] = run(code);
      const said = execFileSync(program, words, { cwd: folder, encoding: "utf8", env: { PATH: process.env.PATH, HOME: folder, LC_ALL: "C.UTF-8", ...environment } });
      assert.equal(said.trim().split(" ")[0], explanation.signature, `${where}\n${code}`);
      compared += 1;
    }
    assert.ok(compared >= 2, `${compared} compared`);
  });
}

test("no code holds a secret, and every language has one for each operation", () => {
  assert.ok(cases.length > 40);
  for (const { where, explanation, environment } of [...cases, nasty]) {
    for (const [language, generate] of Object.entries(generators)) {
      const code = generate(explanation);
      assert.ok(code || language === "shell", `${where} in ${language}`);
      if (!code) continue;
      assert.ok(!code.includes(environment.KEY) && !code.includes("••"), `${where} in ${language}`);
      for (const name of variables(explanation)) assert.ok(code.includes(name), `${where} in ${language}: ${name}`);
    }
  }
});
