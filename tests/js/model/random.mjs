/** Made-up values in the forms that callers write, from a fixed sequence, so that a failure can be looked at again. */

export class Random {
  constructor(state = 42) {
    this.state = state;
  }

  /** A whole number from 0 to `limit` - 1 (mulberry32). */
  below(limit) {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % limit;
  }

  of(list) {
    return list[this.below(list.length)];
  }

  /** A value, or now and then one of the ways to leave it out. */
  maybe(make) {
    return this.below(3) === 0 ? this.of(ABSENT) : make();
  }

  /** Text in any script, no longer than `limit` characters. */
  text(limit = 40) {
    const text = `${this.of(TEXTS)}${this.below(1_000_000)}`;
    return text.length <= limit ? text : text.slice(-limit);
  }

  /** A reference that may stand in a URL as it is. */
  id() {
    return `${this.of(["r-", "A.", "", "0", "x_y~", "a/b:", "==", "+1,@"])}${this.below(1_000_000_000)}`;
  }

  /** A reference as text or, where it is one, as a number, and its text. */
  reference(text = this.id()) {
    const given = /^[1-9]\d{0,14}$/.test(text) && this.below(2) ? Number(text) : text;
    return { given, text };
  }

  digits(count) {
    return Array.from({ length: count }, () => this.below(10)).join("");
  }

  /** An amount in one of the forms that a caller may write it in, and with all `scale` decimals. */
  amount(scale = 2, digits = 12) {
    const whole = this.below(4) ? String(1 + this.below(100_000)) : `${1 + this.below(9)}${this.digits(this.below(digits))}`;
    const fraction = scale === 0 ? "" : this.of([this.digits(scale), this.digits(1).padEnd(scale, "0"), "0".repeat(scale), "5".padStart(scale, "0")]);
    const written = scale === 0 ? whole : `${whole}.${fraction}`;
    const short = scale === 0 ? written : written.replace(/\.?0+$/, "");
    const zeros = scale === 0 ? `${written}.00` : `${written}0`;
    const forms = [written, `0${written}`, zeros, short, `000${short}`];
    // A number where its shortest text is the amount.
    if (String(Number(short)) === short) forms.push(Number(short), Number(short));
    return { written, given: this.of(forms) };
  }

  mobile() {
    return `01${this.of(["0", "1", "2", "5"])}${this.digits(8)}`;
  }

  email() {
    return `${this.of(["buyer", "a.b+c", "x_1"])}@${this.of(["shop.example", "a.b.example"])}`;
  }

  url(query = true) {
    const tail = query ? this.of(["", "?id=7", "?a=1&b=%D8%B9", "/x?y=a+b"]) : this.of(["", "/x", "/a%20b"]);
    return `https://${this.of(["shop", "a-b.c"])}.example/r${this.below(1000)}${tail}`;
  }

  /** Card fields with the zeros that a number would lose. */
  card() {
    return {
      cardNumber: this.digits(16),
      cardExpiryYear: this.digits(2),
      cardExpiryMonth: String(1 + this.below(12)).padStart(2, "0"),
      cvv: this.digits(3 + this.below(2)),
    };
  }

  /** The members of an object in any order; it is the library that orders them. */
  shuffled(fields) {
    const pairs = Object.entries(fields);
    for (let place = pairs.length - 1; place > 0; place--) {
      const other = this.below(place + 1);
      [pairs[place], pairs[other]] = [pairs[other], pairs[place]];
    }
    return Object.fromEntries(pairs);
  }

  /** The elements of a list in any order. */
  mixed(list) {
    return Object.values(this.shuffled({ ...list.map((element) => [element]) })).map(([element]) => element);
  }
}

const ABSENT = [undefined, null, ""];

const TEXTS = [
  "damaged", "تالف ", "a & b = 'c' \"d\" \\ 🎁", "x", "=&?#%", "é漢", "0", "line\u2028end", "a+b c", "/path/<b>", "{\"a\":1}",
  "\u00ad\u0301e", "Ω≈ç", "٣٫٥", "-1.50", "null", "𝒳\uffee",
];
