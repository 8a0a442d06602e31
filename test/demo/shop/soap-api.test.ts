import { expect, test } from 'vitest';
import { randomBytes } from 'node:crypto';
import { at, listAt } from './at.js';
import { callSoap, envelope, securityHeader, sendEnvelope, soapRefund } from './api-clients.js';
import { testShop } from './support.js';

const ask = (number: string) => `<AuftragLesen><Belegnummer>${number}</Belegnummer></AuftragLesen>`;

test('an order is told by its number, in the words of the stock-keeping system', async () => {
  await using running = await testShop();
  const { shop, stories } = running;
  const order = stories.single.two_parcels[0]!;
  const { status, type, body } = await callSoap(shop.soapUrl, 'AuftragLesen', { Belegnummer: order.nummer });
  expect([status, type]).toEqual([200, 'text/xml; charset=utf-8']);
  const date = expect.stringMatching(/^2026-11-\d\dT\d\d:\d\d:00\+01:00$/);
  expect(at(body, 'AuftragLesenAntwort.Auftrag')).toMatchObject({
    '@Id': order.id,
    Belegnummer: order.nummer,
    Kunde: { '@Kundennummer': order.customer.id, Name: order.customer.name, EMail: order.customer.mail },
    Status: '20',
    BestelltAm: date,
    ZugestelltAm: { '@nil': 'true' },
    Summe: { '@Waehrung': 'EUR', '#text': (order.betrag_cent / 100).toFixed(2) },
    Erstattet: { '#text': '0.00' },
    Sendungen: { Sendung: order.sendungsnummern.map((Sendungsnummer) => ({ Sendungsnummer })) },
    Retouren: '',
  });
});

test('a leading zero tells two orders apart', async () => {
  await using running = await testShop();
  const { withZero, withoutZero } = running.stories.leadingZero[0]!;
  for (const order of [withZero, withoutZero]) {
    const { body } = await callSoap(running.shop.soapUrl, 'AuftragLesen', { Belegnummer: order.nummer });
    expect(at(body, 'AuftragLesenAntwort.Auftrag')).toMatchObject({
      Belegnummer: order.nummer,
      Kunde: { EMail: order.customer.mail },
    });
  }
});

test('a list comes in numbered pages of five, newest first, each order once; a stranger has an empty one', async () => {
  await using running = await testShop();
  const { shop, stories } = running;
  const { customer, orders } = stories.manyOrders[0]!;
  const seen: unknown[] = [];
  for (let page: unknown = '1'; typeof page === 'string';) {
    const { body } = await callSoap(shop.soapUrl, 'AuftraegeSuchen', { EMail: customer.mail, Seite: page });
    const answer = at(body, 'AuftraegeSuchenAntwort');
    expect(at(answer, 'Seiten')).toBe(String(Math.ceil(orders.length / 5)));
    seen.push(...listAt(answer, 'Auftraege.Auftrag').map((order) => at(order, 'Belegnummer')));
    page = at(answer, 'NaechsteSeite');
  }
  expect(seen).toEqual(orders.map(({ nummer }) => nummer).reverse());
  const none = await callSoap(shop.soapUrl, 'AuftraegeSuchen', { EMail: 'no@mail.example' });
  expect(at(none.body, 'AuftraegeSuchenAntwort')).toMatchObject({
    Auftraege: '',
    Seiten: '0',
    NaechsteSeite: { '@nil': 'true' },
  });
});

test('a refund is booked, told, and seen in the quote', async () => {
  await using running = await testShop();
  const { shop, stories } = running;
  const { id, betrag_cent } = stories.refundable.from60To190[0]!;
  const { status, body } = await callSoap(shop.soapUrl, 'ErstattungBuchen', soapRefund(id, 1005, 'k'));
  expect([status, at(body, 'ErstattungBuchenAntwort')]).toMatchObject([
    200,
    { BuchungId: expect.stringMatching(/^e_/), Betrag: { '#text': '10.05' }, Status: 'GEBUCHT' },
  ]);
  const quote = await callSoap(shop.soapUrl, 'ErstattungPruefen', { AuftragId: id });
  expect(at(quote.body, 'ErstattungPruefenAntwort')).toMatchObject({
    Erstattbar: { '#text': ((betrag_cent - 1005) / 100).toFixed(2) },
    Erstattet: { '#text': '10.05' },
  });
  expect((await shop.controls.requests()).filter(({ key }) => key === 'k')).toHaveLength(1);
});

test('each refusal is a fault with status 500 and a code in its detail, and books nothing', async () => {
  await using running = await testShop();
  const { shop, stories } = running;
  const { id, betrag_cent } = stories.refundable.below50[0]!;
  const cases = [
    ['AuftragLesen', { Belegnummer: '99999' }, 'NICHT_GEFUNDEN'],
    ['ErstattungPruefen', { AuftragId: 'a_nothing' }, 'NICHT_GEFUNDEN'],
    ['ErstattungBuchen', soapRefund(id, betrag_cent + 1, 'a'), 'BETRAG_ZU_HOCH'],
    ['ErstattungBuchen', soapRefund(stories.single.refunded[0]!.id, 100, 'b'), 'SCHON_ERSTATTET'],
    ['ErstattungBuchen', soapRefund(stories.single.open[0]!.id, 100, 'c'), 'NICHT_ERSTATTBAR'],
    ['ErstattungBuchen', { ...soapRefund(id, 100, 'd'), Betrag: '1.005' }, 'EINGABE_UNGUELTIG'],
    ['ErstattungBuchen', soapRefund(id, 100, 'e', 'LAUNE'), 'EINGABE_UNGUELTIG'],
    ['AuftraegeSuchen', { EMail: 'a@b.example', Seite: '0' }, 'EINGABE_UNGUELTIG'],
    ['AuftragStornieren', { AuftragId: id }, 'SCHON_VERSANDT'],
  ] as const;
  for (const [operation, values, code] of cases) {
    const { status, body } = await callSoap(shop.soapUrl, operation, values);
    expect([status, at(body, 'Fault.faultcode'), at(body, 'Fault.detail.Fehler.Code')]).toEqual([
      500,
      'soap:Client',
      code,
    ]);
    expect(at(body, 'Fault.faultstring')).toBe(at(body, 'Fault.detail.Fehler.Text'));
  }
  expect(await shop.controls.ledger()).toEqual([]);
});

