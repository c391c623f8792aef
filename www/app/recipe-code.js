/** The formula of a signature as code, made of an explanation: the key and what else is secret come from the environment. */
import { MASK } from "./privacy.js";

/** How each language names an algorithm. */
const HASHES = { "SHA-256": "sha256", MD5: "md5", "HMAC-SHA256": "sha256", HS384: "sha384" };
const CLASSES = { sha256: "SHA256", md5: "MD5", sha384: "SHA384" };

/** Characters that nobody sees in code, and the separators that end a line in some languages. */
const UNSEEN = /[\u007f-\u009f\u00ad\u061c\u2028\u2029\ufeff]|(?! )[\p{Cf}\p{Zs}\p{Mn}]/gu;
const codes = (character) => [...Array(character.length).keys()].map((at) => character.charCodeAt(at).toString(16).padStart(4, "0"));

/** A literal that JavaScript, Python, Java, C# and Go read alike. */
const quoted = (text) => JSON.stringify(text).replace(UNSEEN, (found) => (found.length > 1 ? found : codes(found).map((unit) => `\\u${unit}`).join("")));
const phpQuoted = (text) => (/[^\x20-\x7e\p{L}\p{N}]/u.test(text)
  ? `"${JSON.stringify(text).slice(1, -1).replaceAll("$", "\\$").replace(/\\b/g, "\\x08").replace(/\\u([0-9a-f]{4})/g, "\\u{$1}").replace(UNSEEN, (found) => `\\u{${found.codePointAt(0).toString(16)}}`)}"`
  : `'${text.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`);
