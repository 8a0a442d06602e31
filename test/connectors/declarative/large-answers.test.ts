/** Answers of the largest size that is read by default: they are mapped whole, and other work goes on meanwhile. */
import { describe, expect, test } from 'vitest';
import { isDeepStrictEqual } from 'node:util';
import { buildConnection } from '../../../src/connectors/build-connection.js';
import type { Attempt } from '../../../src/connectors/connector.js';
import type { Json, JsonObject } from '../../../src/contracts/json.js';
import { serve } from '../../support/hostile-server.js';
import { memoryTokens } from '../../support/memory-tokens.js';
import { connectionFile } from './support/called.js';
import { turnsUntil } from './support/turns.js';

const SIZE = 1_990_000;
const FIELDS = `
      ref: $.id
      number: $.id
      customerEmail: $.mail
      status: { path: $.state, values: { SENT: shipped } }
      createdAt: $.at
      amount: { decimal: $.total, currency: EUR }`;
const LINES = `
      lines: { each: "$.lines[*]", fields: { name: $.name, sku: $.sku, quantity: $.count } }`;

/** As many orders as fit. */
function orders(written: (order: JsonObject) => string): JsonObject[] {
  const found: JsonObject[] = [];
  for (let size = 0; ;) {
    const id = `r${found.length}`;
    const lines = [1, 2, 3, 4].map((n) => ({ name: `Article ${n}`, sku: `00${n}`, count: n }));
    const order = {
      id,
      mail: 'a@b.example',
      state: 'SENT',
      at: '2026-11-02T10:00:00Z',
      total: '49.20',
      lines,
    };
    size += written(order).length + 1;
    if (size > SIZE) return found;
    found.push(order);
  }
}

const inJson = (order: JsonObject): string => JSON.stringify(order);
const tag = (name: string, content: Json | undefined): string => `<${name}>${content as string}</${name}>`;
const inXml = ({ lines, ...order }: JsonObject): string => {
  const tags = (record: JsonObject): string =>
    Object.entries(record)
      .map(([name, value]) => tag(name, value))
      .join('');
  return tag('order', tags(order) + (lines as JsonObject[]).map((line) => tag('lines', tags(line))).join(''));
};
const inCsv = ({ id, mail, state, at, total }: JsonObject): string =>
  [id, mail, state, at, JSON.stringify(total)].map((column) => column as string).join();

const business = (lines: boolean, { id, lines: theirs }: JsonObject): Json => ({
  ref: id!,
  number: id!,
  customerEmail: 'a@b.example',
  status: 'shipped',
  createdAt: Date.UTC(2026, 10, 2, 10),
  amount: { minor: 4920, currency: 'EUR' },
  lines: lines
    ? (theirs as JsonObject[]).map(({ name, sku, count }) => ({ name: name!, sku: sku!, quantity: count! }))
    : [],
  shipments: [],
  returns: [],
});

interface Case {
  written: (order: JsonObject) => string;
  whole: (orders: string[]) => string;
  rules: string;
  lines: boolean;
}

const cases: Record<string, Case> = {
  json: {
    written: inJson,
    whole: (all) => `{"orders":[${all.join()}]}`,
    rules: `request: { path: /orders }\n    each: $.orders[*]`,
    lines: true,
  },
  'json-lines': {
    written: inJson,
    whole: (all) => all.join('\n'),
    rules: `request: { path: /orders }\n    answer: { format: json-lines }\n    each: $[*]`,
    lines: true,
  },
  graphql: {
    written: inJson,
    whole: (all) => `{"data":{"orders":[${all.join()}]}}`,
    rules: `request: { path: /graphql, graphql: "query Q { orders { id mail state at total lines { name sku count } } }" }\n    each: $.data.orders[*]`,
    lines: true,
  },
  xml: {
    written: inXml,
    whole: (all) => `<r>${all.join('')}</r>`,
    rules: `request: { path: /orders }\n    answer: { format: xml }\n    each: $.r.order[*]`,
    lines: true,
  },
  csv: {
    written: inCsv,
    whole: (all) => ['id,mail,state,at,total', ...all].join('\n'),
    rules: `request: { path: /orders }\n    answer: { format: csv }\n    each: $[*]`,
    lines: false,
  },
};

/** Calls `orders.find` of a system that answers with a text; counts the turns of the event loop between both. */
async function found({ rules, lines }: Case, text: string): Promise<{ attempt: Attempt; turns: number }> {
  let answered = false;
  await using server = await serve((_hit, response) => {
    response.writeHead(200).end(text, () => (answered = true));
  });
  const operations = `  orders.find:\n    ${rules}\n    fields:${FIELDS}${lines ? LINES : ''}\n`;
  const { connection, issues } = buildConnection({
    file: 'shop.yaml',
    text: connectionFile(server.url, operations),
    secrets: () => 'S',
    egressAllow: ['127.0.0.1'],
    tokens: memoryTokens(),
  });
  expect(issues).toEqual([]);
  const attempt = connection!.attempt({ operation: 'orders.find', inputs: { email: 'a@b.example' } });
  const turns = await turnsUntil(attempt, { counts: () => answered });
  return { attempt: await attempt, turns };
}

describe('An answer of 2 MB is mapped whole while other work goes on', () => {
  test.each(Object.entries(cases))('%s', async (_name, one) => {
    const all = orders(one.written);
    const { attempt, turns } = await found(one, one.whole(all.map(one.written)));
    expect(attempt.is).toBe('done');
    const mapped = (attempt as Attempt & { is: 'done' }).outputs['orders'] as Json[];
    expect(mapped).toHaveLength(all.length);
    // A difference of all of them would be shown for minutes.
    const wrong = all.findIndex((order, n) => !isDeepStrictEqual(mapped[n], business(one.lines, order)));
    expect(mapped[wrong]).toEqual(all[wrong] && business(one.lines, all[wrong]));
    expect(turns).toBeGreaterThan(5);
  });

  test('and so are several at a time', async () => {
    const { json, xml } = cases as { json: Case; xml: Case };
    const [first, second] = [orders(inJson), orders(inXml)];
    const answers = await Promise.all([
      found(json, json.whole(first.map(inJson))),
      found(xml, xml.whole(second.map(inXml))),
      found(json, json.whole(first.map(inJson))),
    ]);
    const numbers = answers.map(({ attempt }) =>
      attempt.is === 'done' ? (attempt.outputs['orders'] as Json[]).length : attempt.is,
    );
    expect(numbers).toEqual([first.length, second.length, first.length]);
  });
});

describe('More than is read of one answer is refused', () => {
  test.each([
    ['values', `{"orders":[${'1,'.repeat(400_000)}1]}`],
    ['names', `{${Array.from({ length: 60_000 }, (_, n) => `"k${n}":1`).join()},"orders":[]}`],
  ])('%s', async (_what, text) => {
    const { attempt } = await found(cases['json']!, text);
    expect(attempt).toEqual({ is: 'later', code: 'answer_unreadable' });
  });
});
