/** Puts the page together: header, the tool that is open, footer; and keeps the address in step. */
import { buildTool } from "./build.js";
import { broughtEvent, broughtOperation } from "./carried.js";
import { debugTool } from "./debug.js";
import { code, fill, h, keepFocus } from "./dom.js";
import { loadLanguage, rich, saidPlainly, t, useLanguage } from "./i18n.js";
import { OWN_NAMES, isLanguage, languageOf } from "./language.js";
import { arrived, catalog, classes } from "./library.js";
import { region } from "./live.js";
import { addressOf, readAddress } from "./share.js";
import { beginSample, isSample, undo } from "./ownership.js";
import { openShareDialog } from "./share-dialog.js";
import { broughtOrigin, originOf } from "./origin.js";
import { ownAccount, publicDemoAccount, state, useDemoAccount, useSample } from "./state.js";
import { tabs } from "./tabs.js";
import { webhookKinds } from "./webhooks.js";
import { webhookTool } from "./webhook.js";

const TOOLS = { debug: debugTool, build: buildTool, webhook: webhookTool };
const THEMES = ["auto", "light", "dark"];
const panel = document.getElementById("tool");
let tool;

function open(name) {
  state.tool = name;
  document.title = `${t(`${name}.title`)} · Tawqee`;
  showStaticText(name);
  tool?.close();
  tool = undefined;
  tool = TOOLS[name]({ moved: () => writeAddress() });
  fill(panel, tool.element);
}

/** The texts that stand in the HTML file, so that they are there before this module is. */
function showStaticText(name) {
  const texts = {
    tagline: t("tagline"),
    heading: t(`${name}.heading`),
    lead: t(`${name}.lead`),
    causes: t("links.causes"),
    documentation: t("links.documentation"),
    source: t("links.source"),
  };
  for (const element of document.querySelectorAll("[data-text]")) fill(element, texts[element.dataset.text]);
}

function render() {
  useLanguage(state.lang);
  fill(document.getElementById("tabs"), tabs({
    label: t("tools"),
    entries: Object.keys(TOOLS).map((value) => ({ value, label: t(`${value}.name`) })),
    value: state.tool,
    panel,
    onchange: (name) => {
      open(name);
      writeAddress("pushState");
    },
  }));
  fill(document.getElementById("actions"),
    h("button", { type: "button", class: "button", id: "share", "aria-haspopup": "dialog", onclick: share }, t("share")),
    themeButton(),
    languageButton());
  document.getElementById("links")?.setAttribute("aria-label", t("links"));
  fill(document.getElementById("foot"), footer());
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
  const other = Object.keys(OWN_NAMES).find((name) => name !== state.lang);
  return h("button", { type: "button", class: "button", id: "language", lang: other, onclick: async () => {
    await loadLanguage(other);
    state.lang = other;
    render();
    writeAddress();
    document.getElementById("language").focus();
  } }, OWN_NAMES[other]);
}

function footer() {
  const standalone = document.documentElement.hasAttribute("data-standalone");
  return [
    h("p", {}, rich("footer.privacy", { policy: code("connect-src 'none'") })),
    h("p", {}, t("footer.link"), " ", t("footer.proof"), !standalone && [" ", h("a", { href: "generated/tawqee.html", download: "tawqee.html" }, t("footer.save"))]),
    h("p", { class: "faint" }, code(`tawqee ${catalog.version}`)),
  ];
}

/** A tool that is still being made may already report that it moved. */
function writeAddress(how = "replaceState") {
  if (!tool) return;
  // Not allowed in every place where a saved file may be opened; nothing depends on it.
  try {
    history[how](null, "", addressOf({ tool: state.tool, ...tool.place(), lang: state.lang }));
  } catch {}
}

/** Shows what the link to the screen holds; copying is the next step. */
async function share() {
  const { data: carried, left, diagnosis, ...elsewhere } = await tool.share();
  const place = { tool: state.tool, ...tool.place(), ...elsewhere };
  const className = webhookKinds.find(({ id }) => id === place.class)?.class ?? place.class;
  const data = carried && { ...carried, ...originOf(className, diagnosis) };
  openShareDialog({
    place: placeRows(place),
    data,
    left,
    address: location.href.split("#")[0] + addressOf({ ...place, lang: state.lang, data }),
  });
}

