/** All pages are read, each once, and never more than allowed. */
import { describe, expect, test } from 'vitest';
import type { Json } from '../../../src/contracts/json.js';
import { nextLink } from '../../../src/connectors/declarative/paging/pager.js';
import { type Answering, called, issuesOf, outputsOf } from './support/called.js';

const FIELDS = `
    each: $.orders[*]
    fields: { ref: $.id, number: $.no, customerEmail: $.mail, status: { value: open } }
`;

const find = (request: string, paging: string): string =>
  `  orders.find:\n    request: ${request}\n    paging: ${paging}${FIELDS}`;

const PLAIN = `{ method: GET, path: /orders, query: { email: "\${inputs.email}" } }`;

const order = (number: number): Json => ({ id: `r${number}`, no: String(number), mail: 'a@b.example' });
const orders = (from: number, count: number): Json[] =>
  Array.from({ length: count }, (_, index) => order(from + index));

async function numbers(request: string, paging: string, answer: Answering) {
  const came = await called(
    find(request, paging),
    { operation: 'orders.find', inputs: { email: 'a@b.example' } },
    answer,
  );
  const found = outputsOf(came)['orders'];
  const read = Array.isArray(found) ? found.map((one) => (one as { number: string }).number) : came.attempt;
  const kinds = came.events.map(({ kind }) => kind);
  return { read, kinds, urls: came.hits.map(({ url }) => url) };
}

const query = (url: string): URLSearchParams => new URL(url, 'http://h').searchParams;

