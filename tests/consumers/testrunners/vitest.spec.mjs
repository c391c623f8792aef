import { expect, test } from "vitest";
import { KNOWN } from "./common/check.mjs";
import { signature } from "./common/sample.mjs";

test("a refund is signed", () => expect(signature()).toBe(KNOWN));
