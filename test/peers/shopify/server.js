/** Shopify's published schema under graphql-yoga: `SHOPIFY_SCHEMA=<introspection.json.gz> SHOPIFY_TOKEN=… node server.js`. */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { gunzipSync } from 'node:zlib';
import { mocksOf } from './mocks.js';
import { resolversOf } from './resolvers.js';
import { Shop } from './shop.js';

// One copy of graphql for all: its CommonJS one. Installed beside this file alone, so not imported by name.
const installed = createRequire(import.meta.url);
const graphql = installed('graphql');
const { addMocksToSchema } = installed('@graphql-tools/mock');
const { createYoga } = installed('graphql-yoga');

const path = '/admin/api/2026-10/graphql.json';
const introspection = JSON.parse(gunzipSync(readFileSync(process.env.SHOPIFY_SCHEMA)));
const bare = graphql.buildClientSchema(introspection.data ?? introspection);
const shop = new Shop();

const mocks = mocksOf(bare, graphql);
const schema = addMocksToSchema({ schema: bare, mocks, resolvers: resolversOf(bare, shop, graphql) });

/** What Shopify adds to each answer: what the query cost, and what is left. */
const bucket = { maximumAvailable: 2000, currentlyAvailable: 1990, restoreRate: 100 };
const costs = {
  onExecute: ({ args }) => ({
    onExecuteDone: ({ result, setResult }) => {
      const cost = JSON.stringify(args.document.definitions).split('"kind":"Field"').length;
      const extensions = {
        cost: { requestedQueryCost: cost, actualQueryCost: cost, throttleStatus: bucket },
      };
      for (const { operation, selectionSet } of args.document.definitions) {
        for (const { name } of operation === undefined ? [] : selectionSet.selections) {
          shop.ledger.operations[name?.value] = (shop.ledger.operations[name?.value] ?? 0) + 1;
        }
      }
      setResult({ ...result, extensions });
    },
  }),
};
const yoga = createYoga({
  schema,
  graphqlEndpoint: path,
  graphiql: false,
  landingPage: false,
  logging: false,
  maskedErrors: false,
  plugins: [costs],
});

let throttles = 0;
function send(response, status, value) {
  response
    .writeHead(status, {
      'content-type': 'application/json; charset=utf-8',
      'x-shopify-api-version': '2026-10',
    })
    .end(JSON.stringify(value));
}

/** The door for tests: what has happened, and what is to go wrong. */
function door(url, text, response) {
  if (url === '/__ledger') return send(response, 200, shop.ledger);
  const { throttled = 0, userErrors = [], carried, ...script } = JSON.parse(text);
  if (carried !== undefined) shop.carry(carried);
  throttles += throttled;
  shop.script.userErrors.push(...userErrors);
  Object.assign(shop.script, script);
  return send(response, 200, {});
}

function throttled() {
  shop.ledger.throttled += 1;
  const throttleStatus = { ...bucket, currentlyAvailable: 10 };
  return {
    errors: [
      {
        message: 'Throttled',
        extensions: { code: 'THROTTLED', documentation: 'https://shopify.dev/api/usage/rate-limits' },
      },
    ],
    extensions: { cost: { requestedQueryCost: 60, actualQueryCost: null, throttleStatus } },
  };
}

/** The token endpoint: a client that has the shop's token as its secret gets it, for a day. */
function token(text, response) {
  const asked = new URLSearchParams(text);
  const known = { client_credentials: 'client_secret', refresh_token: 'refresh_token' }[
    asked.get('grant_type')
  ];
  if (asked.get(known) !== process.env.SHOPIFY_TOKEN) return send(response, 400, { error: 'invalid_client' });
  const more = known === 'refresh_token' ? { refresh_token: process.env.SHOPIFY_TOKEN } : {};
  return send(response, 200, { access_token: process.env.SHOPIFY_TOKEN, expires_in: 86399, ...more });
}

const server = createServer((request, response) => {
  if (request.url === '/admin/oauth/access_token') {
    const chunks = [];
    request.on('data', (chunk) => chunks.push(chunk));
    request.on('end', () => token(Buffer.concat(chunks).toString(), response));
  } else if (request.url.startsWith('/__')) {
    const chunks = [];
    request.on('data', (chunk) => chunks.push(chunk));
    request.on('end', () => door(request.url, Buffer.concat(chunks).toString(), response));
  } else if (request.headers['x-shopify-access-token'] !== process.env.SHOPIFY_TOKEN) {
    send(response, 401, {
      errors: '[API] Invalid API key or access token (unrecognized login or wrong password)',
    });
  } else if (request.url !== path) {
    send(response, 404, { errors: 'Not Found' });
  } else if (throttles > 0) {
    throttles -= 1;
    request.resume();
    send(response, 200, throttled());
  } else {
    response.setHeader('x-shopify-api-version', '2026-10');
    yoga(request, response);
  }
});
server.listen(0, '127.0.0.1', () =>
  process.stdout.write(`listening on http://127.0.0.1:${server.address().port}\n`),
);
