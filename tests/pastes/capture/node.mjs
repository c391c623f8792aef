// Clients of Node: `node node.mjs <client>`.

import { readFileSync } from 'node:fs';

const charge = JSON.parse(readFileSync(new URL('charge.json', import.meta.url), 'utf8'));
const url = 'http://127.0.0.1:8477/ECommerceWeb/Fawry/payments/charge';

const clients = {
  async got() {
    const { default: got } = await import('got');
    await got.post(url, { json: charge }).json();
  },
  /** What a hook logs of the options. */
  async 'got-options'() {
    const { default: got } = await import('got');
    const hooks = { beforeRequest: [({ method, url, headers, body }) => console.log({ method, url, headers, body })] };
    await got.post(url, { json: charge, hooks });
  },
  async undici() {
    const { request } = await import('undici');
    const headers = { 'content-type': 'application/json' };
    await request(url, { method: 'POST', headers, body: JSON.stringify(charge) });
  },
  async 'undici-diagnostics'() {
    const { subscribe } = await import('node:diagnostics_channel');
    const { request } = await import('undici');
    subscribe('undici:request:create', ({ request: { method, origin, path, headers, body } }) =>
      console.log({ method, origin, path, headers, body }),
    );
    const headers = { 'content-type': 'application/json' };
    await request(url, { method: 'POST', headers, body: JSON.stringify(charge) });
  },
  async superagent() {
    const { default: superagent } = await import('superagent');
    await superagent.post(url).send(charge);
  },
  async needle() {
    const { default: needle } = await import('needle');
    await needle('post', url, charge, { json: true });
  },
  async 'node-https'() {
    const { request } = await import('node:http');
    await new Promise((resolve) => {
      const sent = request(url, { method: 'POST', headers: { 'Content-Type': 'application/json' } }, resolve);
      sent.end(JSON.stringify(charge));
    });
  },
};

await clients[process.argv[2]]();
