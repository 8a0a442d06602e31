/** Recordings: nothing of the real case is in them, and they play to the same end. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openCaller, type SeenCall } from '../../../src/cli/call/caller.js';
import { record } from '../../../src/cli/call/record-call.js';
import { type Recording, readReplay } from '../../../src/cli/call/recording.js';
import type { JsonObject } from '../../../src/contracts/json.js';
import { type HostileServer, serve } from '../../support/hostile-server.js';
import { type Acme, writeAcme } from './acme.js';

const merchant = `operations: { orders: api, soap: api, graph: api, sums: api, vowels: api }
custom:
  operations:
    soap.order: { inputs: { number: text }, outputs: { number: text, state: text, name: text, placed: date }, effect: read, privacy: none }
    graph.order: { inputs: { number: text }, outputs: { ref: text, state: text }, effect: read, privacy: none }
    sums.paid: { inputs: { number: text }, outputs: { ref: text }, effect: read, privacy: none }
    vowels.ask: { inputs: { number: text }, outputs: { ref: text }, effect: read, privacy: none }
`;
const connection = `connection: api
connector: declarative
baseUrl: \${secret.API_URL}
egress: { allow: [127.0.0.1] }
operations:
  orders.get:
    request: { path: '/orders/\${inputs.number}' }
    none: { status: 404 }
    refusal: { path: $.error }
    fields: &order
      number: $.no
      ref: $.key
      customerEmail: $.mail
      createdAt: { path: $.placed, format: dd.MM.yyyy HH:mm, zone: Europe/Berlin }
      amount: { minor: $.cents, currency: $.currency }
      status: { path: $.state, values: { Verschickt: shipped, Offen: open } }
  orders.find:
    request: { path: /orders, query: { mail: '\${inputs.email}' } }
    paging: { link: next, max: 5 }
    each: $.orders[*]
    fields: *order
  soap.order:
    request: { soap: { action: read, envelope: '<read><no>\${inputs.number}</no></read>' } }
    results: { }
    at: $.readResponse.order
    fields: { number: $.no, name: $.name, state: { path: $.state, values: { SENT: sent } }, placed: $.placed }
    success: { path: $.readResponse.order.state, is: SENT }
  graph.order:
    request: { graphql: 'query($n: String) { order(n: $n) { id state shipments { id } } }', variables: { n: '\${inputs.number}' } }
    partial: [order.shipments]
    fields: { ref: $.data.order.id, state: $.data.order.state }
    success: { path: $.data.order.state, is: [Verschickt, SENT] }
  sums.paid:
    request: { path: '/sums/\${inputs.number}' }
    fields: { ref: '$.payments[?@.paid >= @.total].id' }
  vowels.ask:
    request: { path: '/vowels/\${inputs.number}' }
    answer: { format: text, pattern: '(?P<ref>[AEIOU]{12})' }
    fields: { ref: $.ref }
`;

let acme: Acme;
let shop: HostileServer;
let answer: { status?: number; type?: string; body: string; headers?: Record<string, string> }[] = [];

beforeAll(async () => {
  shop = await serve((_hit, response) => {
    const { status = 200, type = 'application/json', body, headers } = answer.shift() ?? { body: '' };
    response.writeHead(status, { 'content-type': type, ...headers }).end(body);
  });
  acme = await writeAcme({ merchant, connection, secrets: { API_URL: shop.url } });
});

afterAll(async () => {
  await acme[Symbol.asyncDispose]();
  await shop[Symbol.asyncDispose]();
});

beforeEach(() => {
  answer = [];
});

interface Played {
  seen: SeenCall;
  text: string;
  recording: Recording;
  replayed: SeenCall;
  inputs: JsonObject;
  said: string | undefined;
}

/** Calls, records, and plays what stands in the file. */
async function play(operation: string, inputs: JsonObject): Promise<Played> {
  const file = join(acme.folder, 'case.json');
  await using caller = await acme.open();
  const seen = await caller.call(operation, inputs);
  const said = await record(file, { merchant: 'acme', operation, inputs, seen }, caller);
  const text = await readFile(file, 'utf8');
  const replay = await readReplay(file);
  await using player = await openCaller('acme', replay.network);
  const replayed = await player.call(operation, replay.inputs);
  return { seen, text, recording: JSON.parse(text) as Recording, replayed, inputs: replay.inputs, said };
}

