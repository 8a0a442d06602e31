/** Who cannot show that an order is theirs learns nothing of it: ten families of attempts, on the real way. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Order } from '../../demo/shop/order.js';
import { makeOrderBook } from '../../demo/shop/order-book.js';
import type { StoryOrder } from '../../demo/shop/stories.js';
import { Parts } from '../../demo/stack/parts.js';
import { type Stack, startStack } from '../../demo/stack/stack.js';
import type { OutboxRow } from '../../src/store/store.js';
import { testMerchants } from './support/merchants.js';
import { families, type Scene, type Way } from './support/strangers.js';
import { factsOf, isSaidToEverybody, toldIn } from './support/told.js';
import { Visitor, type VisitorOptions } from './support/visitor.js';

const seed = 7;
const nonexistent = ['99901', '99902', '99903'];
const parts = new Parts();
let stack: Stack;
let outletChannel: string;
let orders: ReadonlyMap<string, Order>;
let foreigners: StoryOrder[];
let owners: StoryOrder[];

beforeAll(async () => {
  const merchants = parts.use(await testMerchants());
  outletChannel = merchants.keys.outletChannel;
  const workerEnv = { ...merchants.workerEnv, ORDERLY_REPLY_DELAY_MS: '400' };
  const today = new Date().toISOString().slice(0, 10);
  stack = parts.use(await startStack({ seed, workerEnv }));
  const book = makeOrderBook({ seed, now: Date.parse(today) });
  orders = new Map(book.orders.map((order) => [order.number, order]));
  const { shipped, two_parcels, late, partly_shipped, delivered, not_received } = stack.stories.single;
  foreigners = [...shipped, ...two_parcels, ...late, ...partly_shipped, ...delivered.slice(0, 20)];
  owners = [...not_received, ...delivered.slice(20)];
});

afterAll(() => parts[Symbol.asyncDispose]());

/** An order that nobody has asked for yet: what the shop is asked about it is this attempt's doing. */
function scene(): Scene {
  const [foreign, own] = [foreigners.shift(), owners.shift()];
  if (own !== undefined) owners.push(own);
  if (foreign === undefined || own === undefined) throw new Error('The order book has too few orders.');
  return { foreign, own, stack, outletChannel };
}

const factsAbout = ({ nummer }: StoryOrder): Set<string> => {
  const order = orders.get(nummer);
  if (order === undefined) throw new Error('The order book is another one than the shop has.');
  return factsOf(order);
};

/** Requests of which the order or its customer is the subject, but for the one that reads it to compare. */
async function askedBesides({ id, nummer, customer, sendungsnummern }: StoryOrder): Promise<string[]> {
  const [shop, carrier] = await Promise.all(
    [stack.shop, stack.carrier].map(({ controls }) => controls.requests()),
  );
  const marks = [
    id,
    nummer,
    customer.id,
    encodeURIComponent(customer.mail),
    customer.mail,
    ...sendungsnummern,
  ];
  return [...(shop ?? []), ...(carrier ?? [])]
    .map(({ method, path }) => `${method} ${path}`)
    .filter((request) => marks.some((mark) => request.includes(mark)))
    .filter((request) => request !== `GET /v2/auftraege/${nummer}`);
}

/** Plays one way; nothing of the foreign order may be told or looked up. */
async function learnsNothing(way: Way): Promise<void> {
  const here = scene();
  const visitor = new Visitor(stack, { language: 'en', ...way.options?.(here) });
  for (const text of way.own?.(here) ?? []) await visitor.says(text);
  const before = (await visitor.all()).length;
  const known = way.own === undefined ? new Set<string>() : factsAbout(here.own);
  expect(before > 0).toBe(way.own !== undefined);
  for (const text of way.says(here)) await visitor.says(text);
  const rows = (await visitor.all()).slice(before);
  expect(rows.length).toBeGreaterThan(0);
  // What somebody has heard of their own order is no news, also if the other has it too.
  const secret = new Set([...factsAbout(here.foreign)].filter((fact) => !known.has(fact)));
  expect(rows.flatMap((row) => toldIn(row, secret))).toEqual([]);
  // The rest of what they heard of their own order may come late.
  const isOfTheirOwn = (row: OutboxRow): boolean => toldIn(row, known).length > 0;
  const others = rows.filter((row) => row.kind !== 'handover' && !isOfTheirOwn(row));
  expect(others.filter((row) => !isSaidToEverybody(row))).toEqual([]);
  expect(await askedBesides(here.foreign)).toEqual([]);
}

