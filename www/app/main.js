/** Puts the page together: header, the tool that is open, footer; and keeps the address in step. */
import { buildTool } from "./build.js";
import { copyButton } from "./controls.js";
import { debugTool } from "./debug.js";
import { code, fill, h } from "./dom.js";
import { languages, rich, t, useLanguage } from "./i18n.js";
import { can, catalog, classOf, classes } from "./library.js";
import { region } from "./live.js";
import { addressOf, readAddress } from "./share.js";
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
  fill(document.getElementById("tool"), h("p", { class: "lead" }, t(can.diagnose || name !== "debug" ? `${name}.lead` : "debug.leadExplain")), tool.element);
}

function render() {
  useLanguage(state.lang);
  document.title = `Tawqee · ${t("title")}`;
  document.documentElement.dataset.theme = state.theme;
  const panel = h("div", { id: "tool", class: "tool" });
  const nav = tabs({
    label: t("tools"),
    entries: Object.keys(TOOLS).map((value) => ({ value, label: t(can.diagnose || value !== "debug" ? `${value}.name` : "debug.nameExplain") })),
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
      nav.element,
      h("div", { class: "top-actions" },
        copyButton(link, t("share")),
        themeButton(),
        languageButton())),
    h("main", {}, panel),
    footer(),
    region);
  open(state.tool);
}


function themeButton() {
  const button = h("button", { type: "button", class: "button", id: "theme", onclick: () => {
    state.theme = THEMES[(THEMES.indexOf(state.theme) + 1) % THEMES.length];
    document.documentElement.dataset.theme = state.theme;
    name();
  } });
  const name = () => fill(button, h("span", { class: `theme-icon theme-${state.theme}`, "aria-hidden": "true" }), h("span", { class: "wide-only" }, t(`theme.${state.theme}`)), h("span", { class: "hidden narrow-only" }, t("theme.label", { theme: t(`theme.${state.theme}`) })));
  name();
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

/** The address of what is on the screen, without anything secret. */
function link() {
  const here = location.href.split("#")[0];
  return here + addressOf({ tool: state.tool, ...tool.place(), lang: state.lang, data: tool.share() });
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
  Object.assign(state.webhook, { kind: kind.id, sample: "", fields: texts(data?.fields) });
  if (data) readAccount(kind.class, data.config);
}

function readOperation(target, className, operation, data) {
  const known = classes.find((found) => found.class === className);
  if (!known) return;
  const found = known.operations.find((entry) => entry.name === operation) ?? known.operations[0];
  useSample(target, known.class, found.name);
  if (!data) return;
  const { input, options, signature, pasted, mode } = texts(data);
  const carried = { input, options, signature, pasted, mode: ["input", "paste"].includes(mode) ? mode : undefined };
  for (const [field, text] of Object.entries(carried)) if (field in target && text !== undefined) target[field] = text;
  readAccount(known.class, data.config);
}

/** A link never sets a key, whatever it holds. */
function readAccount(className, config) {
  const plain = classOf(className).options.fields.filter(({ secret }) => !secret).map(({ name }) => name);
  useDemoAccount(className, Object.fromEntries(Object.entries(texts(config)).filter(([name]) => plain.includes(name))));
}

/** The members that are texts; a link can hold anything. */
function texts(object) {
  return Object.fromEntries(Object.entries(object ?? {}).filter(([, value]) => typeof value === "string"));
}

const preferred = (navigator.languages ?? []).find((name) => name.slice(0, 2) in languages);
if (preferred) state.lang = preferred.slice(0, 2);
readState(readAddress(location.hash));
render();
addEventListener("hashchange", () => {
  readState(readAddress(location.hash));
  render();
});
