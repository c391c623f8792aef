// Shows the page's static text in the visitor's language, before anything is painted, and starts the rest; says so
// when that cannot be, for example because the built files are not there.
import { languageOf, markLanguage } from "./language.js";

const language = languageOf(location.hash, navigator.languages ?? []);
markLanguage(language);
// So that these words do not wait for the page that asks for them.
if (language === "ar") import("./strings/arabic.js");
import("./main.js").catch((error) => {
  const note = document.createElement("p");
  note.className = "boot";
  note.textContent = `The page could not start: ${error.message}. Its built files come from “cargo xtask build”.`;
  document.getElementById("tool").replaceChildren(note);
  throw error;
});
