/** A small way to make elements. Text is only ever set as text, so nothing a link carries becomes markup. */

/** Set as properties, so that what people type never shows in an attribute. */
const PROPERTIES = new Set(["value", "checked", "selected", "disabled", "hidden", "open", "tabIndex", "htmlFor", "type"]);

export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name === "class") element.className = value;
    else if (PROPERTIES.has(name)) element[name] = value;
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

/** Replaces what an element holds. */
export function fill(element, ...children) {
  element.replaceChildren(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

/** Rebuilds what an element holds and leaves the keyboard where it was: at the control of the same `data-control`. */
export function keepFocus(element, rebuild) {
  const held = element.contains(document.activeElement) ? document.activeElement.dataset.control : undefined;
  rebuild();
  const again = held && [...element.querySelectorAll("[data-control]")].find(({ dataset }) => dataset.control === held);
  again?.focus({ preventScroll: true });
}

let last = 0;
/** An id for a label to point at. */
export function newId(stem) {
  last += 1;
  return `${stem}-${last}`;
}

/** Calls once things have been quiet for a while, unless `cancel` is called before. */
export function debounce(work, milliseconds) {
  let timer;
  const soon = (...args) => {
    clearTimeout(timer);
    timer = setTimeout(() => work(...args), milliseconds);
  };
  soon.cancel = () => clearTimeout(timer);
  return soon;
}

/** Names, keys, code and whatever the library says in English stay left to right in an Arabic page. */
export function code(text, className = "") {
  return h("code", { class: className, dir: "ltr", translate: "no" }, text);
}

/** A name such as `merchantRefNum`, which breaks between its words where its column is narrow. */
export function breakable(name) {
  return name.split(/(?<=[a-z\d])(?=[A-Z])|(?<=[._])/).map((word, index) => [index > 0 && h("wbr"), word]);
}

export function english(text, className = "") {
  return h("span", { class: className, lang: "en", dir: "ltr" }, text);
}
