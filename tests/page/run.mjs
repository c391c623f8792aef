// All tests of the page in one process: `node tests/page/run.mjs`, after `cargo xtask build`.

import "./parts.test.mjs";
import "./carried.test.mjs";
import "./link.test.mjs";
import "./editor.test.mjs";
import "./events.test.mjs";
import "./arabic.test.mjs";
import "./causes.test.mjs";
import "./compare.test.mjs";
import "./reproduce.test.mjs";
import "./received.test.mjs";
import "./craft.test.mjs";
import "./recent.test.mjs";
import "./search.test.mjs";
import "./deeper.test.mjs";
import "./flows.test.mjs";
import "./weight.test.mjs";
import "./sandbox.test.mjs";
import "./page.test.mjs";
