// All contract tests in one process: `node tests/contract/run.mjs`.

import "./sandbox.test.mjs";
import "./contract.test.mjs";
import "./refunds.test.mjs";
import "./examples.test.mjs";
import "./readme.test.mjs";
import "./recipes.test.mjs";
import "./orders.test.mjs";