const shellQuoted = (text) => `'${text.replaceAll("'", `'\\''`)}'`;

/** `{ hash, mac, encoding, pieces }`; a piece is `{ name, text }` or `{ name, variable }`. */
function recipe({ algorithm, encoding, parts }) {
  const mac = /^H/.test(algorithm);
  let hidden = 0;
  const pieces = parts.flatMap(({ name, text, secret, source }) => {
    if (secret && text !== "") return [{ name, variable: source === "config" ? "KEY" : environmentName(name) }];
    return text.split(MASK).flatMap((piece, index) => {
      if (index > 0) hidden += 1;
      return [...(index > 0 ? [{ name, variable: `SECRET_${hidden}` }] : []), { name, text: piece }];
    });
  });
  return { hash: HASHES[algorithm], mac, encoding, pieces };
}

function environmentName(name) {
  return name.replace(/[^\w]+/g, "_").replace(/(?<=[a-z\d])(?=[A-Z])/g, "_").replace(/_$/, "").toUpperCase();
}

/** The environment variables that the code of an explanation reads, the key among them. */
export function variables(explanation) {
  const { mac, pieces } = recipe(explanation);
  return [...new Set([...(mac ? ["KEY"] : []), ...pieces.flatMap(({ variable }) => variable ?? [])])];
}

/** Each piece on a line of its own, as `write` writes texts and `read` reads variables, with its name in a comment. */
function lines(pieces, { write, read, indent, comment }) {
  return pieces.map(({ name, text, variable }) => `${indent}${variable ? read(variable) : write(text)}, ${comment} ${name}`).join("\n");
}

function shell(explanation, digest) {
  const { pieces } = recipe(explanation);
  const words = pieces.map(({ text, variable }) => (variable ? `"$${variable}"` : shellQuoted(text)));
  return `printf '%s' \\\n${words.map((word) => `  ${word} \\\n`).join("")}  | ${digest(recipe(explanation))}`;
}

const TEXT = { base64: "base64 -w 0", base64url: "base64 -w 0 | tr '+/' '-_' | tr -d '='" };

/** What makes the code of an explanation, by language; `sha256sum` knows no HMAC. */
export const generators = {
  shell: (explanation) => (recipe(explanation).mac ? undefined : shell(explanation, ({ hash }) => `${hash}sum`)),
  openssl: (explanation) => shell(explanation, ({ hash, mac, encoding }) => {
    const digest = `openssl dgst -${hash}${mac ? ' -hmac "$KEY"' : ""}`;
    return encoding === "hex" ? `${digest} -r` : `${digest} -binary | ${TEXT[encoding]}`;
  }),
  php(explanation) {
    const { hash, mac, encoding, pieces } = recipe(explanation);
    const list = lines(pieces, { write: phpQuoted, read: (name) => `getenv('${name}')`, indent: "    ", comment: "//" });
    const digest = mac ? `hash_hmac('${hash}', $text, getenv('KEY'), true)` : `hash('${hash}', $text, true)`;
    const written = { hex: `bin2hex(${digest})`, base64: `base64_encode(${digest})`, base64url: `rtrim(strtr(base64_encode(${digest}), '+/', '-_'), '=')` }[encoding];
    return `<?php\n$text = implode('', [\n${list}\n]);\necho ${written}, "\\n";`;
  },
  python(explanation) {
    const { hash, mac, encoding, pieces } = recipe(explanation);
    const list = lines(pieces, { write: quoted, read: (name) => `os.environ["${name}"]`, indent: "    ", comment: " #" });
    const digest = mac ? `hmac.new(os.environ["KEY"].encode(), text.encode(), hashlib.${hash}).digest()` : `hashlib.${hash}(text.encode()).digest()`;
    const written = { hex: "digest.hex()", base64: "base64.b64encode(digest).decode()", base64url: 'base64.urlsafe_b64encode(digest).decode().rstrip("=")' }[encoding];
    const modules = [encoding === "hex" ? "" : "base64", "hashlib", mac ? "hmac" : "", "os"].filter(Boolean);
    return `${modules.map((name) => `import ${name}`).join("\n")}\n\ntext = "".join([\n${list}\n])\ndigest = ${digest}\nprint(${written})`;
  },
  javascript(explanation) {
    const { hash, mac, encoding, pieces } = recipe(explanation);
    const list = lines(pieces, { write: quoted, read: (name) => `process.env.${name}`, indent: "  ", comment: "//" });
    const [name, made] = mac ? ["createHmac", `createHmac("${hash}", process.env.KEY)`] : ["createHash", `createHash("${hash}")`];
    return `import { ${name} } from "node:crypto";\n\nconst text = [\n${list}\n].join("");\nconsole.log(${made}.update(text, "utf8").digest("${encoding}"));`;
  },
  java(explanation) {
    const { hash, mac, encoding, pieces } = recipe(explanation);
    const list = lines(pieces, { write: quoted, read: (name) => `System.getenv("${name}")`, indent: "      ", comment: "//" });
    const digest = mac
      ? `Mac mac = Mac.getInstance("Hmac${CLASSES[hash]}");\n    mac.init(new SecretKeySpec(System.getenv("KEY").getBytes(UTF_8), mac.getAlgorithm()));\n    byte[] digest = mac.doFinal(text.getBytes(UTF_8));`
      : `byte[] digest = MessageDigest.getInstance("${CLASSES[hash].replace("SHA", "SHA-")}").digest(text.getBytes(UTF_8));`;
    const written = { hex: 'String.format("%0" + 2 * digest.length + "x", new BigInteger(1, digest))', base64: "Base64.getEncoder().encodeToString(digest)", base64url: "Base64.getUrlEncoder().withoutPadding().encodeToString(digest)" }[encoding];
    const imports = [...(encoding === "hex" ? ["java.math.BigInteger"] : []), ...(mac ? [] : ["java.security.MessageDigest"]), ...(encoding === "hex" ? [] : ["java.util.Base64"]), ...(mac ? ["javax.crypto.Mac", "javax.crypto.spec.SecretKeySpec"] : [])];
    // A call has no comma behind its last argument.
    const closed = list.replace(/,( \/\/[^\n]*)$/, "$1");
    return `import static java.nio.charset.StandardCharsets.UTF_8;\n\n${imports.map((name) => `import ${name};`).join("\n")}\n\nclass Sign {\n  public static void main(String[] arguments) throws Exception {\n    String text = String.join("",\n${closed}\n    );\n    ${digest}\n    System.out.println(${written});\n  }\n}`;
  },
  // What .NET Framework and Mono have too.
  csharp(explanation) {
    const { hash, mac, encoding, pieces } = recipe(explanation);
    const list = lines(pieces, { write: quoted, read: (name) => `Environment.GetEnvironmentVariable("${name}")`, indent: "            ", comment: "//" });
    const made = mac ? `new HMAC${CLASSES[hash]}(Encoding.UTF8.GetBytes(Environment.GetEnvironmentVariable("KEY")))` : `${CLASSES[hash]}.Create()`;
    const written = { hex: 'BitConverter.ToString(digest).Replace("-", "").ToLowerInvariant()', base64: "Convert.ToBase64String(digest)", base64url: "Convert.ToBase64String(digest).TrimEnd('=').Replace('+', '-').Replace('/', '_')" }[encoding];
    return `using System;\nusing System.Security.Cryptography;\nusing System.Text;\n\nclass Sign\n{\n    static void Main()\n    {\n        var text = string.Concat(new[] {\n${list}\n        });\n        var digest = ${made}.ComputeHash(Encoding.UTF8.GetBytes(text));\n        Console.WriteLine(${written});\n    }\n}`;
  },
  go(explanation) {
    const { hash, mac, encoding, pieces } = recipe(explanation);
    const list = lines(pieces, { write: quoted, read: (name) => `os.Getenv("${name}")`, indent: "\t\t", comment: "//" });
    const [folder, made, whole] = { sha256: ["sha256", "sha256.New", "sha256.Sum256"], md5: ["md5", "md5.New", "md5.Sum"], sha384: ["sha512", "sha512.New384", "sha512.Sum384"] }[hash];
    const digest = mac ? `mac := hmac.New(${made}, []byte(os.Getenv("KEY")))\n\tmac.Write([]byte(text))\n\tdigest := mac.Sum(nil)` : `digest := ${whole}([]byte(text))`;
    const bytes = mac ? "digest" : "digest[:]";
    const written = { hex: `hex.EncodeToString(${bytes})`, base64: `base64.StdEncoding.EncodeToString(${bytes})`, base64url: `base64.RawURLEncoding.EncodeToString(${bytes})` }[encoding];
    const imports = [...(mac ? ["crypto/hmac"] : []), `crypto/${folder}`, `encoding/${encoding === "hex" ? "hex" : "base64"}`, "fmt", ...(variables(explanation).length ? ["os"] : []), "strings"];
    return `package main\n\nimport (\n${imports.map((name) => `\t"${name}"`).join("\n")}\n)\n\nfunc main() {\n\ttext := strings.Join([]string{\n${list}\n\t}, "")\n\t${digest}\n\tfmt.Println(${written})\n}`;
  },
};
