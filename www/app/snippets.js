/** Code that sends a request, to copy. */

export function curl({ method, url, headers, body }) {
  const quoted = (text) => `'${text.replaceAll("'", `'\\''`)}'`;
  const lines = [`curl -X ${method} ${quoted(url)}`];
  for (const [name, value] of Object.entries(headers)) lines.push(`-H ${quoted(`${name}: ${value}`)}`);
  if (body !== undefined) lines.push(`--data-raw ${quoted(body)}`);
  return lines.join(" \\\n  ");
}

export function fetchCall({ method, url, headers, body }) {
  const lines = [`const response = await fetch(${literal(url)}, {`, `  method: ${literal(method)},`, "  headers: {"];
  for (const [name, value] of Object.entries(headers)) lines.push(`    ${literal(name)}: ${literal(value)},`);
  lines.push("  },");
  if (body !== undefined) lines.push(`  body: ${literal(body)},`);
  lines.push("});");
  return lines.join("\n");
}

/** The same through the package: the signature is made where the code runs. */
export function packageCall({ className, operation, fields, config, input, options }) {
  const instance = className[0].toLowerCase() + className.slice(1);
  const lines = [`import { ${className} } from "tawqee";`, "", `const ${instance} = new ${className}({`];
  for (const { name, secret } of fields) {
    if (config[name]) lines.push(`  ${name}: ${secret ? `process.env.${environmentName(className, name)}` : literal(config[name])},`);
  }
  const given = [input.trim(), ...(options.trim() && options.trim() !== "{}" ? [options.trim()] : [])];
  const call = operation[0].toUpperCase() + operation.slice(1);
  lines.push(
    "});",
    `const request = ${instance}.${operation}(${given.join(", ")});`,
    "const response = await fetch(request.url, request);",
    `const outcome = ${instance}.read${call}({ status: response.status, body: await response.text() });`,
  );
  return lines.join("\n");
}

/** A whole HTTP message, as it travels. */
export function httpMessage({ method, url, headers, body }) {
  const lines = [`${method} ${url}`, ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`)];
  return body === undefined ? lines.join("\n") : `${lines.join("\n")}\n\n${body}`;
}

function environmentName(className, name) {
  const words = `${className}${name[0].toUpperCase()}${name.slice(1)}`.replace(/^UPayments/, "Upayments");
  return words.replace(/(?<=[a-z\d])(?=[A-Z])/g, "_").toUpperCase();
}

/** In single quotes when that spares the reader a row of backslashes. */
function literal(text) {
  const double = JSON.stringify(text);
  if (!text.includes('"')) return double;
  return `'${double.slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`;
}
