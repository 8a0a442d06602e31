/** Very many events and conversations through the API, while everything is killed in turn: each once, none lost. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { connectOverHttp } from '../../src/client/over-http.js';
import type { Reply, TypedClient } from '../../src/client/typed-client.js';
import { linkHash, newLinkToken } from '../../src/security/link-token.js';
import type { DocumentRow } from '../../src/store/documents.js';
import { howMany, notInSample } from '../support/how-much.js';
import { labelOf } from './support/label-press.js';
import { decoded, texts } from './support/mentions.js';
import { whyNoPostgres } from './support/own-postgres.js';
import { persistently, ScaleDesk, shuffled, sideBySide } from './support/scale-desk.js';

const [events, conversations] = [howMany(90, 5_000), howMany(6, 500)];
const documents = 200;
const withAll = notInSample === undefined ? test : test.skip;
const timeoutMs = howMany(300_000, 7_200_000);
let desk: ScaleDesk;

beforeAll(async () => {
  desk = await ScaleDesk.start(notInSample === undefined && whyNoPostgres() === undefined);
});
afterAll(async () => {
  await desk[Symbol.asyncDispose]();
});

const note = (line: string): void => void process.stderr.write(`${line}\n`);

/** The time below which 95 of a hundred lie. */
const p95 = (times: readonly number[]): number =>
  times.toSorted((a, b) => a - b)[Math.floor(times.length * 0.95)] ?? 0;

/** Does the work for all items; meanwhile everything is killed in turn, at fixed places among the steps that are told. */
async function whileAllIsKilled<T>(
  items: readonly T[],
  steps: number,
  work: (item: T, step: () => void) => Promise<void>,
  mortals = desk.mortals,
): Promise<void> {
  let killing: Promise<void> = Promise.resolve();
  let [taken, turn] = [0, 0];
  const step = (): void => {
    taken += 1;
    const next = mortals[turn];
    if (next === undefined || taken * (mortals.length + 1) < items.length * steps * (turn + 1)) return;
    turn += 1;
    killing = killing.then(() => desk.kill(next));
  };
  await sideBySide(items, 8, (item) => work(item, step));
  await killing;
}

test(
  `${events} events, shuffled, many twice, some forged, some before their run: each wakes its run once`,
  async () => {
    const since = Date.now();
    const codes = Array.from({ length: events }, (_, index) => `P${index}`);
    const early = new Set(codes.filter((_, index) => index % 20 === 7));
    await sideBySide(
      codes.filter((code) => !early.has(code)),
      8,
      (code) => persistently(() => desk.await(code, since).then(() => true)).then(() => undefined),
    );
    const told = codes.map((code) => ({ code, id: `delivered-${code}`, isForged: false }));
    const again = told.filter((_, index) => index % 10 < 3);
    const forged = told.filter((_, index) => index % 20 === 3).map((one) => ({ ...one, isForged: true }));
    const strange = forged.map((one) => ({ ...one, id: `forged-${one.code}` }));
    const [answered, sentAt] = [[] as number[], new Map<string, number>()];
    const all = shuffled([...told, ...again, ...strange], 17);
    await whileAllIsKilled(all, 1, async ({ isForged, ...event }, step) => {
      step();
      const begun = Date.now();
      if (!isForged && !sentAt.has(event.code)) sentAt.set(event.code, begun);
      expect(await desk.tell(event, isForged)).toBe(isForged ? 401 : 200);
      answered.push(Date.now() - begun);
    });
    for (const code of early) await persistently(() => desk.await(code, since).then(() => true));

    const woken: number[] = [];
    const results: Record<string, number> = {};
    const { temporal, store } = desk.stack;
    await sideBySide(codes, 8, async (code) => {
      const handle = temporal.workflow.getHandle(`demo/parcel-${code}/1-wismo`);
      const { result } = await persistently(() => handle.result() as Promise<{ result: string }>);
      results[result] = (results[result] ?? 0) + 1;
      const { closeTime } = await persistently(() => handle.describe());
      if (!early.has(code)) woken.push((closeTime?.getTime() ?? 0) - (sentAt.get(code) ?? 0));
      const replies = await store.outbox.read('demo', `parcel-${code}`, 0, Date.now());
      expect(replies.map(({ body }) => body.text)).toEqual(['Your parcel is there.']);
    });
    expect(results).toEqual({ told: events });
    const kept = await store.events.list('demo', { limit: events * 2 });
    expect(kept.map(({ id }) => id).sort()).toEqual(told.map(({ id }) => id).sort());
    note(`${events} events: p95 ${p95(answered)} ms to the answer, ${p95(woken)} ms to the end of the run`);
  },
  timeoutMs,
);

