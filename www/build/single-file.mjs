/** The page as one HTML file that works offline. Its policy allows exactly the script and the style in it, by their hashes. */
import { createHash } from "node:crypto";

export function singleFile(page, { script: code, style }) {
  const script = code.replaceAll("</script", "<\\/script");
  const hash = (text) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
  /** Replacements are functions, so that a `$` in the code stays one. */
  return page
    .replace(/script-src 'self'/, () => `script-src ${hash(script)}`)
    .replace(/style-src 'self'/, () => `style-src ${hash(style)}`)
    .replace("<html ", () => "<html data-standalone ")
    // Beside one file there is nothing to link to.
    .replace(/\s*<nav class="links"[\s\S]*?<\/nav>/, "")
    .replace(/\s*<link rel="modulepreload"[^>]*>/g, "")
    .replace(/<link rel="stylesheet"[^>]*>/, () => `<style>${style}</style>`)
    .replace(/<script type="module"[^>]*><\/script>/, () => `<script type="module">${script}</script>`);
}
