/** Salesforce's description judges each request of the connector, and whatever answers it allows are read without a throw. */
import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import type { JsonObject } from '../../../src/contracts/json.js';
import { conformanceFile, whyNoData } from '../../peers/conformance-data.js';
import { startCommerceCloud } from '../../peers/salesforce/start.js';
import { answerJson, type Hit, serve } from '../../support/hostile-server.js';
import { howMany } from '../../support/how-much.js';
import { type Description, readDescription } from '../carriers/description.js';
import { callsOf } from '../calls.js';
import { connected } from './connected.js';

const FILE = 'specs/sfcc/orders-oas-1.5.2.yaml';
const BASE = '/checkout/orders/v1';
const GET_ORDER = 'GET /organizations/{organizationId}/orders/{orderNo}';
const why = whyNoData(FILE);

const ref = (id: number): JsonObject => ({ order: { ref: `00000${400 + id}`, number: `00000${400 + id}` } });
const place = { name: 'Jörg Müller', street: 'Weg 2', postcode: '10115', city: 'Berlin', country: 'DE' };

/** What each operation is asked with: the usual, and variations. */
const asked: Record<string, JsonObject[]> = {
  'orders.get': ['00000401', '00000402', '401', "O'Neill & Co", '50 %', 'ä+b=c', '[0]'].map((number) => ({
    number,
  })),
  'orders.find': [
    ...['anna@example.com', 'bo@example.org', 'a+b@example.org', 'ä@example.org', "o'n@example.org", 'x'],
  ].map((email) => ({ email })),
  'orders.cancel': [1, 5, 10, 11, 4, 99].map((id) => ({ ...ref(id), reason: 'changed_mind' })),
  'orders.cancel.happened': [1, 2, 3, 4, 8, 99].map(ref),
  'orders.change_address': [
    ...[place, { ...place, name: 'Cher' }, { ...place, name: 'Jean  de la Tour ' }],
    ...[
      { ...place, street: '"1" \\ <b>' },
      { ...place, postcode: '00123' },
    ],
    { ...place, city: '東京', country: 'JP' },
    { ...place, city: 'Burlington', state: 'MA', country: 'US' },
  ].map((address) => ({ ...ref(1), address })),
  'payments.quote_refund': [1, 2, 3, 5, 6, 7].map(ref),
};

