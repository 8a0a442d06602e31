import { expect, test } from 'vitest';
import { testShop } from './support.js';

interface Page {
  data: { nummer: string; kunde: { mail: string } }[];
  next: string | null;
}

test('an order is told by its number, in the shop’s own words', async () => {
  await using running = await testShop();
  const { client, stories } = running;
  const order = stories.single.two_parcels[0]!;
  const { status, headers, body } = await client.get(`/v2/auftraege/${order.nummer}`);
  expect(status).toBe(200);
  expect(headers.get('content-type')).toContain('application/json');
  const date = expect.stringMatching(/^\d\d\.11\.2026 \d\d:\d\d$/);
  expect(body).toMatchObject({
    id: order.id,
    nummer: order.nummer,
    kunde: { id: order.customer.id, name: order.customer.name, mail: order.customer.mail },
    lieferadresse: { name: order.customer.name, plz: order.customer.plz, land: 'DE' },
    bestellt_am: date,
    versandt_am: date,
    lieferung_geplant_am: date,
    status: 'VERSANDT',
    betrag_cent: order.betrag_cent,
    waehrung: 'EUR',
    erstattet_cent: 0,
    sendungen: order.sendungsnummern.map((sendungsnummer) => ({
      dienst: 'blitz',
      sendungsnummer,
      versandt_am: date,
    })),
    retouren: [],
    region: expect.stringMatching(/^(nord|sued|west|ost)$/),
  });
  expect(body).not.toHaveProperty('zugestellt_am');
});

test('a leading zero tells two orders apart', async () => {
  await using running = await testShop();
  const { client, stories } = running;
  const { withZero, withoutZero } = stories.leadingZero[0]!;
  for (const order of [withZero, withoutZero]) {
    expect((await client.get(`/v2/auftraege/${order.nummer}`)).body).toMatchObject({
      nummer: order.nummer,
      kunde: { mail: order.customer.mail },
    });
  }
});

test('what does not exist is a 404 in JSON', async () => {
  await using running = await testShop();
  const { client } = running;
  for (const path of [
    '/v2/auftraege/99999',
    '/v2/auftraege/a_nothing/erstattung',
    '/v2/auftraege?email=no@mail.example',
  ]) {
    const { status, headers, body } = await client.get(path);
    expect([status, body]).toEqual([404, { fehler: 'NICHT_GEFUNDEN' }]);
    expect(headers.get('content-type')).toContain('application/json');
  }
  expect((await client.get('/v2/kunden')).body).toEqual({ fehler: 'UNBEKANNTER_PFAD' });
});

test('an order is looked up by its number, never by its opaque id', async () => {
  await using running = await testShop();
  expect((await running.client.get(`/v2/auftraege/${running.stories.single.open[0]!.id}`)).status).toBe(404);
});

test('a list comes in pages of five, newest first, each order once', async () => {
  await using running = await testShop();
  const { client, stories } = running;
  const { customer, orders } = stories.manyOrders[0]!;
  const seen: string[] = [];
  let after = '';
  do {
    const { status, body } = await client.get(
      `/v2/auftraege?email=${encodeURIComponent(customer.mail)}${after}`,
    );
    expect(status).toBe(200);
    const { data, next } = body as Page;
    expect(data.length).toBeLessThanOrEqual(5);
    expect(next === null || data.length === 5).toBe(true);
    seen.push(...data.map(({ nummer }) => nummer));
    after = next === null ? '' : `&after=${next}`;
  } while (after !== '');
  expect(seen).toEqual(orders.map(({ nummer }) => nummer).reverse());
});

test('an e-mail is found in capitals too; a made-up cursor and a missing e-mail are refused', async () => {
  await using running = await testShop();
  const { client, stories } = running;
  const { mail } = stories.threeOrders[0]!.customer;
  expect(((await client.get(`/v2/auftraege?email=${mail.toUpperCase()}`)).body as Page).data).toHaveLength(3);
  expect((await client.get(`/v2/auftraege?email=${mail}&after=xyz`)).body).toEqual({
    fehler: 'CURSOR_UNGUELTIG',
  });
  expect((await client.get('/v2/auftraege')).body).toEqual({ fehler: 'EMAIL_FEHLT' });
});

test('a wrong method is refused with the right one', async () => {
  await using running = await testShop();
  const { status, headers } = await running.client.post('/v2/auftraege/10023', {});
  expect([status, headers.get('allow')]).toEqual([405, 'GET']);
});
