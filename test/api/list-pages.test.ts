/** Lists page by page: each once, to the end, under any filter; a limit that is none is refused. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ConversationRow } from '../../src/store/store.js';
import { type TestApi, testApi } from './support/api.js';

const ids = Array.from({ length: 7 }, (_, index) => `c-${index}`);
const people = new Set(['c-1', 'c-4', 'c-5']);

let api: TestApi;
beforeAll(async () => {
  api = await testApi();
  // At the same time, so that some may share a moment.
  await Promise.all(ids.map((id) => api.store.conversations.begin('demo', id, 'chat')));
  for (const id of people) await api.store.conversations.giveToPeople('demo', id, 'service');
});
afterAll(async () => {
  await api[Symbol.asyncDispose]();
});

async function get(path: string): Promise<{ status: number; body: Record<string, unknown> }> {
  const headers = { authorization: `Bearer ${api.keys.anna}` };
  const answer = await fetch(`${api.url}/v1/merchants/demo${path}`, { headers });
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
}

async function page(query: Readonly<Record<string, string | number>>): Promise<ConversationRow[]> {
  const given = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) given.set(name, String(value));
  const { status, body } = await get(`/conversations?${given.toString()}`);
  expect(status).toBe(200);
  return body['conversations'] as ConversationRow[];
}

/** The place of a row, from which the next page goes on. */
const from = ({ lastAt, conversation }: ConversationRow) => ({ before: lastAt, behind: conversation });

async function walk(limit: number, filter: { with?: 'people' | 'flows' } = {}): Promise<string[][]> {
  const pages: ConversationRow[][] = [await page({ ...filter, limit })];
  for (let last = pages[0]?.at(-1); last !== undefined && pages.at(-1)?.length === limit;) {
    pages.push(await page({ ...filter, limit, ...from(last) }));
    last = pages.at(-1)?.at(-1);
  }
  return pages.map((rows) => rows.map(({ conversation }) => conversation));
}

describe('conversations', () => {
  test.each([1, 2, 3, 6, 7, 200])('in pages of %i come each once, in one order', async (limit) => {
    const whole = (await page({})).map(({ conversation }) => conversation);
    expect([...whole].sort()).toEqual(ids);
    const pages = await walk(limit);
    expect(pages.flat()).toEqual(whole);
    expect(pages.at(-1)!.length).toBeLessThan(limit);
  });

  test('of one filter too, and a place in one list holds in the other', async () => {
    expect((await walk(2, { with: 'people' })).flat().sort()).toEqual([...people].sort());
    const flows = (await walk(2, { with: 'flows' })).flat();
    expect([...flows, ...people].sort()).toEqual(ids);
    const all = await page({});
    for (const [index, row] of all.entries()) {
      const next = await page({ with: 'people', limit: 1, ...from(row) });
      const expected = all.slice(index + 1).find(({ conversation }) => people.has(conversation));
      expect(next.map(({ conversation }) => conversation)).toEqual(expected ? [expected.conversation] : []);
    }
  });

  test('of the same moment are told apart by their ids', async () => {
    const [first] = await page({ limit: 1 });
    const { lastAt: before, conversation } = first!;
    const names = async (more: object) => (await page({ before, ...more })).map((row) => row.conversation);
    expect(await names({})).not.toContain(conversation);
    expect(await names({ behind: '!' })).toContain(conversation);
    expect(await names({ behind: conversation })).not.toContain(conversation);
  });

  test('before all of them are none', async () => {
    const longAgo = new Date(0).toISOString();
    expect(await page({ before: longAgo })).toEqual([]);
    expect(await page({ before: longAgo, behind: 'c-0' })).toEqual([]);
    const headers = { authorization: `Bearer ${api.keys.other}` };
    expect((await fetch(`${api.url}/v1/merchants/other/conversations`, { headers })).status).toBe(403);
  });
});

test.each(
  ['/conversations', '/runs', '/conversations/c-0'].flatMap((path) =>
    ['limit=0', 'limit=201', 'limit=-1', 'limit=1.5', 'limit=', 'limit=all', 'limit=1&limit=2'].map(
      (query) => `${path}?${query}`,
    ),
  ),
)('a limit that is none is refused: %s', async (path) => {
  expect(await get(path)).toMatchObject({ status: 400, body: { code: 'request_invalid' } });
});

test.each(['before=-1', 'before=x', 'before=99999999999999999999', 'behind='])(
  'a place that is none is refused: %s',
  async (query) => {
    expect(await get(`/conversations?${query}`)).toMatchObject({ status: 400 });
  },
);
