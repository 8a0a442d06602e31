/** The connector for OCAPI at the same site: orders by e-mail as the other one reads them by number, and notes. */
import { describe, expect, test } from 'vitest';
import { howMany } from '../../support/how-much.js';
import { answerJson, serve } from '../../support/hostile-server.js';
import { callsOf, orderOf } from '../calls.js';
import { connected, copyOf, siteForEach } from './connected.js';

const opened = siteForEach((url) => connected(`${url}/s/RefArch/dw/shop/v24_5`, copyOf('salesforce-ocapi')));
const { call } = opened;

const found = async (email: string): Promise<{ number: string }[]> => {
  const came = await call('orders.find', { email });
  expect(came).toMatchObject({ is: 'done', result: 'found' });
  return (came as unknown as { outputs: { orders: { number: string }[] } }).outputs.orders;
};

describe('orders by e-mail', () => {
  test('are the same that are read by number, newest first', async () => {
    const byNumber = callsOf(connected(opened.site.url));
    for (const email of ['anna@example.com', 'bo@example.org']) {
      const orders = await found(email);
      const numbers = orders.map(({ number }) => number);
      expect(numbers).toEqual(numbers.toSorted().toReversed());
      for (const order of orders) expect(order).toEqual(await orderOf(byNumber, order.number));
    }
    expect(await call('orders.find', { email: 'nobody@example.com' })).toMatchObject({ result: 'none' });
  });

  test('are asked for by the very address', async () => {
    await call('orders.find', { email: `o"n'+x@example.org` });
    expect(JSON.parse(opened.site.hits.at(-1)?.body ?? '')).toMatchObject({
      query: { term_query: { fields: ['customer_email'], operator: 'is', values: [`o"n'+x@example.org`] } },
    });
  });

  test('that lack what they may lack are read or refused in words, and never throw', async () => {
    const [whole = {}] = opened.site.book.orders;
    const names = Object.keys(whole);
    const without = (turn: number): object =>
      Object.fromEntries(Object.entries(whole).filter((_, index) => ((turn >> (index % 8)) & 1) === 0));
    let turn = 0;
    const { inOcapi } = await import('../../peers/salesforce/ocapi.js');
    await using server = await serve(({ url }, response) => {
      const hits = [{ data: inOcapi(without((turn += 1))) }];
      answerJson(
        response,
        200,
        url === '/dwsso/oauth2/access_token' ? { access_token: 't' } : { total: 1, hits },
      );
    });
    const ask = callsOf(connected(server.url, copyOf('salesforce-ocapi')));
    const ends = new Set<string>();
    for (let asked = 0; asked < howMany(200, 256); asked += 1)
      ends.add((await ask('orders.find', { email: 'anna@example.com' })).is);
    expect(names.length).toBeGreaterThan(8);
    expect([...ends].toSorted()).toEqual(['done', 'later']);
  });
});

describe('a note', () => {
  const inputs = { order: { ref: '00000401', number: '00000401' }, text: 'Called: <b>5 % off</b>' };

  test('is written down for the shop’s people', async () => {
    expect(await call('orders.add_note', inputs)).toMatchObject({ is: 'done' });
    expect(opened.site.book.notes).toMatchObject([{ subject: 'k1', text: inputs.text, order: '00000401' }]);
  });

  test('whose answer is lost is found by its key, and no other is taken for it', async () => {
    expect(await call('orders.add_note.happened', inputs)).toMatchObject({ result: 'not_happened' });
    await call('orders.add_note', inputs, { idempotencyKey: 'earlier' });
    expect(await call('orders.add_note.happened', inputs)).toMatchObject({ result: 'not_happened' });
    Object.assign(opened.site.cut, { method: 'POST', times: 1 });
    expect(await call('orders.add_note', inputs)).toMatchObject({ is: 'unclear' });
    expect(await call('orders.add_note.happened', inputs)).toMatchObject({ is: 'done', result: 'happened' });
    expect(opened.site.book.notes).toHaveLength(2);
  });

  test('is refused in the shop’s words', async () => {
    expect(await call('orders.add_note', { ...inputs, text: 'a'.repeat(4001) })).toMatchObject({
      ...{ is: 'refused', code: 'note_invalid', message: expect.stringContaining('at most 4000') },
    });
    expect(await call('orders.add_note', { ...inputs, order: { ref: '9', number: '9' } })).toMatchObject({
      is: 'refused',
    });
  });

  test('of attempts that overlap is written once', async () => {
    let passed = 0;
    const gate = (): Promise<boolean> => Promise.resolve((passed += 1) === 1);
    const came = await Promise.all([1, 2, 3].map(() => call('orders.add_note', inputs, { gate })));
    expect(came.map(({ is }) => is).toSorted()).toEqual(['done', 'unsent', 'unsent']);
    expect(opened.site.book.notes).toHaveLength(1);
  });
});
