/** A request as a curl command for a POSIX shell. */

/**
 * The command that sends exactly these bytes. `secrets` are `{ variable, value }`: the command names the variables, and
 * the shell that runs it fills them in.
 */
export function curl({ method, url, headers, body }, secrets) {
  // A secret that contains another must be found first.
  const longestFirst = secrets.filter(({ value }) => value !== "").sort((one, other) => other.value.length - one.value.length);
  const word = (text) => quoted(text, longestFirst) || "''";
  const lines = [`curl --globoff --request ${method}`, `--url ${word(url)}`];
  for (const [name, value] of Object.entries(headers)) lines.push(`--header ${word(`${name}: ${value}`)}`);
  // Unlike --data, it takes a leading @ for what it is.
  if (body !== undefined) lines.push(`--data-raw ${word(body)}`);
  return lines.join(" \\\n  ");
}

function quoted(text, [secret, ...others]) {
  if (secret !== undefined) {
    return text.split(secret.value).map((piece) => quoted(piece, others)).join(`"$${secret.variable}"`);
  }
  return text === "" ? "" : `'${text.replaceAll("'", "'\\''")}'`;
}