function placeRows({ tool: name, class: className, operation }) {
  if (name === "webhook") return [[t("webhook.kind"), h("span", {}, saidPlainly(webhookKinds.find(({ id }) => id === className).title))]];
  return [[t("pick.gateway"), className], ...(operation ? [[t("pick.operation"), operation]] : [])];
}

/** What an address says, as far as it makes sense. */
function readState({ tool: name, class: place, operation, lang, data }) {
  if (isLanguage(lang)) state.lang = lang;
  state.tool = Object.hasOwn(TOOLS, name) ? name : Object.keys(TOOLS)[0];
  if (state.tool === "webhook") readWebhook(place, data);
  else readOperation(state[state.tool], place, operation, data);
}

function readWebhook(place, data) {
  const kind = webhookKinds.find(({ id }) => id === place);
  if (!kind || (kind.id === state.webhook.kind && !data)) return;
  const { fields, account } = broughtEvent(kind, data);
  beginSample(state.webhook);
  Object.assign(state.webhook, { kind: kind.id, sample: "", fields: fields ?? {}, sender: fields && broughtOrigin(data).sender });
  if (fields) useBroughtAccount(state.webhook, kind.class, account, data);
}

/** On the way back from a card: what the visitor had there before, or the sample of the bare address. */
function leaveMistake(target, className) {
  if (target.aside && [undefined, "", target.aside.class].includes(className)) {
    undo(target, target.aside.class);
    return true;
  }
  if (className) return false;
  Object.assign(target, { class: classes[0].class, operation: "refund", signature: "", pasted: "", mistake: "" });
  return true;
}

/**
 * Texts of a link made by hand, or of an old one, are not read: a link brings values of declared fields. What was
 * typed stays where the address names the same place, as on the way back.
 */
function readOperation(target, className, operation, data) {
  if (target === state.debug && target.mistake && className !== "mistake" && leaveMistake(target, className)) return;
  if (target === state.debug && className === "mistake") target.asked = operation;
  const known = classes.find((found) => found.class === className);
  if (!known) return;
  if (target === state.debug) target.mode = operation ? "input" : "paste";
  const found = known.operations.find((entry) => entry.name === operation)
    ?? known.operations.find(({ name, signed }) => (target.class === known.class ? name === target.operation : target !== state.debug || signed));
  if (!found) return;
  if (!data && !target.mistake && target.class === known.class && target.operation === found.name) return;
  beginSample(target);
  useSample(target, known.class, found.name);
  if (target === state.debug) Object.assign(target, { signature: "", pasted: "", own: "", mistake: "", sender: undefined });
  const brought = data && broughtOperation(known.class, found.name, data);
  if (!brought?.input) return;
  const { input, options, signature, account } = brought;
  Object.assign(target, { input, options });
  if (target === state.debug) Object.assign(target, { signature, sender: broughtOrigin(data).sender });
  useBroughtAccount(target, known.class, account, data);
}

/** A link has no key. The demonstration's is known here, any other has to be typed. */
function useBroughtAccount(target, className, account, data) {
  const { demo } = broughtOrigin(data);
  Object.assign(target, { owner: demo ? "sample" : "own", mixed: demo, linked: !demo });
  if (demo) useDemoAccount(className, account);
  // What the link leaves out is as in the account of the samples.
  else Object.assign(ownAccount(className), publicDemoAccount(className), account);
}

state.lang = languageOf(location.hash, navigator.languages ?? []);
document.getElementById("logo").append(h("img", { src: document.querySelector("link[rel=icon]").href, alt: "", width: "28", height: "28" }));
document.getElementById("app").append(region);
readState(readAddress(location.hash));
await loadLanguage(state.lang);
render();
await arrived;
// What was typed before the library was there stays; a sample comes only now.
if (isSample(state[state.tool])) keepFocus(panel, () => open(state.tool));
else tool.update();
panel.dataset.ready = "";
// The other words are there before they are asked for, since nothing is loaded once the page stands.
Object.keys(OWN_NAMES).forEach(loadLanguage);
addEventListener("hashchange", async () => {
  readState(readAddress(location.hash));
  await loadLanguage(state.lang);
  render();
  // A card was followed: what it shows is above it.
  if (state.debug.mistake && state.tool === "debug") panel.focus();
});