const order = {
  ...{ no: '10105', key: 'a_xer9mz5yc2vy', mail: 'Anna.Muster@mail.example', placed: '28.10.2026 18:05' },
  ...{ cents: 8840, currency: 'EUR', state: 'Verschickt' },
};
const private_ = {
  note: '2026-11-01 Anna Muster rang',
  born: '1985-03-17',
  postcode: 'SW1A 2AA',
  plz: '10557',
  code: 'WELCOME10',
  phone: 491701234567,
  account: 90071992547409931234,
  contacts: { 'anna.muster@mail.example': { Muster: 'DROSTE' } },
  self: 'https://shop.example/customers/anna-muster/10105?mail=anna.muster%40mail.example',
};
const real = (
  '10105 a_xer9mz5yc2vy xer9mz5yc2vy anna muster Anna Muster mail.example rang 1985 SW1A 10557 WELCOME WELCOME10 ' +
  '491701234567 9007199254 DROSTE 8840 shop.example'
).split(' ');

/** A short word may stand inside of a longer stand-in by chance, so it is looked for as a word of its own. */
const asWord = (word: string): RegExp => {
  if (word.length >= 8) return new RegExp(word);
  const kin = /^\d+$/.test(word) ? '\\d' : /^\p{L}+$/u.test(word) ? '\\p{L}' : '[\\p{L}\\d]';
  return new RegExp(`(?<!${kin})${word}(?!${kin})`, 'u');
};
/** Of what was answered; a stand-in may be a word by chance that the shop had not said. */
const nothingReal = (text: string, answered: string): void => {
  const said = `${answered} 10105 anna.muster@mail.example`;
  for (const word of real) if (said.includes(word)) expect(text).not.toMatch(asWord(word));
};

describe('an order in JSON', () => {
  test('no text, code, key of a map or part of a path is in it, and it is the same order still', async () => {
    answer = [{ body: JSON.stringify({ ...order, ...private_ }) }];
    const { seen, text, recording, replayed, inputs, said } = await play('orders.get', { number: '10105' });
    nothingReal(text, JSON.stringify({ ...order, ...private_ }));
    expect(said).toBeUndefined();
    expect(seen.attempt).toMatchObject({ is: 'done', result: 'found' });
    expect(recording.outcome).toEqual({ is: 'done', code: 'found' });
    expect(replayed.attempt).toMatchObject({
      ...{ is: 'done', result: 'found' },
      outputs: {
        order: {
          ...{ number: inputs['number'], status: 'shipped', createdAt: Date.parse('2026-10-28T17:05:00Z') },
          amount: { currency: 'EUR' },
        },
      },
    });
    expect(text).toContain(`/orders/${JSON.stringify(inputs['number']).slice(1, -1)}`);
  });

  test('names that shops usually have stay, also of members that nobody read', async () => {
    answer = [{ body: JSON.stringify({ ...order, email: 'anna', tracking_number: '10557', anna: 1 }) }];
    const { replayed } = await play('orders.get', { number: '10105' });
    expect(replayed.unused).toEqual([
      '$.email',
      '$.tracking_number',
      expect.stringMatching(/^\$\.(?!anna)[a-z]{4}$/),
    ]);
  });

  test('a refusal, an answer that is none and a status keep their meaning', async () => {
    for (const [given, is] of [
      [
        { status: 404, body: '{}' },
        { is: 'done', result: 'not_found' },
      ],
      [{ status: 409, body: '{"error":"Kunde Anna Muster"}' }, { is: 'refused' }],
      [{ body: '<html>Anna Muster</html>' }, { is: 'later' }],
      [{ status: 503, body: 'Anna Muster' }, { is: 'later' }],
      [
        { status: 409, body: '{"error":"ORDER_LOCKED"}' },
        { is: 'refused', code: 'order_locked' },
      ],
    ] as const) {
      answer = [given];
      const { text, replayed, seen } = await play('orders.get', { number: '10105' });
      nothingReal(text, given.body);
      expect(seen.attempt).toMatchObject(is);
      expect(replayed.attempt).toMatchObject(is);
    }
  });
});

