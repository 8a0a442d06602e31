/** Adobe's description judges each request of the connector, and whatever answers it allows are read without a throw. */
import { beforeAll, describe, expect, test } from 'vitest';
import type { JsonObject } from '../../../src/contracts/json.js';
import { Description, whyNoDescription } from '../../peers/magento/description.js';
import { startMagento } from '../../peers/magento/start.js';
import { answerJson, serve } from '../../support/hostile-server.js';
import { howMany } from '../../support/how-much.js';
import { callsOf } from '../calls.js';
import { connected } from './connected.js';

const why = whyNoDescription();
const eur = (minor: number): JsonObject => ({ minor, currency: 'EUR' });
const ref = (id: number): JsonObject => ({
  order: { ref: String(id), number: String(100 + id).padStart(9, '0'), customerRef: String(70 + id) },
});
const place = { name: 'Jörg Müller', street: 'Weg 2', postcode: '10115', city: 'Berlin', country: 'DE' };
const line = (id: string, quantity = 1): JsonObject => ({ line: id, name: 'X', quantity });

/** What each operation is asked with: the usual, and variations. */
const asked: Record<string, JsonObject[]> = {
  'orders.get': ['000000101', '000000102', '101', "O'Neill & Co", '50 %', 'ä+b=c', '[0]'].map((number) => ({
    number,
  })),
  'orders.find': [
    ...['anna@example.com', 'bo@example.org', 'a+b@example.org', 'ä@example.org', "o'n@example.org", 'x'],
  ].map((email) => ({ email })),
  'orders.cancel': [1, 2, 3, 4, 8, 99].map((id) => ({ ...ref(id), reason: 'changed_mind' })),
  'orders.cancel.happened': [1, 2, 3, 4, 8, 99].map(ref),
  'orders.change_address': [
    ...[
      place,
      { ...place, name: 'Cher' },
      { ...place, name: 'Jean  de la Tour ' },
      { ...place, street: '"1" \\ <b>' },
    ],
    ...[
      { ...place, postcode: '00123' },
      { ...place, city: '東京', country: 'JP' },
    ],
  ].map((address) => ({ ...ref(1), address })),
  'orders.add_note': ['a', 'a'.repeat(2000), '<b>', '"', '50 % %1', 'ä\n€'].map((text) => ({
    ...ref(1),
    text,
  })),
  'orders.add_note.happened': [1, 2, 3, 4, 8, 99].map((id) => ({ ...ref(id), text: 'a' })),
  'payments.quote_refund': [1, 2, 3, 5, 6, 7].map(ref),
  'payments.refund': [
    ...[1, 10, 100, 2000].map((minor) => ({ ...ref(1), amount: eur(minor), reason: 'late' })),
    ...[2, 8].map((id) => ({ ...ref(id), amount: eur(999), reason: 'damaged' })),
  ],
  'payments.refund.happened': [1, 2, 3, 5, 6, 7].map((id) => ({
    ...ref(id),
    amount: eur(1),
    reason: 'late',
  })),
  'payments.refund_status': [1, 2, 3, 5, 6, 7].map(ref),
  'returns.find': [1, 2, 3, 5, 6, 7].map(ref),
  'returns.create': [
    [line('11')],
    [line('11', 3)],
    [line('21'), line('31')],
    [line('4')],
    [line('5')],
    [line('6')],
  ].map((lines, index) => ({ ...ref(index + 1), lines, reason: 'damaged' })),
};

(why === undefined ? describe : describe.skip)(
  `by Adobe’s description${why === undefined ? '' : ` (${why})`}`,
  () => {
    let description: Description;
    beforeAll(() => {
      description = new Description();
    });

    test.each(Object.entries(asked))(
      '%s asks what it may, and is answered what may be answered',
      async (operation, all) => {
        await using shop = await startMagento({ commerce: true });
        const call = callsOf(connected(shop));
        for (const [index, inputs] of all.entries())
          await call(operation, inputs, { idempotencyKey: `k${index}` });
        expect(shop.hits.length).toBeGreaterThanOrEqual(all.length);
        expect(shop.hits.flatMap((hit) => description.problems(hit))).toEqual([]);
        const wrong = shop.said
          .filter(({ status }) => status === 200)
          .flatMap(({ hit, value }) => description.answerProblems(hit, value));
        expect(wrong).toEqual([]);
      },
    );

    test('it finds what is wrong', () => {
      const refund = { items: [{ order_item_id: 1, qty: 0 }], isOnline: true };
      const post = (url: string, body: unknown) =>
        description.problems({ method: 'POST', url: `/rest/default/V1/${url}`, body: JSON.stringify(body) });
      expect(post('invoice/1/refund', refund)).toEqual([]);
      expect(post('invoice/x/refund', refund)).not.toEqual([]);
      expect(post('invoice/1/refund', { ...refund, isOnline: 'yes' })).not.toEqual([]);
      expect(post('invoice/1/refund', { ...refund, online: true })).not.toEqual([]);
      expect(post('invoice/1/refund', { ...refund, items: [{ qty: 0 }] })).not.toEqual([]);
      expect(post('invoices/1/refund', refund)).not.toEqual([]);
      const get = (url: string) =>
        description.problems({ method: 'GET', url: `/rest/default/V1/${url}`, body: '' });
      expect(get('orders?searchCriteria[pageSize]=x')).not.toEqual([]);
      expect(get('orders?search_criteria[pageSize]=1')).not.toEqual([]);
    });

    const reads = Object.keys(asked).filter(
      (name) => !/(cancel|address|note|refund|create)$/.test(name) || name.endsWith('quote_refund'),
    );
    test.each(reads)('%s reads 200 answers that are made of it, and never throws', async (operation) => {
      let seed = 42;
      const next = (): number => (seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648) / 2_147_483_648;
      await using server = await serve((hit, response) => {
        answerJson(response, 200, description.madeUp(hit, next));
      });
      const call = callsOf(connected({ url: `${server.url}/rest/default` }));
      const [inputs = {}] = asked[operation] ?? [];
      const ends = new Set<string>();
      for (let turn = 0; turn < howMany(200, 2000); turn += 1) ends.add((await call(operation, inputs)).is);
      expect([...ends].filter((is) => is !== 'done' && is !== 'later')).toEqual([]);
      expect(server.hits.length).toBeGreaterThanOrEqual(200);
    });
  },
);
