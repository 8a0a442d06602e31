/** Tasks of the retail book on a Temporal server, a worker killed at a random moment of each: the book ends the same. */
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { isDeepStrictEqual } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Parts } from '../../demo/stack/parts.js';
import { startStack, type Stack } from '../../demo/stack/stack.js';
import { generateKey } from '../../src/security/signing-keys.js';
import { allOf, type Play } from '../foreign/exam/examine.js';
import { customerOf, type Goal } from '../foreign/exam/goals.js';
import { playOnServer, seededShare } from '../foreign/exam/play-on-server.js';
import { rightEnd } from '../foreign/exam/right-actions.js';
import { type Book, readBook, readTasks } from '../foreign/exam/tasks.js';
import { type RetailRest, startRetailRest, whyNoRetailRest } from '../peers/retail-rest/start.js';
import { howMany, notInSample } from '../support/how-much.js';

const why = whyNoRetailRest();
const when = why === undefined ? describe : describe.skip;
/** A task with two cancels and a return. */
const sample = '16';
/** Each round of a task is played with a merchant of its own that has a book of its own, all at once. */
const merchants = ['northgate', 'northgate2', 'northgate3', 'northgate4'].slice(0, howMany(1, 4));

const folderOf = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

when(`the retail exam on a server${why === undefined ? '' : ` (${why})`}`, () => {
  const parts = new Parts();
  const channel = generateKey();
  const desks: RetailRest[] = [];
  let [right, stack, book]: [RetailRest?, Stack?, Book?] = [];
  const plays: Play[] = [];

  beforeAll(async () => {
    const workerEnv: Record<string, string> = {};
    right = parts.use(await startRetailRest());
    const folder = await mkdtemp(join(tmpdir(), 'orderly-exam-'));
    parts.defer(() => rm(folder, { recursive: true, force: true }));
    await cp(folderOf('../../merchants/demo'), join(folder, 'demo'), { recursive: true });
    for (const merchant of merchants) {
      const desk = parts.use(await startRetailRest());
      desks.push(desk);
      await merchantIn(folder, merchant);
      const prefix = `ORDERLY_SECRET_${merchant.toUpperCase()}__${merchant.toUpperCase()}`;
      workerEnv[`${prefix}_URL`] = desk.url;
      workerEnv[`${prefix}_KEY`] = desk.apiKey;
      workerEnv[`${prefix}_WEB_KEY`] = channel.publicKey;
      workerEnv[`${prefix}_ANNA_KEY`] = generateKey().publicKey;
    }
    stack = parts.use(await startStack({ workerEnv: { ORDERLY_MERCHANTS: folder, ...workerEnv } }));
    book = await readBook();
    plays.push(...allOf(await readTasks(), book).plays.filter(({ how }) => how === 'authenticated'));
  });
  afterAll(async () => {
    await parts[Symbol.asyncDispose]();
  });

  /** One task with one merchant; a worker dies after one of its messages, `killWorker` says how. */
  async function round(
    { task, goals }: Play,
    at: number,
    killWorker: () => Promise<void>,
  ): Promise<{ changed: unknown; killed: boolean; transcript: string[] }> {
    const [merchant, desk] = [merchants[at], desks[at]];
    if (merchant === undefined || desk === undefined || stack === undefined || book === undefined)
      throw new Error('not started');
    await desk.reset();
    const ref = customerOf(task, book) ?? '';
    const email = book.users[ref]?.email ?? '';
    const share = seededShare(`${task.id}/${at + 1}`);
    const doomed = 1 + Math.floor(share * leastMessages(goals));
    let killing: Promise<void> | undefined;
    const said = (message: number): void => {
      if (message === doomed) killing = sleep(Math.floor(share * 10_000) % 500).then(killWorker);
    };
    const signedIn = { merchant, ref, email, channelKey: channel.privateKey };
    const transcript = await playOnServer(stack, signedIn, goals, Number(task.id), said);
    await killing;
    return { changed: await desk.changed(), killed: killing !== undefined, transcript };
  }

  /** All rounds of tasks, and what did not end as it must. */
  async function examine(chosen: readonly Play[]): Promise<{ wrong: unknown[]; kills: number }> {
    if (right === undefined || stack === undefined) throw new Error('not started');
    const running = stack;
    let [kills, dying]: [number, Promise<void> | undefined] = [0, undefined];
    // While a worker is being replaced, no other one dies: it is the same kill for all that are in the midst.
    const killWorker = (): Promise<void> =>
      (dying ??= killed(running).finally(() => {
        dying = undefined;
      }));
    const wrong: unknown[] = [];
    for (const play of chosen) {
      const expected = await rightEnd(right, play.task);
      const ended = await Promise.all(merchants.map((_, at) => round(play, at, killWorker)));
      kills += ended.filter((one) => one.killed).length;
      const different = ended.filter(({ changed }) => !isDeepStrictEqual(changed, expected));
      wrong.push(...different.map(({ transcript }) => ({ task: play.task.id, transcript })));
      if (notInSample === undefined)
        process.stderr.write(`task ${play.task.id}: ${ended.length - different.length} of ${ended.length}\n`);
    }
    return { wrong, kills };
  }

  // In parts, each of which says how it went: a test of hours tells nothing until its end.
  const all = Array.from({ length: howMany(1, 8) }, (_, index) => index);
  test.each(all)(
    `part %d of ${all.length}: each task ${merchants.length} times ends as it must though a worker is killed`,
    async (part) => {
      const ofPart = plays.filter((_, index) => index % all.length === part);
      const chosen = howMany(1, 0) === 1 ? plays.filter(({ task }) => task.id === sample) : ofPart;
      expect(chosen.length).toBeGreaterThan(0);
      const { wrong, kills } = await examine(chosen);
      expect(wrong).toEqual([]);
      expect(kills).toBe(chosen.length * merchants.length);
    },
    howMany(300_000, 3_600_000),
  );
});

/** How many messages a customer writes at least: the last of them may be the one after which the worker dies. */
function leastMessages(goals: readonly Goal[]): number {
  const least = { cancel: 3, return: 4, exchange: 5, change: 5, address: 8, person: 1, undo_cancel: 1 };
  return goals.reduce((sum, goal) => sum + (goal.inVain === true ? 1 : least[goal.do]), 0);
}

/** Another worker takes over. */
async function killed(stack: Stack): Promise<void> {
  await stack.worker.kill('SIGKILL');
  stack.worker = await stack.startWorker();
}

/** The second merchant under a name; secrets go by it. */
async function merchantIn(folder: string, name: string): Promise<void> {
  await cp(folderOf('../foreign/northgate'), join(folder, name), { recursive: true });
  for (const file of ['merchant.yaml', join('connections', 'desk.yaml')]) {
    const path = join(folder, name, file);
    const text = (await readFile(path, 'utf8'))
      .replace('merchant: northgate\n', `merchant: ${name}\n`)
      .replaceAll('secret.NORTHGATE_', `secret.${name.toUpperCase()}_`);
    await writeFile(path, text);
  }
}
