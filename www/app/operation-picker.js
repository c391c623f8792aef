/** Gateway, operation and sample: three lists that depend on each other. */
import { select } from "./controls.js";
import { fill, h } from "./dom.js";
import { said, saidPlainly, t } from "./i18n.js";
import { classOf, classes, operationOf } from "./library.js";
import { beginSample } from "./ownership.js";
import { useSample } from "./state.js";

/** `target` is a part of the state with `class`, `operation` and, with samples, `sample`. */
export function operationPicker(target, { signedOnly = false, onchange }) {
  const usable = classes.filter(({ operations }) => !signedOnly || operations.some(({ signed }) => signed));
  const of = (className) => classOf(className).operations.filter(({ signed }) => !signedOnly || signed);
  const choose = (className, operation, sample = 0) => {
    beginSample(target);
    useSample(target, className, operation, sample);
    show();
    onchange();
  };
  const gateway = select({ label: t("pick.gateway"), options: [], onchange: (name) => choose(name, of(name)[0].name) });
  const operation = select({ label: t("pick.operation"), options: [], onchange: (name) => choose(target.class, name) });
  const sample = select({ label: t("pick.sample"), options: [], onchange: (index) => choose(target.class, target.operation, Number(index)) });
  const summary = h("p", { class: "summary" });

  function show() {
    const chosen = operationOf(target.class, target.operation);
    gateway.set(usable.map(({ class: name }) => ({ value: name, label: name, dir: "ltr" })), target.class);
    operation.set(of(target.class).map(({ name }) => ({ value: name, label: name, dir: "ltr" })), target.operation);
    const own = target.owner === "own";
    sample.set([...(own ? [{ value: "", label: t("pick.own") }] : []), ...chosen.samples.map(({ title }, index) => ({ value: String(index), label: saidPlainly(title) }))], own ? "" : String(target.sample ?? 0));
    fill(summary, said(chosen.summary));
  }

  show();
  return { element: h("div", { class: "picker" }, gateway.element, operation.element, sample.element, summary), show };
}
