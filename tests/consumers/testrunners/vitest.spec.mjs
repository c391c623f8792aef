import { expect, test } from "vitest";
import { KNOWN } from "./shared/check.mjs";
import { signature } from "./shared/sample.mjs";

test("a refund is signed", () => expect(signature()).toBe(KNOWN));
