/** Puts the page together: header, the tool that is open, footer; and keeps the address in step. */
import { buildTool } from "./build.js";
import { broughtEvent, broughtOperation } from "./carried.js";
import { debugTool } from "./debug.js";
import { code, fill, h } from "./dom.js";
import { languages, rich, t, useLanguage } from "./i18n.js";
import { catalog, classes } from "./library.js";
import { region } from "./live.js";
import { addressOf, readAddress } from "./share.js";
import { openShareDialog } from "./share-dialog.js";
import { state, useDemoAccount, useSample } from "./state.js";
import { tabs } from "./tabs.js";
import { webhookKinds } from "./webhooks.js";
import { webhookTool } from "./webhook.js";

const TOOLS = { build: buildTool, debug: debugTool, webhook: webhookTool };
const THEMES = ["auto", "light", "dark"];
const app = document.getElementById("app");
/** One element for good: a new one in each language would be fetched again. */
const logo = h("img", { src: document.querySelector("link[rel=icon]").href, alt: "", class: "logo", width: "28", height: "28" });
let tool;

function open(name) {
  state.tool = name;
  tool = undefined;
  tool = TOOLS[name]({ moved: writeAddress });
  fill(document.getElementById("tool"), h("p", { class: "lead" }, t(`${name}.lead`)), tool.element);
}

function render() {
  useLanguage(state.lang);
  document.title = `Tawqee · ${t("title")}`;
  const panel = h("div", { id: "tool", class: "tool" });
  const nav = tabs({
    label: t("tools"),
    entries: Object.keys(TOOLS).map((value) => ({ value, label: t(`${value}.name`) })),
    value: state.tool,
    panel,
    onchange: (name) => {
      open(name);
      writeAddress();
    },
  });
  fill(app,
    h("header", { class: "top" },
      h("div", { class: "brand" }, logo, h("h1", {}, h("span", { dir: "ltr" }, "Tawqee"), h("span", { class: "tagline" }, t("tagline")))),
      nav,
      h("div", { class: "top-actions" },
        h("button", { type: "button", class: "button", id: "share", "aria-haspopup": "dialog", onclick: share }, t("share")),
        themeButton(),
        languageButton())),
    h("main", {}, panel),
    footer(),
    region);
  open(state.tool);
}

function themeButton() {
  const icon = h("span", { "aria-hidden": "true" });
  const label = h("span", { class: "wide-only" });
  const button = h("button", { type: "button", class: "button", id: "theme", onclick: () => show(THEMES[(THEMES.indexOf(state.theme) + 1) % THEMES.length]) }, icon, label);
  const show = (theme) => {
    state.theme = theme;
    document.documentElement.dataset.theme = theme;
    icon.className = `theme-icon theme-${theme}`;
    fill(label, t(`theme.${theme}`));
    button.setAttribute("aria-label", t("theme.label", { theme: t(`theme.${theme}`) }));
  };
  show(state.theme);
  return button;
}

function languageButton() {
  const other = Object.keys(languages).find((name) => name !== state.lang);
  return h("button", { type: "button", class: "button", id: "language", lang: other, onclick: () => {
    state.lang = other;
    render();
    writeAddress();
    document.getElementById("language").focus();
  } }, languages[other]["language.own"]);
}

function footer() {
  const standalone = document.documentElement.hasAttribute("data-standalone");
  return h("footer", { class: "foot" },
    h("p", {}, rich("footer.privacy", { policy: code("connect-src 'none'") })),
    h("p", {}, t("footer.link"), " ", t("footer.proof"), !standalone && [" ", h("a", { href: "generated/tawqee.html", download: "tawqee.html" }, t("footer.save"))]),
    h("p", { class: "faint" }, code(`tawqee ${catalog.version}`)));
}

/** A tool that is still being made may already report that it moved. */
function writeAddress() {
  if (tool) replace(addressOf({ tool: state.tool, ...tool.place(), lang: state.lang }));
}

/** Shows what the link to the screen holds; copying is the next step. */
function share() {
  const { data, left, ...elsewhere } = tool.share();
  const place = { tool: state.tool, ...tool.place(), ...elsewhere };
  openShareDialog({
    place: placeRows(place),
    data,
    left,
    address: location.href.split("#")[0] + addressOf({ ...place, lang: state.lang, data }),
  });
}

function placeRows({ tool: name, class: className, operation }) {
  if (name === "webhook") return [[t("webhook.kind"), t(`webhook.kind.${className}`)]];
  return [[t("pick.gateway"), className], [t("pick.operation"), operation]];
}

function replace(address) {
  // Not allowed in every place where a saved file may be opened; nothing depends on it.
  try {
    history.replaceState(null, "", address);
  } catch {}
}

/** What an address says, as far as it makes sense. */
function readState({ tool: name, class: place, operation, lang, data }) {
  if (lang in languages) state.lang = lang;
  if (name in TOOLS) state.tool = name;
  if (state.tool === "webhook") readWebhook(place, data);
  else readOperation(state[state.tool], place, operation, data);
}

function readWebhook(place, data) {
  const kind = webhookKinds.find(({ id }) => id === place);
  if (!kind) return;
  const { fields, account } = broughtEvent(kind, data);
  Object.assign(state.webhook, { kind: kind.id, sample: "", fields: fields ?? {} });
  if (fields) useDemoAccount(kind.class, account);
}

/** Texts of a link made by hand, or of an old one, are not read: a link brings values of declared fields. */
function readOperation(target, className, operation, data) {
  const known = classes.find((found) => found.class === className);
  if (!known) return;
  const found = known.operations.find((entry) => entry.name === operation) ?? known.operations[0];
  useSample(target, known.class, found.name);
  const brought = data && broughtOperation(known.class, found.name, data);
  if (!brought?.input) return;
  const { input, options, signature, account } = brought;
  Object.assign(target, { input, options });
  if (target === state.debug) Object.assign(target, { signature, mode: "input", pasted: "", own: "", mistake: "", carried: true });
  useDemoAccount(known.class, account);
}

const preferred = (navigator.languages ?? []).find((name) => name.slice(0, 2) in languages);
if (preferred) state.lang = preferred.slice(0, 2);
readState(readAddress(location.hash));
render();
addEventListener("hashchange", () => {
  readState(readAddress(location.hash));
  render();
});