(why === undefined ? describe : describe.skip)(
  `by Salesforce’s description${why === undefined ? '' : ` (${why})`}`,
  () => {
    let description: Description;
    let examples: Record<string, { value: JsonObject }>;
    beforeAll(() => {
      const file = conformanceFile(FILE) ?? '';
      description = readDescription(file);
      const whole = parse(readFileSync(file, 'utf8')) as { components: { examples: typeof examples } };
      ({ examples } = whole.components);
    });

    /** What the merchant's own endpoint is asked is nobody else's to judge. */
    const isTheirs = ({ url }: Hit): boolean => url.startsWith(BASE);
    /** The description lets any name pass where it means those that begin with `c_`. */
    const unknownNames = ({ url, body }: Hit): string[] => {
      if (!url.includes('/shipping-address')) return [];
      const known = 'firstName lastName address1 address2 postalCode city stateCode countryCode phone'.split(
        ' ',
      );
      return Object.keys(JSON.parse(body) as object).filter((name) => !known.includes(name));
    };

    test.each(Object.entries(asked))(
      '%s asks what it may, and is answered what may be answered',
      async (operation, all) => {
        await using site = await startCommerceCloud();
        const call = callsOf(connected(site.url));
        for (const [index, inputs] of all.entries())
          await call(operation, inputs, { idempotencyKey: `k${index}` });
        const hits = site.hits.filter(isTheirs);
        expect(hits.length).toBeGreaterThanOrEqual(operation === 'orders.find' ? 5 : all.length);
        expect(hits.flatMap((hit) => [...description.judge(hit, BASE), ...unknownNames(hit)])).toEqual([]);
        const wrong = site.said
          .filter(({ hit, status }) => isTheirs(hit) && status === 200)
          .flatMap(({ value }) => description.judgeResponse(GET_ORDER, '200', value));
        expect(wrong).toEqual([]);
      },
    );

    test('it finds what is wrong', () => {
      const put = (path: string, body: unknown, query = '?siteId=RefArch'): string[] =>
        description.judge(
          {
            ...{ method: 'PUT', url: `${BASE}/organizations/f_ecom_zzxy_prd/orders/1${path}${query}` },
            ...{ headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) },
          },
          BASE,
        );
      expect(put('/status', { status: 'cancelled' })).toEqual([]);
      expect(put('/status', { status: 'cancelled' }, '')).not.toEqual([]);
      expect(put('/status', { status: 'canceled' })).not.toEqual([]);
      expect(put('/status', { state: 'cancelled' })).not.toEqual([]);
      expect(put('/state', { status: 'cancelled' })).not.toEqual([]);
      expect(put('/shipments/me/shipping-address', { countryCode: 'DE' })).toEqual([]);
      expect(put('/shipments/me/shipping-address', { countryCode: 'Germany' })).not.toEqual([]);
      expect(put('/shipments/me/shipping-address', { city: 7 })).not.toEqual([]);
    });

    const reads = ['orders.get', 'orders.find', 'orders.cancel.happened', 'payments.quote_refund'];
    test.each(reads)('%s reads 200 answers that are made of it, and never throws', async (operation) => {
      let seed = 42;
      const counts = { found: 0, other: 0 };
      await using server = await serve(({ url }, response) => {
        if (url.startsWith('/dwsso')) answerJson(response, 200, { access_token: 'am.x', expires_in: 1799 });
        else if (url.startsWith('/custom')) answerJson(response, 200, { orderNos: ['00000410'] });
        else answerJson(response, 200, description.response(GET_ORDER, '200', (seed += 1)));
      });
      const call = callsOf(connected(server.url));
      const inputs = { number: '00000410', email: 'no-reply@salesforce.com', ...ref(10) };
      const ends = new Set<string>();
      for (let turn = 0; turn < howMany(200, 2000); turn += 1) {
        const came = await call(operation, inputs);
        ends.add(came.is);
        counts[came.is === 'done' ? 'found' : 'other'] += 1;
      }
      expect([...ends].filter((is) => is !== 'done' && is !== 'later')).toEqual([]);
      expect(counts.found).toBeGreaterThan(0);
    });

    test('the published order is read whole', async () => {
      await using server = await serve(({ url }, response) => {
        const token = { access_token: 'am.x', expires_in: 1799 };
        answerJson(response, 200, url.startsWith('/dwsso') ? token : examples['OrderGet']?.value);
      });
      const came = await callsOf(connected(server.url))('orders.get', { number: '00000410' });
      const at = { postcode: '05408', city: 'Burlington', state: 'MA', country: 'US' };
      const usd = (minor: number): JsonObject => ({ minor, currency: 'USD' });
      expect(came).toEqual({
        ...{ is: 'done', result: 'found' },
        outputs: {
          order: {
            ...{ ref: '00000410', number: '00000410', customerRef: '0002352', shipments: [], returns: [] },
            ...{ customerEmail: 'no-reply@salesforce.com', customerName: 'Max Mustermann' },
            shippingAddress: { name: 'Max Mustermann', street: '45 Main Rd.', ...at },
            ...{ createdAt: Date.parse('2015-05-19T15:23:18Z'), amount: usd(11024) },
            ...{ paymentRef: '40f07907428e23c4bbc6fb0446', status: 'open', statusText: 'new' },
            lines: [
              {
                ...{ ref: '3390171e44271bad9c36592049', name: 'Flat Front Pant', sku: '701643632930' },
                ...{ quantity: 1, total: usd(10395) },
              },
            ],
          },
        },
      });
    });

    test('the published refusals are read', async () => {
      let said: [status: number, example: string] = [404, 'OrderNotFound'];
      await using server = await serve(({ method, url }, response) => {
        const [status, example] = said;
        if (url.startsWith('/dwsso')) answerJson(response, 200, { access_token: 'am.x', expires_in: 1799 });
        else if (method === 'GET' && status !== 404) answerJson(response, 200, examples['OrderGet']?.value);
        else answerJson(response, status, examples[example]?.value);
      });
      const call = callsOf(connected(server.url));
      expect(await call('orders.get', { number: '123' })).toMatchObject({ result: 'not_found' });
      said = [409, 'UndoFailOrder'];
      expect(await call('orders.cancel', { ...ref(10), reason: 'late' })).toMatchObject({
        ...{ is: 'refused', code: 'not_cancellable', message: expect.stringContaining('00020029') },
      });
      said = [400, 'BadRequest'];
      expect(await call('orders.change_address', { ...ref(10), address: place })).toMatchObject({
        ...{ is: 'refused', code: 'address_invalid', message: expect.stringContaining('Decoding') },
      });
    });
  },
);
