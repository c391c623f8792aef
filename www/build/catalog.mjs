/** The catalog as far as the page uses it: without what is said to programmers, other programs or the documentation. */

/** The script with the catalog; JSON in a string is read faster than an object of that size. */
export function slim(script) {
  const catalog = JSON.parse(script.slice(script.indexOf("{"), script.lastIndexOf("}") + 1));
  return `export const catalog = JSON.parse(${JSON.stringify(JSON.stringify({
    version: catalog.version,
    secretHeaders: catalog.secretHeaders,
    options: type(catalog.options, field),
    classes: catalog.classes.map(classOf),
  }))});`;
}

function classOf({ class: name, gateway, options, config, callOptions, signsWith, results, events, methods, pasted, operations }) {
  return {
    class: name,
    gateway,
    options: type(options, field),
    config,
    callOptions,
    signsWith,
    results: results.map((result) => ({ name: result.name, ...type(result, bareField) })),
    events: events.map(({ name: event, sample }) => ({ name: event, sample })),
    methods: methods.map(method),
    pasted,
    operations: operations.map(operation),
  };
}

function method({ name, event, title, takes, gives, key }) {
  const { beside } = takes;
  return { name, event, title, takes: { ...takes, ...(beside && { beside: type(beside, bareField) }) }, gives, key };
}

function operation({ name, method, signed, unsigned, options, summary, input, samples }) {
  return { name, method, signed, unsigned, options, summary, input: type(input, field), samples };
}

const type = ({ fields }, one) => ({ fields: fields.map(one) });

/** What is absent, empty or false is left out. */
function field({ name, doc, required, ts, list, rule, secret, members }) {
  const said = Object.entries({ required, list, rule, secret }).filter(([, value]) => value);
  return { name, doc, ts, ...Object.fromEntries(said), ...(members && { members: type(members, field) }) };
}

function bareField({ name, secret, members }) {
  return { name, ...(secret && { secret }), ...(members && { members: type(members, bareField) }) };
}
