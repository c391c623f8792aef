// What Postman exports and generates: `node postman.mjs collection`, `… report`, `… code <language> <variant>`.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const require = createRequire(`${process.cwd()}/`);
const { Collection } = require('postman-collection');
const raw = JSON.stringify(JSON.parse(readFileSync(new URL('charge.json', import.meta.url), 'utf8')), null, 2);

const collection = new Collection({
  info: { name: 'Fawry' },
  item: [
    {
      name: 'Charge',
      request: {
        method: 'POST',
        url: 'http://127.0.0.1:8477/ECommerceWeb/Fawry/payments/charge',
        header: [{ key: 'Content-Type', value: 'application/json' }],
        body: { mode: 'raw', raw, options: { raw: { language: 'json' } } },
      },
    },
  ],
});

const [, , what, language, variant] = process.argv;
if (what === 'collection') {
  console.log(JSON.stringify(collection.toJSON(), null, '\t'));
} else if (what === 'report') {
  const newman = require('newman');
  newman.run({ collection, reporters: [] }, (error, summary) => {
    if (error) throw error;
    // What the reporter `json` writes of an execution.
    const [{ item, request, response }] = summary.run.executions;
    console.log(JSON.stringify({ run: { executions: [{ item, request, response }] } }, null, 2));
  });
} else {
  const { convert } = require('postman-code-generators');
  convert(language, variant, collection.items.idx(0).request, {}, (error, code) => {
    if (error) throw error;
    console.log(code);
  });
}
