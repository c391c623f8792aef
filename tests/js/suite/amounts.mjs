/** Amounts are exact, or refused with what to write instead. */
import { refused, same, truly } from "./support.mjs";

const ACCEPTED = [
  ["20.5", "EGP", "20.50"],
  ["20", "EGP", "20.00"],
  ["10.500", "EGP", "10.50"],
  [580.55, "EGP", "580.55"],
  [0, "EGP", "0.00"],
  ["0", "EGP", "0.00"],
  [150n, "EGP", "150.00"],
  ["1.5", "KWD", "1.500"],
  ["0.001", "KWD", "0.001"],
  ["362.50", undefined, "362.50"],
  ["999999999999.99", "EGP", "999999999999.99"],
];

const REFUSED = [
  0.1 + 0.2,
  "10.505",
  NaN,
  Infinity,
  -Infinity,
  -1,
  "-1.00",
  -5n,
  "1e3",
  1e21,
  1e-7,
  2 ** 53,
  "1,234.50",
  " 20",
  "20 ",
  "",
  "٢٠",
  "+20",
  ".5",
  "5.",
  "1234567890123",
  "twenty",
  "0x10",
];

/** No amounts at all; the code may say that the type is wrong. */
const NO_AMOUNTS = [null, undefined, true, {}, [], "NaN"];

export function amounts(tawqee, { test }) {
  for (const [amount, currency, expected] of ACCEPTED) {
    test(`${describe(amount)} ${currency ?? "without a currency"} is ${expected}`, () => {
      same(tawqee.canonicalAmount(amount, currency), expected);
    });
  }
  for (const amount of REFUSED) {
    test(`${describe(amount)} is no amount`, () => {
      const error = refused(tawqee, () => tawqee.canonicalAmount(amount), { code: "INVALID_AMOUNT" }, describe(amount));
      truly(error.hint || error.message.length > 20, "the message says what to write instead");
    });
  }
  for (const amount of NO_AMOUNTS) {
    test(`${describe(amount)} is refused`, () => {
      refused(tawqee, () => tawqee.canonicalAmount(amount), {}, describe(amount));
    });
  }
  test("an unknown currency is refused", () => {
    refused(tawqee, () => tawqee.canonicalAmount("1", "EGX"), { code: "INVALID_FIELD" }, "EGX");
  });
}

function describe(amount) {
  return typeof amount === "bigint" ? `${amount}n` : (JSON.stringify(amount) ?? String(amount)) + ` (${typeof amount})`;
}
