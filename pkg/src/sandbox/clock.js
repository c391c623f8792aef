/** The sandbox's own time: that of the machine, moved by what tests ask for. */
import { refusal } from "../tape/rules.js";

/** The end of the year 9999, in Unix seconds. */
const LAST = 253_402_300_799;

export class Clock {
  #source;
  #offset = 0;
  #moved = async () => {};

  /** `source` gives Unix seconds; the machine's clock without it. */
  constructor(source = () => Date.now() / 1000) {
    this.#source = source;
  }

  /** Unix seconds, whole. */
  now() {
    return Math.floor(this.#source() + this.#offset);
  }

  /** Unix milliseconds. */
  ms() {
    return Math.round((this.#source() + this.#offset) * 1000);
  }

  /** Moves the time forward, and does what became due: orders expire, webhooks are sent. */
  async advance(seconds) {
    if (!Number.isFinite(seconds) || seconds < 0 || this.now() + seconds > LAST) {
      throw refusal("INVALID_FIELD", "is not a time to move by", "pass seconds, 0 or more, within the year 9999", "seconds");
    }
    this.#offset += seconds;
    await this.#moved();
  }

  /** Sets the time in Unix seconds; back as well, which sends nothing. */
  async set(unixSeconds) {
    if (!Number.isFinite(unixSeconds) || unixSeconds < 0 || unixSeconds > LAST) {
      throw refusal("INVALID_FIELD", "is no time", "pass Unix seconds", "unixSeconds");
    }
    this.#offset = unixSeconds - this.#source();
    await this.#moved();
  }

  /** Who does what became due. */
  whenMoved(act) {
    this.#moved = act;
  }
}