describe('pages', () => {
  test('by cursor: until there is none', async () => {
    const { read, urls, kinds } = await numbers(PLAIN, '{ cursor: $.next, param: after }', ({ url }) => {
      const after = Number(query(url).get('after') ?? 0);
      return { orders: orders(after, 2), next: after < 4 ? after + 2 : null };
    });
    expect(read).toEqual(['0', '1', '2', '3', '4', '5']);
    expect(urls.map((url) => query(url).get('after'))).toEqual([null, '2', '4']);
    expect(urls.every((url) => query(url).get('email') === 'a@b.example')).toBe(true);
    expect(kinds).toEqual([]);
  });

  test('by cursor in a body, left out on the first page, until `more` is no longer true', async () => {
    const bodies: unknown[] = [];
    const { read } = await numbers(
      '{ method: POST, path: /search, body: { mail: "${inputs.email}", page: { after: "${page.cursor}" } } }',
      '{ cursor: $.end, more: $.hasNext }',
      ({ body }) => {
        bodies.push(JSON.parse(body));
        return bodies.length === 1
          ? { orders: orders(1, 1), end: 'c1', hasNext: true }
          : { orders: orders(2, 1), end: 'c2', hasNext: false };
      },
    );
    expect(read).toEqual(['1', '2']);
    expect(bodies).toEqual([
      { mail: 'a@b.example', page: {} },
      { mail: 'a@b.example', page: { after: 'c1' } },
    ]);
  });

  test('by number: until a page is shorter than full', async () => {
    const { read, urls } = await numbers(PLAIN, '{ page: 1, param: page, size: 2 }', ({ url }) => {
      const page = Number(query(url).get('page'));
      return { orders: page < 3 ? orders(page * 2, 2) : orders(6, 1) };
    });
    expect(read).toEqual(['2', '3', '4', '5', '6']);
    expect(urls.map((url) => query(url).get('page'))).toEqual(['1', '2', '3']);
  });

  test('by number: a system that repeats its last page for ever is read to there', async () => {
    const { read, urls } = await numbers(PLAIN, '{ page: 0, param: p, max: 50 }', ({ url }) => ({
      orders: orders(Math.min(Number(query(url).get('p')), 2) * 2, 2),
    }));
    expect(read).toEqual(['0', '1', '2', '3', '4', '5']);
    expect(urls).toHaveLength(4);
  });

  test('by number: until all there are, by their total', async () => {
    const { read, urls } = await numbers(PLAIN, '{ page: 1, param: p, total: $.total }', ({ url }) => ({
      orders: orders(Number(query(url).get('p')) * 2, 2),
      total: 4,
    }));
    expect(read).toHaveLength(4);
    expect(urls).toHaveLength(2);
  });

  test('by offset', async () => {
    const { read, urls } = await numbers(PLAIN, '{ offset: 0, param: start, size: 3 }', ({ url }) => {
      const start = Number(query(url).get('start'));
      return { orders: orders(start, start < 6 ? 3 : 1) };
    });
    expect(read).toEqual(['0', '1', '2', '3', '4', '5', '6']);
    expect(urls.map((url) => query(url).get('start'))).toEqual(['0', '3', '6']);
  });

  test('by the Link header', async () => {
    const { read, urls } = await numbers(PLAIN, '{ link: next }', ({ url }, count) => [
      200,
      { orders: orders(count, 1) },
      count < 3
        ? { link: `<${url.split('?')[0]}?p=${count}>; rel="prev", </api/orders?p=${count + 1}>; rel="next"` }
        : {},
    ]);
    expect(read).toEqual(['1', '2', '3']);
    expect(urls.slice(1)).toEqual(['/api/orders?p=2', '/api/orders?p=3']);
  });

  test('by the address of the next one', async () => {
    const { read } = await numbers(PLAIN, '{ next: $.links.next }', (_hit, count) => ({
      orders: orders(count, 1),
      links: { next: count < 3 ? `/api/orders?page=${count + 1}` : null },
    }));
    expect(read).toEqual(['1', '2', '3']);
  });

  test('by the last item', async () => {
    const { read, urls } = await numbers(
      PLAIN,
      '{ last: $.id, param: starting_after, more: $.has_more }',
      (_hit, count) => ({ orders: orders(count * 2, 2), has_more: count < 3 }),
    );
    expect(read).toEqual(['2', '3', '4', '5', '6', '7']);
    expect(urls.map((url) => query(url).get('starting_after'))).toEqual([null, 'r3', 'r5']);
  });

  test('end at their cap, and that is told', async () => {
    const { read, kinds, urls } = await numbers(PLAIN, '{ page: 1, param: p, max: 3 }', ({ url }) => ({
      orders: orders(Number(query(url).get('p')), 1),
    }));
    expect(read).toHaveLength(3);
    expect(urls).toHaveLength(3);
    expect(kinds).toEqual(['pages_cut']);
  });

  test('never go round in a circle', async () => {
    const { urls } = await numbers(PLAIN, '{ cursor: $.next, param: after, max: 99 }', (_hit, count) => ({
      orders: orders(count, 1),
      next: count % 2 === 0 ? 'a' : 'b',
    }));
    expect(urls).toHaveLength(3);
  });

  test.each(['https://elsewhere.example/orders?p=2', '//elsewhere.example/x', 'http://127.0.0.1:1/orders'])(
    'never lead to another origin: %s',
    async (next) => {
      const { read, urls } = await numbers(PLAIN, '{ next: $.next }', () => ({ orders: orders(1, 1), next }));
      expect(read).toEqual({ is: 'later', code: 'answer_shape' });
      expect(urls).toHaveLength(1);
    },
  );

  test('in the middle of which the system fails are not taken for all', async () => {
    const { read } = await numbers(PLAIN, '{ page: 1, param: p }', (_hit, count) =>
      count < 3 ? { orders: orders(count, 1) } : [500, {}],
    );
    expect(read).toEqual({ is: 'later', code: 'system_error' });
  });
});

describe('what is wrong with paging', () => {
  test.each([
    ['{ cursor: $.next }', 'connection_paging_invalid'],
    ['{ cursor: $.next, page: 1, param: p }', 'connection_invalid'],
    ['{ param: p }', 'connection_invalid'],
    ['{ cursor: "$.next[", param: p }', 'connection_path_invalid'],
    ['{ page: one, param: p }', 'connection_invalid'],
  ])('%s is %s', (paging, code) => {
    expect(issuesOf(find(PLAIN, paging)).map((issue) => issue.split(' ')[0])).toContain(code);
  });
});

test.each([
  ['<https://h/2>; rel="next"', 'https://h/2'],
  ['<https://h/1>; rel="prev", <https://h/2>; rel=next', 'https://h/2'],
  ['<https://h/2?a=1,2>; title="a, b; c"; rel="last next"', 'https://h/2?a=1,2'],
  ['<https://h/2>; REL=NEXT', 'https://h/2'],
  ['<https://h/1>; rel="prev"', undefined],
  ['no link at all', undefined],
  ['', undefined],
])('the Link header %s leads to %s', (header, target) => {
  expect(nextLink(header, 'next')).toBe(target);
});