test(
  `${conversations} conversations through the API: each message and each reply once, in order`,
  async () => {
    const texts = ['I want to talk to a human', 'Are you there?', 'It is about my order.'];
    const ids = Array.from({ length: conversations }, () => randomUUID());
    const { key } = desk;
    const client = (): TypedClient['conversations'] => connectOverHttp({ url: desk.url, key }).conversations;
    const say = (conversation: string, seq: number): Promise<unknown> =>
      persistently(() =>
        client().send({
          ...{ merchant: 'demo', conversation, messageId: `${conversation}-${seq}`, seq },
          ...{ text: texts[seq - 1] ?? '', sentAt: new Date().toISOString(), language: 'en' },
        }),
      );
    const hears = (id: string, kind: Reply['kind'], count: number): Promise<Reply[]> =>
      persistently(async () => {
        const read: Reply[] = await client().replies('demo', id);
        return read.filter((reply) => reply.kind === kind).length >= count ? read : undefined;
      });
    await whileAllIsKilled(ids, texts.length, async (id, step) => {
      step();
      await say(id, 1);
      await hears(id, 'handover', 1);
      for (const seq of [2, 3]) {
        step();
        await say(id, seq);
        // As after an answer that was lost.
        await say(id, seq);
        await hears(id, 'passed_on', seq - 1);
      }
    });
    for (const id of ids) {
      const replies = await hears(id, 'passed_on', 2);
      expect(replies.map(({ position }) => position)).toEqual(replies.map((_, index) => index + 1));
      expect(replies.map(({ kind }) => kind)).toEqual(['reply', 'handover', 'passed_on', 'passed_on']);
      expect(replies.slice(2).map(({ body }) => body.text)).toEqual(texts.slice(1));
    }
  },
  timeoutMs,
);

withAll(
  `${documents} documents while store and worker are killed: none is lost, none is in a history, links expire and are revoked${notInSample === undefined ? '' : ` (${notInSample})`}`,
  async () => {
    const since = Date.now();
    const { press, stack } = desk;
    const { store, temporal } = stack;
    const codes = Array.from({ length: documents }, (_, index) => `L${index}`);
    // One of the two dies about every sixth label.
    const deaths = Array.from({ length: documents / 6 }, (_, index) =>
      index % 2 === 0 ? desk.storeServer : 'worker',
    );
    const running = (code: string) => temporal.workflow.getHandle(`demo/label-${code}/1-wismo`);
    await whileAllIsKilled(
      codes,
      1,
      async (code, step) => {
        await persistently(() => desk.print(code, since).then(() => true));
        step();
        const { result } = await persistently(() => running(code).result() as Promise<{ result: string }>);
        expect([code, result]).toEqual([code, 'told']);
      },
      deaths,
    );
    const links: string[] = [];
    for (const code of codes) {
      const replies = await store.outbox.read('demo', `label-${code}`, 0, Date.now());
      expect(replies.map(({ body }) => body.text.replace(/http.*/, ''))).toEqual(['Your label: ']);
      const [linked] = replies[0]?.body.documents ?? [];
      const path = new URL(linked!.url).pathname;
      const answer = await persistently(() => fetch(desk.url + path));
      expect(Buffer.from(await answer.arrayBuffer())).toEqual(labelOf(code));
      expect(press.asked.get(code)?.size).toBe(1);
      const history = texts(await running(code).fetchHistory());
      expect(history).toContain('"mediaType"');
      expect(decoded(history)).not.toMatch(/CONTENT of|%PDF/);
      links.push(path);
    }
    const kept = await store.documents.list('demo', { limit: documents * 2 });
    expect(new Set(kept.map(({ conversation }) => conversation)).size).toBe(documents);
    expect(kept).toHaveLength(documents);
    await endLinks(kept, links);
    note(`${documents} documents, ${deaths.length} times killed in between`);
  },
  timeoutMs,
);

/** Half of them are revoked, the other half's time is over. */
async function endLinks(kept: readonly DocumentRow[], links: readonly string[]): Promise<void> {
  const { documents: store } = desk.stack.store;
  const opens = (path: string) => persistently(() => fetch(desk.url + path)).then(({ status }) => status);
  for (const [index, { ref, conversation, linkedUntil = 0 }] of kept.entries()) {
    expect(linkedUntil).toBeGreaterThan(Date.now() + 13 * 86_400_000);
    const token = newLinkToken();
    await store.link(
      { merchant: 'demo', conversation },
      ref,
      linkHash(token),
      index % 2 === 0 ? 86_400_000 : 0,
    );
    expect(await opens(`/v1/documents/${token}`)).toBe(index % 2 === 0 ? 200 : 404);
    await store.revoke('demo', ref);
    expect(await opens(`/v1/documents/${token}`)).toBe(404);
  }
  for (const link of links) expect(await opens(link)).toBe(404);
}
