/** Node through `require`. */
const { test } = require("node:test");
const tawqee = require("tawqee");
const diagnose = require("tawqee/diagnose");

test("the suite", async (context) => {
  const { suite } = await import("../suite/index.mjs");
  const { vectors } = await import("../vectors.mjs");
  const running = [];
  suite({ tawqee, diagnose }, { vectors, test: (name, check) => running.push(context.test(name, check)) });
  await Promise.all(running);
});
