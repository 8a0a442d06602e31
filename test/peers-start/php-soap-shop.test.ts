/** The SOAP shop in PHP is a shop: it answers, refuses, books once, and ends. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { siblingFiles, isRunning } from '../peers/child.js';
import { type PhpSoapShop, startPhpSoapShop, whyNoPhpSoapShop } from '../peers/php-soap-shop/start.js';
import { postSoap, type SoapAnswer, usernameToken } from './soap.js';

const why = whyNoPhpSoapShop();
const when = why === undefined ? describe : describe.skip;
const messages = 'http://versandkontor.example/wws/auftrag/2009/04';

function call(shop: PhpSoapShop, operation: string, fields: string, version: '1.1' | '1.2' = '1.1') {
  const head = `<m:Aufrufkopf xmlns:m="${messages}"><m:Mandant>${shop.client}</m:Mandant></m:Aufrufkopf>`;
  const security = usernameToken(shop.username, shop.password);
  return postSoap(
    shop.url,
    version,
    security + head,
    `<${operation} xmlns="${messages}">${fields}</${operation}>`,
  );
}
const find = (shop: PhpSoapShop, number: string, version?: '1.1' | '1.2'): Promise<SoapAnswer> =>
  call(shop, 'HoleAuftrag', `<AuftragsNr>${number}</AuftragsNr><MitSendungen>J</MitSendungen>`, version);
const list = (shop: PhpSoapShop, email: string, page: number): Promise<SoapAnswer> =>
  call(
    shop,
    'SucheAuftraege',
    `<EMail>${email}</EMail><Seite>${page}</Seite><Seitengroesse>100</Seitengroesse>`,
  );
const cancel = (shop: PhpSoapShop, number: string): Promise<SoapAnswer> =>
  call(shop, 'StorniereAuftrag', `<AuftragsNr>${number}</AuftragsNr><Grundschluessel>01</Grundschluessel>`);
const refund = (shop: PhpSoapShop, number: string, amount: string, reference: string): Promise<SoapAnswer> =>
  call(
    shop,
    'ErstatteBetrag',
    `<AuftragsNr>${number}</AuftragsNr><Betrag waehrung="EUR">${amount}</Betrag><FremdBelegNr>${reference}</FremdBelegNr>`,
  );

when(`the SOAP shop in PHP${why === undefined ? '' : ` (${why})`}`, () => {
  test('answers in the version it was asked in, in its own character set, and leaves no process', async () => {
    let pid = 0;
    {
      await using shop = await startPhpSoapShop();
      pid = shop.pid;
      const old = await find(shop, '0000417');
      expect(old).toMatchObject({ status: 200, type: 'text/xml; charset=ISO-8859-1' });
      expect(old.text).toContain('Jördis Müller-Großmann');
      const later = await find(shop, '0000600', '1.2');
      expect(later).toMatchObject({ status: 200, type: 'application/soap+xml; charset=ISO-8859-1' });
      expect(later.text).toContain('<env:Envelope');
      expect(isRunning(pid)).toBe(true);
    }
    expect(isRunning(pid)).toBe(false);
  });

  test('describes itself without credentials, at the address it was asked at', async () => {
    await using shop = await startPhpSoapShop();
    const wsdl = await (await fetch(`${shop.url}?wsdl`)).text();
    const written = readFileSync(
      siblingFiles(import.meta.url, '../peers/php-soap-shop/versandkontor.wsdl'),
      'utf8',
    );
    const host = new URL(shop.url).origin;
    expect(wsdl).toBe(written.replaceAll('http://wws.versandkontor.example', host));
  });

  test('lists a customer’s orders in pages of ten, whatever it was asked for', async () => {
    await using shop = await startPhpSoapShop();
    const pages = [1, 2, 3, 4].map((page) => list(shop, 'JOERDIS.mueller@example.org', page));
    const heads = (await Promise.all(pages)).map(
      ({ text }) => text.match(/<ns\d:AuftragKopf>/g)?.length ?? 0,
    );
    expect(heads).toEqual([10, 10, 4, 0]);
    expect((await list(shop, 'nobody@example.org', 1)).text).toContain('KUNDE_UNBEKANNT');
  });

  test('cancels once', async () => {
    await using shop = await startPhpSoapShop();
    expect((await cancel(shop, '0000417')).text).toContain('schluessel="90"');
    expect(await cancel(shop, '0000417')).toMatchObject({
      status: 500,
      text: expect.stringContaining('<ns1:Kennung>BEREITS_STORNIERT</ns1:Kennung>'),
    });
    expect((await shop.ledger()).cancellations).toEqual([{ order: '0000417', reason: '01', by: null }]);
  });

  test('books a refund once for each reference, also where its answer is lost', async () => {
    await using shop = await startPhpSoapShop();
    await shop.trouble('cut');
    await expect(refund(shop, '0000417', '1.50', 'REF-1')).rejects.toThrow();
    expect((await refund(shop, '0000417', '1.50', 'REF-1')).text).toContain('Wiederholung>J<');
    expect((await refund(shop, '0000417', '1.60', 'REF-1')).text).toContain('BELEG_ABWEICHEND');
    const tooMuch = await refund(shop, '0000417', '99999.00', 'REF-2');
    expect(tooMuch.text).toContain('<ns1:Parameter name="Hoechstbetrag">18.95</ns1:Parameter>');
    const { refunds, open } = await shop.ledger();
    expect(refunds).toMatchObject([{ order: '0000417', cents: 150, reference: 'REF-1', repeats: 1 }]);
    expect(open['0000417']).toEqual({ status: 10, refundedCents: 150 });
  });
});

when(`the SOAP shop’s door${why === undefined ? '' : ` (${why})`}`, () => {
  const lookUp = `<HoleAuftrag xmlns="${messages}"><AuftragsNr>0000417</AuftragsNr><MitSendungen>N</MitSendungen></HoleAuftrag>`;

  test('opens to a fresh digest only', async () => {
    await using shop = await startPhpSoapShop();
    const head = `<m:Aufrufkopf xmlns:m="${messages}"><m:Mandant>007</m:Mandant></m:Aufrufkopf>`;
    const ask = async (security: string): Promise<string | undefined> => {
      const { text } = await postSoap(shop.url, '1.1', security + head, lookUp);
      return /faultcode>\w+:(\w+)/.exec(text)?.[1];
    };
    const good = usernameToken(shop.username, shop.password);
    expect(await ask('')).toBe('InvalidSecurity');
    expect(await ask(usernameToken(shop.username, 'wrong'))).toBe('FailedAuthentication');
    expect(await ask(usernameToken('wrong', shop.password))).toBe('FailedAuthentication');
    expect(await ask(usernameToken(shop.username, shop.password, '2020-01-01T00:00:00Z'))).toBe(
      'MessageExpired',
    );
    expect(await ask(good)).toBeUndefined();
    expect(await ask(good)).toBe('FailedAuthentication');
  });

  test('needs to be told the Mandant, and no digest where that is switched off', async () => {
    await using shop = await startPhpSoapShop({ security: 'off', charset: 'UTF-8' });
    expect((await postSoap(shop.url, '1.1', '', lookUp)).text).toContain('WWS-0007');
    const head = `<m:Aufrufkopf xmlns:m="${messages}"><m:Mandant>007</m:Mandant></m:Aufrufkopf>`;
    expect((await postSoap(shop.url, '1.1', head, lookUp)).type).toBe('text/xml; charset=UTF-8');
  });

  test('lets trouble in: maintenance as a page under 200, load as 503, a broken database as a fault', async () => {
    await using shop = await startPhpSoapShop();
    await shop.trouble('maintenance');
    await shop.trouble('busy');
    await shop.trouble('server-fault');
    const answers = [await find(shop, '0000417'), await find(shop, '0000417'), await find(shop, '0000417')];
    expect(answers.map(({ status, type }) => [status, type])).toEqual([
      [200, 'text/html; charset=utf-8'],
      [503, 'text/html; charset=utf-8'],
      [500, 'text/xml; charset=utf-8'],
    ]);
    expect((await find(shop, '0000417')).status).toBe(200);
  });
});
