import { expect, test } from 'vitest';
import { readFile } from 'node:fs/promises';
import { type FaultInput } from '../../../demo/shop/faults.js';
import { controlsAt } from '../../../demo/shop/controls.js';
import { refundOf, temporaryFolder, testShop } from './support.js';

const posts = { method: 'POST', path: '/erstattungen' };

/** A shop that is told a fault for refunds, and the refund that meets it. */
async function refundMeeting(fault: Omit<FaultInput, 'match'>) {
  const running = await testShop();
  const { shop, client, stories } = running;
  await shop.controls.fail({ match: posts, times: 1, ...fault });
  const { id } = stories.refundable.below50[0]!;
  const send = () => client.post(`/v2/auftraege/${id}/erstattungen`, refundOf(500), 'k');
  return { ...running, send };
}

test('act and lose: the shop has paid, the answer is lost, the repeat gets the same booking', async () => {
  await using given = await refundMeeting({ kind: 'act_and_lose' });
  const { shop, send } = given;
  await expect(send()).rejects.toThrow();
  const lost = await shop.controls.ledger();
  expect(lost).toMatchObject([{ cents: 500, key: 'k' }]);
  expect(await send()).toMatchObject({ status: 201, body: { erstattung_id: lost[0]!.id } });
  expect(await shop.controls.ledger()).toHaveLength(1);
  const rows = (await shop.controls.requests()).filter(({ key }) => key === 'k');
  expect(rows).toMatchObject([{ status: 201, fault: 'act_and_lose' }, { status: 201 }]);
});

test('a delay acts first and answers late', async () => {
  await using given = await refundMeeting({ kind: 'delay', ms: 60_000 });
  const { shop, client, send } = given;
  const answer = send();
  answer.catch(() => undefined);
  while ((await shop.controls.ledger()).length === 0) await client.get('/healthz');
  expect((await shop.controls.requests()).at(-1)).toMatchObject({ status: 201, fault: 'delay' });
  await shop[Symbol.asyncDispose]();
  await expect(answer).rejects.toThrow();
});

test('a short delay ends in the whole answer, also when it comes before the act', async () => {
  for (const before of [false, true]) {
    await using given = await refundMeeting({ kind: 'delay', ms: 20, before });
    expect((await given.send()).status).toBe(201);
  }
});

test('silence: nothing is done and nothing is answered', async () => {
  await using running = await testShop();
  const { shop, stories } = running;
  await shop.controls.fail({ match: {}, kind: 'silence', times: 1 });
  const stop = new AbortController();
  const answer = fetch(`${shop.url}/v2/auftraege/${stories.single.open[0]!.nummer}`, { signal: stop.signal });
  answer.catch(() => undefined);
  while ((await shop.controls.requests()).at(-1)?.fault !== 'silence');
  expect(
    await Promise.race([answer, new Promise((resolve) => setTimeout(resolve, 50, 'still nothing'))]),
  ).toBe('still nothing');
  stop.abort();
  await expect(answer).rejects.toThrow();
});

test('half a body: the shop has paid, and the answer breaks off', async () => {
  await using given = await refundMeeting({ kind: 'half_body' });
  await expect(given.send()).rejects.toThrow();
  expect(await given.shop.controls.ledger()).toHaveLength(1);
});

test.each([
  [{ kind: 'status', status: 429, retryAfter: 7 }, 429, { fehler: 'STOERUNG' }],
  [{ kind: 'status' }, 503, { fehler: 'STOERUNG' }],
  [{ kind: 'html' }, 200, expect.stringContaining('<h1>')],
  [{ kind: 'html', status: 502 }, 502, expect.stringContaining('<h1>')],
  [{ kind: 'empty' }, 200, ''],
] as const)('%j answers so and does nothing', async (fault, status, body) => {
  await using given = await refundMeeting(fault);
  const answer = await given.send();
  expect([answer.status, answer.body]).toEqual([status, body]);
  expect(answer.headers.get('retry-after')).toBe('retryAfter' in fault ? '7' : null);
  expect(await given.shop.controls.ledger()).toEqual([]);
});

test('an error may also hide a payment that was made', async () => {
  await using given = await refundMeeting({ kind: 'status', status: 500, act: true });
  expect((await given.send()).status).toBe(500);
  expect(await given.shop.controls.ledger()).toHaveLength(1);
});

test('a fault meets as many requests as it says, only those that fit, and none after the reset', async () => {
  await using running = await testShop();
  const { shop, client, stories } = running;
  const path = `/v2/auftraege/${stories.single.open[0]!.nummer}`;
  const statuses = async (count: number) => {
    const found: number[] = [];
    while (found.length < count) found.push((await client.get(path)).status);
    return found;
  };
  await shop.controls.fail({ match: { method: 'POST' }, kind: 'status' });
  await shop.controls.fail({ match: { path: String.raw`auftraege/\d+$` }, kind: 'status', times: 2 });
  expect(await statuses(3)).toEqual([503, 503, 200]);
  await shop.controls.fail({ match: { path }, kind: 'empty' });
  await shop.controls.reset();
  expect(await statuses(1)).toEqual([200]);
});

test('a command that cannot be understood is refused with the reason', async () => {
  await using running = await testShop();
  const controls = controlsAt(running.shop.url);
  await expect(controls.fail({ kind: 'explode' } as unknown as FaultInput)).rejects.toThrow('kind');
  await expect(controls.fail({ kind: 'status', match: { path: '(' } })).rejects.toThrow('regular expression');
});

test('the request log holds every request and no token or secret', async () => {
  await using folder = await temporaryFolder();
  await using running = await testShop({ dataFolder: folder.path });
  const { client, stories } = running;
  await client.get(`/v2/auftraege/${stories.single.open[0]!.nummer}`);
  const text = await readFile(`${folder.path}/requests.jsonl`, 'utf8');
  expect(
    text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as unknown),
  ).toEqual([
    { time: expect.any(String), method: 'POST', path: '/oauth/token', status: 200 },
    {
      time: expect.any(String),
      method: 'GET',
      path: `/v2/auftraege/${stories.single.open[0]!.nummer}`,
      status: 200,
    },
  ]);
  expect(text).not.toMatch(/demo-secret|Bearer|access_token/);
});
