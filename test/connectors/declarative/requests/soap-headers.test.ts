/** Header blocks that the binding of a WSDL names, written by the values of the request. */
import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../../../src/contracts/json.js';
import { ask, issuesOf } from './ask.js';
import { REFUND, shopWsdl, wsdlWithHeaders } from './shop-wsdl.js';

const question = (version: '1.1' | '1.2', headers?: JsonObject) => ({
  request: {
    soap: {
      wsdl: 'shop.wsdl',
      operation: 'Refund',
      values: { ref: '${inputs.order.ref}' },
      ...(headers === undefined ? {} : { headers }),
    },
  },
  files: { 'shop.wsdl': wsdlWithHeaders(version) },
});
const headerIn = (body = ''): string | undefined => /<soap:Header>(.*)<\/soap:Header>/.exec(body)?.[1];

describe('header blocks of a binding', () => {
  test.each(['1.1', '1.2'] as const)(
    'are written in SOAP %s, escaped, in the order given',
    async (version) => {
      const headers = {
        Trace: '<${idempotencyKey}>',
        Caller: { tenant: '${secret.TENANT}', '@version': '2' },
      };
      const hit = await ask(question(version, headers));
      expect(headerIn(hit?.body)).toBe(
        '<n1:Trace xmlns:n1="urn:acme">&lt;key-1&gt;</n1:Trace>' +
          '<n1:Caller xmlns:n1="urn:acme" version="2"><n1:tenant>S&lt;&amp;"</n1:tenant></n1:Caller>',
      );
      expect(hit?.body).toContain('<soap:Body><n1:Refund');
    },
  );

  test('are left out without values', async () => {
    expect((await ask(question('1.1')))?.body).not.toContain('Header');
  });

  test('with an absent value that must be there send nothing', async () => {
    expect(await ask(question('1.1', { Caller: { tenant: '${inputs.order.type}' } }))).toBeUndefined();
  });

  test.each<[JsonObject, string, string | undefined]>([
    [{ Callr: {} }, 'The operation has no header `Callr`.', 'Did you mean `Caller`?'],
    [{ Typed: 'x' }, 'The operation has no header `Typed`.', undefined],
    [{ Caller: {} }, '`tenant` is missing.', 'Use one of: tenant, language, @version.'],
    [
      { Caller: { tenant: 'a', tenent: 'b' } },
      'The element `tenent` does not exist here.',
      'Did you mean `tenant`?',
    ],
  ])('that the binding does not have so are told at check: %j', async (headers, message, hint) => {
    const [issue, ...others] = await issuesOf(question('1.1', headers));
    expect(others).toEqual([]);
    expect(issue).toMatchObject({ code: 'connection_soap_invalid', message });
    if (hint !== undefined) expect(issue?.hint).toBe(hint);
  });

  test('of a binding without any are told what else to write', async () => {
    const { request } = question('1.1', { Caller: { tenant: 'a' } });
    const files = { 'shop.wsdl': shopWsdl('1.1', REFUND) };
    expect(await issuesOf({ request, files })).toMatchObject([
      { hint: 'To send other headers, write an `envelope`.' },
    ]);
  });
});