test.each(Object.keys(families))('%s', async (family) => {
  await Promise.all((families[family] ?? []).map(learnsNothing));
});

test.each<[string, (number: string) => string[], VisitorOptions]>([
  ['with a wrong e-mail address', (n) => [`Where is my order ${n}?`, ...['a', 'b', 'c'].map(mail)], {}],
  [
    'with a wrong postcode',
    (n) => [`Where is my order ${n}? My postcode is 00001`, 'PLZ 00002', 'PLZ 00003'],
    {},
  ],
  ['with nothing', (n) => [`I would like a refund for order ${n}.`, 'I do not know.', 'No idea'], {}],
])('an order that does not exist is answered like a foreign one, %s', async (_, says, options) => {
  const { foreign } = scene();
  const number = nonexistent.shift() ?? '';
  expect(orders.has(number)).toBe(false);
  const [theirs, none] = await Promise.all(
    [foreign.nummer, number].map((one) => heardOf(one, says(one), options)),
  );
  expect(theirs).toEqual(none);
  expect(theirs?.length).toBeGreaterThan(1);
  expect(await askedBesides(foreign)).toEqual([]);
  const requests = (await stack.shop.controls.requests()).map(({ path }) => path);
  const reads = [foreign.nummer, number].map(
    (one) => requests.filter((path) => path.endsWith(`/${one}`)).length,
  );
  expect(reads[0]).toBe(reads[1]);
});

const mail = (name: string): string => `My e-mail address is ${name}@mail.example`;

/** All that is heard, without what differs by nature: the number, the conversation, the time. */
async function heardOf(number: string, says: readonly string[], options: VisitorOptions): Promise<object[]> {
  const visitor = new Visitor(stack, { language: 'en', ...options });
  for (const text of says) await visitor.says(text);
  return (await visitor.all()).map(({ kind, body, notBefore }) => ({
    kind,
    body: JSON.parse(
      JSON.stringify(body)
        .replaceAll(number, '#')
        .replaceAll(visitor.conversation, '~')
        .replaceAll(/"at":"[^"]+"/g, '"at":"then"'),
    ) as object,
    held: notBefore > 0,
  }));
}

test.each<[string, (own: StoryOrder) => string]>([
  [
    'its e-mail address',
    ({ nummer, customer }) => `Where is my order ${nummer}? My e-mail is ${customer.mail}`,
  ],
  ['its postcode', ({ nummer, customer }) => `Where is my order ${nummer}? My postcode is ${customer.plz}`],
])('who knows the number and %s hears of that order, in that conversation only', async (_, text) => {
  const { own, foreign } = scene();
  const visitor = new Visitor(stack, { language: 'en' });
  await visitor.says(text(own));
  const heard = await visitor.all();
  expect(heard.some(({ body }) => body.text.includes(own.nummer))).toBe(true);
  expect(heard.flatMap((row) => toldIn(row, factsAbout(own))).length).toBeGreaterThan(0);
  await visitor.says(`Where is my order ${foreign.nummer}?`);
  const further = (await visitor.all()).slice(heard.length);
  expect(further.every(isSaidToEverybody)).toBe(true);
  const elsewhere = new Visitor(stack, { language: 'en' });
  await elsewhere.says(`Where is my order ${own.nummer}?`);
  expect((await elsewhere.all()).every(isSaidToEverybody)).toBe(true);
});
