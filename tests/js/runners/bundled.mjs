/** Bundled by esbuild, for a server and for a browser; each bundle runs where nothing lies beside it. */
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { bundle } from "./bundle.mjs";

const forms = [
  { file: "server.mjs", options: { platform: "node", format: "esm" } },
  { file: "server.cjs", options: { platform: "node", format: "cjs" } },
  { file: "browser.cjs", options: { platform: "browser", format: "iife", minify: true } },
];

for (const { file, options } of forms) {
  test(`the suite in ${file}`, async () => {
    const folder = mkdtempSync(join(tmpdir(), "tawqee-"));
    try {
      writeFileSync(join(folder, file), await bundle("./standalone.mjs", options));
      const output = execFileSync(process.execPath, [file], { cwd: folder, encoding: "utf8" });
      if (!/^# pass [1-9]/m.test(output)) throw new Error(output);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
}
