import { bin, cold, gzipped, row, run, signed } from "./common/check.mjs";
import { writeFileSync } from "node:fs";

await row("AWS Lambda: a bundle of esbuild, called as the runtime does", "none", () => {
  // As the CDK and SAM do it.
  run(bin("esbuild"), ["handler.mjs", "--bundle", "--minify", "--platform=node", "--target=node20", "--outfile=out/index.cjs"]);
  writeFileSync("out/call.cjs", 'require("./index.cjs").handler({}, {}).then(({ body }) => console.log(body));\n');
  signed(run(process.execPath, ["out/call.cjs"]));
  return { size: gzipped("out/index.cjs"), cold: cold("out/call.cjs") };
});
