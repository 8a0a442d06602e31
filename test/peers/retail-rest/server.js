/** The Northgate order desk as an HTTP server: `RETAIL_DB=… DESK_KEY=… node server.js`. Prints its address. */
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { changeLines, changePayment, exchange, moveCustomer, moveTo, takeBack } from './changes.js';
import { Desk } from './desk.js';
import { Refusal } from './refusal.js';

const book = readFileSync(process.env.RETAIL_DB, 'utf8');
let desk = new Desk(JSON.parse(book));
const trouble = [];

const routes = [
  ['GET', /^\/api\/orders\/([^/]+)$/, ({ at, query }) => ({ data: desk.show(at[0], query) })],
  ['GET', /^\/api\/products\/([^/]+)$/, ({ at }) => ({ data: desk.product(at[0]) })],
  ['GET', /^\/api\/customers$/, ({ query }) => ({ data: desk.search(query) })],
  ['GET', /^\/api\/customers\/([^/]+)$/, ({ at }) => ({ data: customer(at[0]) })],
  ['GET', /^\/api\/customers\/([^/]+)\/orders$/, listOrders],
  ['GET', /^\/api\/orders\/([^/]+)\/lines\/(\d+)\/variants$/, ({ at }) => ({ data: desk.variants(...at) })],
  ['POST', /^\/api\/orders\/([^/]+)\/cancellation$/, ({ at, body }) => ({ data: desk.cancel(at[0], body) })],
  ['POST', /^\/api\/orders\/([^/]+)\/refunds$/, made(({ at, body, key }) => desk.refund(at[0], body, key))],
  ['POST', /^\/api\/orders\/([^/]+)\/returns$/, made(({ at, body }) => takeBack(desk, at[0], body))],
  ['POST', /^\/api\/orders\/([^/]+)\/exchanges$/, made(({ at, body }) => exchange(desk, at[0], body))],
  ['POST', /^\/api\/orders\/([^/]+)\/changes$/, made(({ at, body }) => changeLines(desk, at[0], body))],
  [
    'PUT',
    /^\/api\/orders\/([^/]+)\/payment$/,
    ({ at, body }) => ({ data: changePayment(desk, at[0], body) }),
  ],
  ['PUT', /^\/api\/orders\/([^/]+)\/ship-to$/, ({ at, body }) => ({ data: moveTo(desk, at[0], body) })],
  ['PUT', /^\/api\/customers\/([^/]+)\/home$/, ({ at, body }) => ({ data: moveCustomer(desk, at[0], body) })],
];

function customer(id) {
  return desk.search(new URLSearchParams({ email: desk.user(id).email })).find((found) => found.id === id);
}

/** Pages are told in a Link header with paths, not whole addresses (RFC 8288 allows both). */
function listOrders({ at, query, path }) {
  const { rows, page, per, last } = desk.ordersOf(at[0], query);
  const link = (number, rel) => `<${path}?page=${number}&per=${per}>; rel="${rel}"`;
  const links = [link(1, 'first'), ...(page > 1 ? [link(page - 1, 'prev')] : [])];
  if (page < last) links.push(link(page + 1, 'next'));
  links.push(link(last, 'last'));
  return { data: rows, headers: { link: links.join(', ') } };
}

/** Something new, under 201. */
function made(make) {
  return (asked) => ({ status: 201, data: make(asked) });
}

function send(response, status, value, headers = {}) {
  response
    .writeHead(status, { 'content-type': 'application/json;charset=UTF-8', ...headers })
    .end(JSON.stringify(value));
}

/** Whatever goes wrong before the desk is reached has no envelope, as gateways are. */
function problem(response, status, message) {
  send(response, status, { message });
}

function door(request, response, url) {
  if (url.pathname === '/__trouble') {
    for (let n = Number(url.searchParams.get('times') ?? 1); n > 0; n -= 1)
      trouble.push(url.searchParams.get('kind'));
    send(response, 200, trouble);
    return;
  }
  if (url.pathname === '/__reset') desk = new Desk(JSON.parse(book));
  if (url.pathname === '/__changed') return send(response, 200, desk.changed());
  const orders = Object.entries(desk.book.orders).map(([id, { status }]) => [id.slice(1), status]);
  send(response, 200, { ...desk.ledger, open: Object.fromEntries(orders) });
}

/** True where this call goes wrong before any work is done. */
function troubled(kind, response) {
  if (kind === 'busy') {
    send(response, 429, { message: 'slow down' }, { 'x-desk-wait-ms': '300' });
  } else if (kind === 'down') {
    response
      .writeHead(503, { 'content-type': 'text/html' })
      .end('<html><body>Be right back<br></body></html>');
  } else if (kind === 'broken') {
    response.writeHead(200, { 'content-type': 'application/json' }).end('{"ok":true,"data":{"id":"W');
  } else {
    return false;
  }
  return true;
}

function answer(request, response, text) {
  const url = new URL(request.url, 'http://desk');
  if (url.pathname.startsWith('/__')) return door(request, response, url);
  if (request.headers['x-desk-key'] !== process.env.DESK_KEY) return problem(response, 401, 'X-Desk-Key?');
  const kind = trouble.shift();
  if (troubled(kind, response)) return undefined;
  const known = routes.filter(([, pattern]) => pattern.test(url.pathname));
  const route = known.find(([method]) => method === request.method);
  if (route === undefined) return problem(response, known.length > 0 ? 405 : 404, 'no such route');
  const [method, pattern, handle] = route;
  let body = {};
  if (method !== 'GET') {
    if (!/^application\/json\b/.test(request.headers['content-type'] ?? ''))
      return problem(response, 415, 'JSON only');
    try {
      body = JSON.parse(text);
    } catch {
      return problem(response, 400, 'not JSON');
    }
    if (body === null || typeof body !== 'object') return problem(response, 400, 'an object, please');
  }
  const meta = { request: randomUUID() };
  const name = `${method} ${pattern.source.replaceAll('\\/', '/').replaceAll('([^/]+)', '*').slice(1, -1)}`;
  desk.ledger.calls[name] = (desk.ledger.calls[name] ?? 0) + 1;
  try {
    const at = pattern.exec(url.pathname).slice(1).map(decodeURIComponent);
    const key = method === 'GET' ? undefined : request.headers['idempotency-key'];
    const { done, replayed } = desk.once(key, `${method} ${url.pathname} ${text}`, () =>
      handle({ at, body, key, query: url.searchParams, path: url.pathname }),
    );
    if (kind === 'lost') return response.destroy();
    const status = replayed === undefined ? (done.status ?? 200) : 200;
    const headers = replayed === undefined ? done.headers : { 'idempotent-replay': 'true' };
    return send(response, status, { ok: true, data: done.data, meta }, headers);
  } catch (error) {
    if (!(error instanceof Refusal))
      return send(response, 500, { ok: false, err: { code: 'desk.broken' }, meta });
    desk.ledger.refusals[error.err.code] = (desk.ledger.refusals[error.err.code] ?? 0) + 1;
    return send(response, error.status, { ok: false, err: error.err, meta });
  }
}

const server = createServer((request, response) => {
  const chunks = [];
  request.on('data', (chunk) => chunks.push(chunk));
  request.on('error', () => undefined);
  request.on('end', () => answer(request, response, Buffer.concat(chunks).toString()));
});
server.listen(0, '127.0.0.1', () =>
  process.stdout.write(`listening on http://127.0.0.1:${server.address().port}\n`),
);