test.each([
  ['a wrong password', { password: 'guess' }, 'FailedAuthentication'],
  ['another user', { user: 'somebody' }, 'FailedAuthentication'],
  ['an expired timestamp', { life: -1 }, 'MessageExpired'],
  ['a token of ten minutes ago', { created: Date.now() - 600_000, life: 3600 }, 'MessageExpired'],
  ['a token of tomorrow', { created: Date.now() + 86_400_000 }, 'MessageExpired'],
])('%s is refused', async (_, options, code) => {
  await using running = await testShop();
  const number = running.stories.single.open[0]!.nummer;
  const { status, body } = await sendEnvelope(
    running.shop.soapUrl,
    envelope(ask(number), securityHeader(options)),
  );
  expect([status, at(body, 'Fault.faultcode')]).toEqual([500, `wsse:${code}`]);
  expect(at(body, 'Fault')).not.toHaveProperty('detail');
});

test('a nonce is good once, a fresh one for the same message again', async () => {
  await using running = await testShop();
  const { soapUrl } = running.shop;
  const number = running.stories.single.open[0]!.nummer;
  const text = envelope(ask(number), securityHeader({ nonce: randomBytes(16) }));
  expect((await sendEnvelope(soapUrl, text)).status).toBe(200);
  expect(at((await sendEnvelope(soapUrl, text)).body, 'Fault.faultcode')).toBe('wsse:FailedAuthentication');
  expect((await sendEnvelope(soapUrl, envelope(ask(number)))).status).toBe(200);
});

test.each([
  ['no header', '', 'wsse:InvalidSecurity'],
  [
    'a password in clear',
    securityHeader().replace('#PasswordDigest', '#PasswordText'),
    'wsse:InvalidSecurity',
  ],
  ['no timestamp', securityHeader().replace(/<u:Timestamp>.*<\/u:Timestamp>/s, ''), 'wsse:InvalidSecurity'],
])('%s is refused', async (_, header, code) => {
  await using running = await testShop();
  const { body } = await sendEnvelope(running.shop.soapUrl, envelope(ask('1'), header));
  expect(at(body, 'Fault.faultcode')).toBe(code);
});

test.each([
  ['SOAP 1.2', envelope(ask('1'), '', 'http://www.w3.org/2003/05/soap-envelope'), 'soap:VersionMismatch'],
  ['a DTD', envelope(ask('1')).replace('<e:', '<!DOCTYPE x [<!ENTITY a "b">]><e:'), 'soap:Client'],
  ['half a message', envelope(ask('1')).slice(0, -20), 'soap:Client'],
  ['JSON', '{"a":1}', 'soap:Client'],
  ['an operation that there is not', envelope('<AuftragLoeschen/>'), 'soap:Client'],
  ['another namespace', envelope('<AuftragLesen xmlns="urn:other"/>'), 'soap:Client'],
])('%s is a fault', async (_, text, code) => {
  await using running = await testShop();
  const { status, body } = await sendEnvelope(running.shop.soapUrl, text);
  expect([status, at(body, 'Fault.faultcode')]).toEqual([500, code]);
});

test('values are read as XML has them: references and CDATA', async () => {
  await using running = await testShop();
  const { customer, nummer } = running.stories.single.open[0]!;
  const [first = '', rest = ''] = customer.mail.split('@');
  for (const mail of [`${first}&#64;${rest}`, `${first}&#x40;${rest}`, `<![CDATA[${customer.mail}]]>`]) {
    const { body } = await callSoap(running.shop.soapUrl, 'AuftraegeSuchen', { EMail: mail });
    expect(at(body, 'AuftraegeSuchenAntwort.Auftraege.Auftrag')).toMatchObject([{ Belegnummer: nummer }]);
  }
});

test('an API that is asked too often says so once, as a fault of its own', async () => {
  await using running = await testShop();
  const { shop, stories } = running;
  const number = stories.single.open[0]!.nummer;
  await shop.controls.fail({ match: { body: 'AuftragLesen' }, kind: 'throttled', times: 1 });
  const codes: unknown[] = [];
  for (let count = 0; count < 2; count += 1) {
    const { body } = await callSoap(shop.soapUrl, 'AuftragLesen', { Belegnummer: number });
    codes.push(at(body, 'Fault.detail.Fehler.Code'));
  }
  expect(codes).toEqual(['ZU_VIELE_ANFRAGEN', undefined]);
});

test('the WSDL is told without a login, with the address that was asked', async () => {
  await using running = await testShop();
  const { soapUrl } = running.shop;
  const response = await fetch(`${soapUrl}?wsdl`);
  expect(response.headers.get('content-type')).toBe('text/xml; charset=utf-8');
  const text = await response.text();
  expect(text).toContain(`<soap:address location="${soapUrl}"/>`);
  expect(text).toContain(
    '<soap:operation soapAction="urn:luettkontor:warenwirtschaft:2011#ErstattungBuchen"/>',
  );
  expect((await fetch(soapUrl)).status).toBe(405);
});
