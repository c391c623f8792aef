// Starts the page, and says so when it cannot, for example because the built files are not there.
import("./main.js").catch((error) => {
  const note = document.createElement("p");
  note.className = "boot";
  note.textContent = `The page could not start: ${error.message}. Its built files come from “cargo xtask build”.`;
  document.getElementById("app").replaceChildren(note);
  throw error;
});
