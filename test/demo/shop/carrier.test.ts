import { expect, test } from 'vitest';
import { startCarrier } from '../../../demo/carriers/carrier.js';
import { makeOrderBook } from '../../../demo/shop/order-book.js';
import { storyOrders } from '../../../demo/shop/stories.js';
import { noon, temporaryFolder } from './support.js';

const stories = storyOrders(makeOrderBook({ seed: 7, now: noon }));

/** A carrier of its own, and how it is asked. */
async function testCarrier() {
  const folder = await temporaryFolder();
  const carrier = await startCarrier({ dataFolder: folder.path, seed: 7, now: noon });
  const ask = async (query: string, key = 'demo-carrier-key') => {
    const response = await fetch(`${carrier.url}/api/track${query}`, { headers: { 'x-api-key': key } });
    return { status: response.status, body: await response.json() };
  };
  return {
    carrier,
    ask,
    [Symbol.asyncDispose]: async () => {
      await carrier[Symbol.asyncDispose]();
      await folder[Symbol.asyncDispose]();
    },
  };
}

test('both parcels of an order are told with their scans, beside a code that is unknown', async () => {
  await using given = await testCarrier();
  const codes = stories.single.two_parcels[0]!.sendungsnummern;
  const { status, body } = await given.ask(`?codes=${[...codes, 'BL0'].join(',')}`);
  const parcel = (code: string) => ({
    code,
    lage: 'UNTERWEGS',
    soll_termin: expect.stringMatching(/^2026-11-2\dT18:00:00\+01:00$/),
    ereignisse: expect.arrayContaining([
      {
        zeit: expect.stringMatching(/^2026-11-\d\dT16:\d\d:00\+01:00$/),
        stadt: 'Hamburg',
        text: 'Collected from the sender',
      },
    ]),
  });
  expect(status).toBe(200);
  expect(body).toEqual({ ergebnisse: [...codes.map(parcel), { code: 'BL0', fehler: 'UNBEKANNT' }] });
});

test.each([
  ['partly_shipped', ['UNTERWEGS', 'ANGEKUENDIGT']],
  ['packed', ['BEREIT']],
  ['late', ['UNTERWEGS']],
  ['address_problem', ['PROBLEM']],
  ['pickup', ['ABHOLBEREIT']],
  ['not_received', ['ZUGESTELLT']],
  ['delivered_in_two', ['ZUGESTELLT', 'ZUGESTELLT']],
] as const)('the parcels of an order that is %s are where the shop says', async (situation, places) => {
  await using given = await testCarrier();
  for (const { sendungsnummern } of stories.single[situation]) {
    const { body } = await given.ask(`?codes=${sendungsnummern.join(',')}`);
    expect((body as { ergebnisse: { lage: string }[] }).ergebnisse.map(({ lage }) => lage)).toEqual(places);
  }
});

test('a wrong key, no code and too many codes are refused', async () => {
  await using given = await testCarrier();
  expect(await given.ask('?codes=BL1', 'guess')).toEqual({
    status: 401,
    body: { fehler: 'SCHLUESSEL_UNGUELTIG' },
  });
  expect(await given.ask('')).toEqual({ status: 400, body: { fehler: 'CODES_FEHLEN' } });
  const many = Array.from({ length: 21 }, (_, index) => `BL${index}`).join(',');
  expect(await given.ask(`?codes=${many}`)).toEqual({ status: 400, body: { fehler: 'ZU_VIELE_CODES' } });
});

test('a carrier can be told to fail like the shop', async () => {
  await using given = await testCarrier();
  await given.carrier.controls.fail({ match: { path: '/api/track' }, kind: 'status', times: 1 });
  expect((await given.ask('?codes=BL1')).status).toBe(503);
  expect((await given.ask('?codes=BL1')).status).toBe(200);
  expect(await given.carrier.controls.requests()).toMatchObject([
    { status: 503, fault: 'status' },
    { status: 200 },
  ]);
});
