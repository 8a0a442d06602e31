/** Tasks of the retail book on a Temporal server, a worker killed at a random moment of each: the book ends the same. */
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { isDeepStrictEqual } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Parts } from '../../demo/stack/parts.js';
import { startStack, type Stack } from '../../demo/stack/stack.js';
import { generateKey } from '../../src/security/keys.js';
import { allOf } from '../foreign/exam/examine.js';
import { customerOf, type Goal } from '../foreign/exam/goals.js';
import { playOnServer, seededShare } from '../foreign/exam/play-on-server.js';
import { rightEnd } from '../foreign/exam/right-actions.js';
import { readBook, readTasks } from '../foreign/exam/tasks.js';
import { type RetailRest, startRetailRest, whyNoRetailRest } from '../peers/retail-rest/start.js';
import { howMany } from '../support/how-much.js';

const why = whyNoRetailRest();
const when = why === undefined ? describe : describe.skip;
const rounds = howMany(1, 4);
/** A task with two cancels and a return. */
const sample = '16';

when(`the retail exam on a server${why === undefined ? '' : ` (${why})`}`, () => {
  const parts = new Parts();
  const channel = generateKey();
  let [played, right, stack]: [RetailRest?, RetailRest?, Stack?] = [];

  beforeAll(async () => {
    played = parts.use(await startRetailRest());
    right = parts.use(await startRetailRest());
    const folder = await mkdtemp(join(tmpdir(), 'orderly-exam-'));
    parts.defer(() => rm(folder, { recursive: true, force: true }));
    for (const [name, from] of Object.entries({
      demo: '../../merchants/demo',
      northgate: '../foreign/northgate',
    }))
      await cp(fileURLToPath(new URL(from, import.meta.url)), join(folder, name), { recursive: true });
    const workerEnv = {
      ORDERLY_MERCHANTS: folder,
      ORDERLY_SECRET_NORTHGATE_URL: played.url,
      ORDERLY_SECRET_NORTHGATE_KEY: played.apiKey,
      ORDERLY_SECRET_NORTHGATE_WEB_KEY: channel.publicKey,
      ORDERLY_SECRET_NORTHGATE_ANNA_KEY: generateKey().publicKey,
    };
    stack = parts.use(await startStack({ workerEnv }));
  }, 240_000);
  afterAll(async () => {
    await parts[Symbol.asyncDispose]();
  }, 120_000);

  test(
    `${howMany(1, 74)} tasks, ${rounds} times each, end as they must though a worker is killed`,
    async () => {
      const running = stack;
      if (played === undefined || right === undefined || running === undefined)
        throw new Error('not started');
      const book = await readBook();
      const all = allOf(await readTasks(), book).plays.filter(({ how }) => how === 'vouched');
      const chosen = all.filter(({ task }) => howMany(Number(task.id === sample), 1) === 1);
      const wrong: unknown[] = [];
      let kills = 0;
      for (const { task, goals } of chosen) {
        const expected = await rightEnd(right, task);
        const ref = customerOf(task, book) ?? '';
        const signedIn = { ref, email: book.users[ref]?.email ?? '', channelKey: channel.privateKey };
        for (let round = 1; round <= rounds; round += 1) {
          await played.reset();
          const share = seededShare(`${task.id}/${round}`);
          const doomed = 1 + Math.floor(share * leastMessages(goals));
          let killing = Promise.resolve();
          const said = (message: number): void => {
            if (message !== doomed) return;
            kills += 1;
            killing = sleep(Math.floor(share * 10_000) % 500).then(() => killed(running));
          };
          const transcript = await playOnServer(running, signedIn, goals, Number(task.id), said);
          await killing;
          const ended = await played.changed();
          if (!isDeepStrictEqual(ended, expected)) wrong.push({ task: task.id, round, doomed, transcript });
        }
      }
      expect(wrong).toEqual([]);
      expect(kills).toBe(chosen.length * rounds);
    },
    howMany(300_000, 6 * 3_600_000),
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
