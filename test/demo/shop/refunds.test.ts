import { expect, test } from 'vitest';
import { appendFile, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startShop } from '../../../demo/shop/shop.js';
import type { StoryOrder } from '../../../demo/shop/stories.js';
import { clientOf, noon, refundOf, temporaryFolder, testShop } from './support.js';

const refunds = ({ id }: StoryOrder) => `/v2/auftraege/${id}/erstattungen`;
const quote = ({ id }: StoryOrder) => `/v2/auftraege/${id}/erstattung`;
const cancel = ({ id }: StoryOrder) => `/v2/auftraege/${id}/storno`;

test('a refund is booked, told, and seen in quote, order and ledger', async () => {
  await using running = await testShop();
  const { client, shop, stories } = running;
  const order = stories.refundable.from60To190[0]!;
  const total = order.betrag_cent;
  expect((await client.get(quote(order))).body).toEqual({
    erstattbar_cent: total,
    erstattet_cent: 0,
    waehrung: 'EUR',
  });

  const part = await client.post(refunds(order), refundOf(1_000), 'k1');
  expect(part.status).toBe(201);
  expect(part.body).toEqual({
    erstattung_id: expect.any(String),
    betrag_cent: 1_000,
    waehrung: 'EUR',
    status: 'GEBUCHT',
  });
  expect((await client.get(quote(order))).body).toMatchObject({
    erstattbar_cent: total - 1_000,
    erstattet_cent: 1_000,
  });
  expect((await client.get(`/v2/auftraege/${order.nummer}`)).body).toMatchObject({ status: 'ZUGESTELLT' });

  expect((await client.post(refunds(order), refundOf(total - 1_000), 'k2')).status).toBe(201);
  expect((await client.get(`/v2/auftraege/${order.nummer}`)).body).toMatchObject({
    status: 'ERSTATTET',
    erstattet_cent: total,
  });
  expect(await shop.controls.ledger()).toMatchObject([
    { orderId: order.id, nummer: order.nummer, kind: 'erstattung', cents: 1_000, key: 'k1' },
    { orderId: order.id, nummer: order.nummer, kind: 'erstattung', cents: total - 1_000, key: 'k2' },
  ]);
});

test('each refusal has its 409 and code, and books nothing', async () => {
  await using running = await testShop();
  const { client, shop, stories } = running;
  const delivered = stories.refundable.below50[0]!;
  const cases = [
    [refunds(delivered), refundOf(delivered.betrag_cent + 1), 'BETRAG_ZU_HOCH'],
    [refunds(stories.single.refunded[0]!), refundOf(100), 'SCHON_ERSTATTET'],
    [refunds(stories.single.cancelled[0]!), refundOf(100), 'SCHON_ERSTATTET'],
    [refunds(stories.single.open[0]!), refundOf(100), 'NICHT_ERSTATTBAR'],
    [cancel(delivered), {}, 'SCHON_VERSANDT'],
    [cancel(stories.single.cancelled[0]!), {}, 'SCHON_STORNIERT'],
  ] as const;
  for (const [path, body, code] of cases) {
    const answer = await client.post(path, body, path);
    expect([answer.status, answer.body]).toEqual([409, { code, text: expect.any(String) }]);
  }
  expect(await shop.controls.ledger()).toEqual([]);
});

test.each([
  { ...refundOf(100), waehrung: 'USD' },
  refundOf(0),
  refundOf(1.5),
  refundOf(100, 'LAUNE'),
  'no object',
])('a refund that cannot be understood is a 400: %j', async (body) => {
  await using running = await testShop();
  const { client, stories } = running;
  const answer = await client.post(refunds(stories.refundable.below50[0]!), body);
  expect([answer.status, answer.body]).toEqual([
    400,
    { code: 'EINGABE_UNGUELTIG', text: expect.any(String) },
  ]);
});

test('a new order is cancelled once, and its price given back', async () => {
  await using running = await testShop();
  const { client, shop, stories } = running;
  const order = stories.single.open[0]!;
  const first = await client.post(cancel(order), {}, 'k');
  expect(first).toMatchObject({ status: 201, body: { betrag_cent: order.betrag_cent, status: 'STORNIERT' } });
  expect((await client.post(cancel(order), {}, 'k')).body).toEqual(first.body);
  expect((await client.get(quote(order))).body).toMatchObject({
    erstattbar_cent: 0,
    erstattet_cent: order.betrag_cent,
  });
  expect(await shop.controls.ledger()).toMatchObject([
    { kind: 'storno', cents: order.betrag_cent, key: 'k' },
  ]);
});

test('one key is one refund, however often and however much at once it is sent', async () => {
  await using running = await testShop();
  const { client, shop, stories } = running;
  const order = stories.refundable.from60To190[0]!;
  const answers = await Promise.all(
    Array.from({ length: 20 }, () => client.post(refunds(order), refundOf(500), 'one')),
  );
  expect(new Set(answers.map(({ status, body }) => JSON.stringify([status, body]))).size).toBe(1);
  expect(await shop.controls.ledger()).toHaveLength(1);
});

test('a key used for something else is refused', async () => {
  await using running = await testShop();
  const { client, stories } = running;
  const [order, other] = [stories.refundable.below50[0]!, stories.refundable.below50[1]!];
  await client.post(refunds(order), refundOf(100), 'k');
  for (const [path, body] of [
    [refunds(order), refundOf(200)],
    [refunds(order), refundOf(100, 'WIDERRUF')],
    [refunds(other), refundOf(100)],
  ] as const) {
    expect(await client.post(path, body, 'k')).toMatchObject({
      status: 422,
      body: { code: 'SCHLUESSEL_ANDERS' },
    });
  }
});

test('with deduplication off a key means nothing, until the reset', async () => {
  await using running = await testShop();
  const { client, shop, stories } = running;
  const order = stories.refundable.from60To190[0]!;
  const send = () => client.post(refunds(order), refundOf(500), 'k');
  await shop.controls.deduplicate(false);
  const twice = [await send(), await send()];
  expect(twice[0]!.body).not.toEqual(twice[1]!.body);
  await shop.controls.reset();
  expect((await send()).body).toEqual(twice[0]!.body);
  expect(await shop.controls.ledger()).toHaveLength(2);
});

test('a new start on the same folder knows all effects and keys, and a line cut by a dying process is dropped', async () => {
  await using folder = await temporaryFolder();
  const options = { dataFolder: folder.path, seed: 7, now: noon };
  const ledgerFile = join(folder.path, 'ledger.jsonl');
  let order: StoryOrder;
  let before: unknown;
  {
    await using running = await testShop(options);
    order = running.stories.refundable.below50[0]!;
    before = (await running.client.post(refunds(order), refundOf(700), 'k')).body;
  }
  const whole = await readFile(ledgerFile, 'utf8');
  await appendFile(ledgerFile, '{"time":"2026-11-2');
  await using shop = await startShop({ ...options, now: noon + 3 * 86_400_000 });
  const client = await clientOf(shop.url);
  expect((await client.get(quote(order))).body).toMatchObject({ erstattet_cent: 700 });
  expect((await client.post(refunds(order), refundOf(700), 'k')).body).toEqual(before);
  expect(await readFile(ledgerFile, 'utf8')).toBe(whole);
});

test('a ledger of another order book is refused with what to do', async () => {
  await using folder = await temporaryFolder();
  {
    await using running = await testShop({ dataFolder: folder.path });
    await running.client.post(refunds(running.stories.refundable.below50[0]!), refundOf(700));
  }
  await expect(startShop({ dataFolder: folder.path, seed: 8, now: noon })).rejects.toThrow(
    'Start with the seed of before',
  );
});