test('a large list comes whole, page by page, and every order is the customer’s still', async () => {
  const page = (from: number): string =>
    JSON.stringify({
      orders: Array.from({ length: 120 }, (_each, index) => ({
        ...order,
        ...private_,
        no: `R${20_000 + from + index}`,
      })),
    });
  answer = [
    { body: page(0), headers: { link: `<${shop.url}/orders?after=anna>; rel="next"` } },
    { body: page(500) },
  ];
  expect(page(0).length).toBeGreaterThan(20_000);
  const { seen, replayed, text } = await play('orders.find', { email: 'anna.muster@mail.example' });
  for (const { attempt } of [seen, replayed])
    expect(attempt).toMatchObject({ outputs: { orders: { length: 240 } } });
  expect((replayed.attempt as unknown as { outputs: { orders: unknown[] } }).outputs.orders).toHaveLength(
    240,
  );
  nothingReal(text, page(0));
});

test('SOAP: no comment, CDATA, attribute or text is left, and the fields are read', async () => {
  const body = `<?xml version="1.0"?><!-- Anna Muster --><s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body>
    <a:readResponse xmlns:a="urn:shop"><order kunde="Anna Muster"><no>10<!-- DROSTE -->105</no><state>SENT</state>
    <name><![CDATA[Anna <Muster> & DROSTE]]></name><placed>2026-10-28</placed><plz>10557</plz><note>2026-11-01 Anna Muster rang</note>
    <filler>${'<x>Anna Muster</x>'.repeat(2000)}</filler></order></a:readResponse></s:Body></s:Envelope>`;
  answer = [{ type: 'text/xml; charset=utf-8', body }];
  const { seen, replayed, text, inputs } = await play('soap.order', { number: '10105' });
  expect(seen.attempt).toMatchObject({
    is: 'done',
    outputs: { name: 'Anna <Muster> & DROSTE', state: 'sent' },
  });
  nothingReal(text, body);
  expect(text).not.toMatch(/CDATA|<!--/);
  expect(replayed.attempt).toMatchObject({
    is: 'done',
    outputs: { number: inputs['number'], state: 'sent', placed: '2026-10-28' },
  });
});

test('GraphQL: a place that may be missing may be so still, and an error is one still', async () => {
  const data = { order: { id: 'gid://shop/Order/10105', state: 'Verschickt', shipments: null } };
  for (const place of [
    ['order', 'shipments'],
    ['order', 'id'],
  ]) {
    answer = [{ body: JSON.stringify({ data, errors: [{ message: 'Anna Muster', path: place }] }) }];
    const { seen, replayed, text } = await play('graph.order', { number: '10105' });
    expect(replayed.attempt.is).toBe(seen.attempt.is);
    expect(seen.attempt.is).toBe(place.includes('id') ? 'later' : 'done');
    nothingReal(text, 'Anna Muster');
  }
});

test('amounts that an answer is only believed with are kept, where nothing else plays to the same end', async () => {
  const body = JSON.stringify({
    payments: [
      { id: 'Anna', paid: 10.5, total: 10.25 },
      { id: 'DROSTE', paid: 9999.5, total: 10_000.25 },
    ],
  });
  for (let count = 0; count < 3; count++) {
    answer = [{ body }];
    const { seen, replayed, said, text } = await play('sums.paid', { number: '10105' });
    expect(seen.attempt).toMatchObject({ is: 'done', outputs: { ref: 'Anna' } });
    expect(said).toBeUndefined();
    expect(replayed.attempt.is).toBe('done');
    nothingReal(text, body);
  }
});

test('what cannot be kept is said in a line, and the recording says how it ends', async () => {
  answer = [{ type: 'text/plain', body: 'AEIOUAEIOUAE' }];
  const { seen, said, recording, replayed } = await play('vowels.ask', { number: '10105' });
  expect(seen.attempt.is).toBe('done');
  expect(said).toMatch(/^The recording ends with later: answer_unreadable instead of done: done because /);
  expect(recording.outcome.is).toBe(replayed.attempt.is);
});
