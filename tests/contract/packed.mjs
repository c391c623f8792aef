// Folders in which the packed package is installed, for programs that import `tawqee` as users do.

import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../", import.meta.url));

/**
 * A copy of a folder of `examples/` with what `npm pack` packs in its `node_modules`. It lies in the project, whose
 * `node_modules` has the tools and frameworks.
 */
export function installed(example) {
  const place = join(root, "target/tawqee/examples");
  mkdirSync(place, { recursive: true });
  const folder = mkdtempSync(join(place, `${example}-`));
  cpSync(join(root, "examples", example), folder, { recursive: true });
  const npm = process.platform === "win32" ? "npm.cmd" : "npm";
  execFileSync(npm, ["pack", "./pkg", "--loglevel=error", "--pack-destination", folder], { cwd: root, stdio: ["ignore", "ignore", "inherit"] });
  const tarball = readdirSync(folder).find((name) => name.endsWith(".tgz"));
  execFileSync("tar", ["-xzf", tarball], { cwd: folder });
  mkdirSync(join(folder, "node_modules"));
  renameSync(join(folder, "package"), join(folder, "node_modules/tawqee"));
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
