/**
 * The projects that need nothing but what the tests install anyway, in seconds: `node quick.mjs FOLDER`, where the
 * package is installed in FOLDER. `cargo xtask matrix` tries everything, with what npm installs.
 */
import { spawnSync } from "node:child_process";
import { cpSync, readdirSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";

const PROJECTS = ["bundlers", "lambda", "node", "testrunners", "typescript"];

const here = import.meta.dirname;
const folder = resolve(process.argv[2], "projects");
const others = readdirSync(here, { withFileTypes: true }).filter((entry) => entry.isDirectory() && entry.name !== "common");
const leftOut = others.map(({ name }) => name).filter((name) => !PROJECTS.includes(name));

let passed = 0;
let failed = 0;
rmSync(folder, { recursive: true, force: true });
for (const name of PROJECTS) {
  const project = join(folder, name);
  cpSync(join(here, name), project, { recursive: true });
  cpSync(join(here, "common"), join(project, "common"), { recursive: true });
  const env = { ...process.env, QUICK: "1" };
  const { status, stdout, stderr } = spawnSync(process.execPath, ["check.mjs"], { cwd: project, encoding: "utf8", env });
  const rows = stdout.split("\n").filter((line) => line.startsWith("row ")).map((line) => JSON.parse(line.slice(4)));
  leftOut.push(...rows.filter(({ works }) => works === null).map(({ title }) => title));
  const tried = rows.filter(({ works }) => works !== null);
  if (status !== 0 || tried.length === 0) {
    console.log(`not ok - ${name}\n${stdout}${stderr}`);
    failed++;
  }
  for (const { title, works, note } of tried) {
    console.log(works ? `ok - ${title}` : `not ok - ${title}\n${note}`);
    works ? passed++ : failed++;
  }
}
console.log(`# left out: ${leftOut.join("; ")}\n# pass ${passed}\n# fail ${failed}`);
process.exitCode = failed > 0 ? 1 : 0;
