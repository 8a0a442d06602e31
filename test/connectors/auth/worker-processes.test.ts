/** Tokens over several worker processes on PostgreSQL: herds, and processes that are killed in the middle. */
import { createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Attempt } from '../../../src/connectors/connector.js';
import type { ConnectionEvent } from '../../../src/connectors/operator-events.js';
import { connectionText } from './support/connection.js';
import { postgresUrl, testDatabase, type TestDatabase } from './support/postgres.js';
import { never, rotatingServer, type RotatingServer, signal } from './support/rotating-server.js';
import { startWorker, type Worker } from './support/worker-process.js';

const SECRET = 'geheim-geheim';

// A dead process's lease must end before the next one may look.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

if (postgresUrl === undefined)
  test.skip('worker processes share tokens, also when killed (skipped: ORDERLY_TEST_POSTGRES_URL is not set)', () =>
    undefined);
else
  describe('on PostgreSQL', () => {
    let database: TestDatabase;
    beforeAll(async () => {
      database = await testDatabase(postgresUrl ?? '');
    });
    afterAll(async () => {
      await database[Symbol.asyncDispose]();
    });

    const worker = (tokenUrl: string, apiUrl: string, timeout = '3s'): Promise<Worker> =>
      startWorker({
        databaseUrl: database.url,
        secret: SECRET,
        text: connectionText({
          url: apiUrl,
          timeout,
          auth: `  { scheme: oauth2-refresh-token, tokenUrl: "${tokenUrl}/token", clientId: me, clientSecret: "\${secret.S}", refreshToken: "\${secret.FIRST}" }`,
        }),
      });
    const workerOf = (server: RotatingServer) => worker(server.url, server.url);

    test('four workers with 50 calls each and an ended token ask once', async () => {
      await using server = await rotatingServer();
      // Two hundred at once: a slow machine has time for them.
      const patient = () => worker(server.url, server.url, '60s');
      const workers = await Promise.all([1, 2, 3, 4].map(patient));
      const herd = async () => {
        const answers = await Promise.all(workers.map((each) => each.call(50)));
        return answers.flatMap(({ attempts }) => attempts);
      };
      const first = await herd();
      expect(first.filter(({ is }) => is === 'done')).toHaveLength(200);
      expect(server.seen).toEqual(['first']);
      server.forget();
      const second = await herd();
      expect(second.filter(({ is }) => is === 'done')).toHaveLength(200);
      expect(server.seen).toEqual(['first', 'refresh-1']);
      for (const each of workers) {
        await each[Symbol.asyncDispose]();
        for (const canary of [SECRET, 'access-', 'refresh-']) expect(each.output()).not.toContain(canary);
      }
    });

    describe('killed', () => {
      test('before it has said that it will send a refresh token: the next one sends it', async () => {
        await using server = await rotatingServer();
        const first = await workerOf(server);
        await database.freeze('tokens');
        first.start();
        await database.somebodyWaits();
        await first.kill();
        await database.thaw();
        await using second = await workerOf(server);
        expect((await settled(second)).attempt.is).toBe('done');
        expect(server.seen).toEqual(['first']);
      });

      test('before the request has left: it is not sent again, and one alarm tells the command', async () => {
        await using mute = await muteServer();
        await using server = await rotatingServer();
        const first = await worker(mute.url, server.url);
        first.start();
        await mute.connected;
        await first.kill();
        await expectLost(() => worker(mute.url, server.url), 'interrupted');
        expect(mute.sockets).toHaveLength(1);
        expect(server.calls).toEqual([]);
      });

      test('when the request has left: it is not sent again, and a token of `orderly connections connect` goes on', async () => {
        await using server = await rotatingServer();
        const asked = signal();
        server.onToken = () => {
          asked.tell();
          return never;
        };
        const first = await workerOf(server);
        first.start();
        await asked.told;
        await first.kill();
        await expectLost(() => workerOf(server), 'interrupted');
        expect(server.seen).toEqual(['first']);
        server.onToken = () => undefined;
        await using last = await workerOf(server);
        expect(await last.keep('connected-1')).toBe(true);
        expect((await last.call()).attempts[0]?.is).toBe('done');
        expect(server.seen).toEqual(['first', 'connected-1']);
      });

      test('when the answer has been read and is not stored: it is not sent again', async () => {
        await using server = await rotatingServer();
        server.onToken = () => database.freeze('tokens');
        const first = await workerOf(server);
        first.start();
        await database.somebodyWaits();
        await first.kill();
        await database.thaw();
        await expectLost(() => workerOf(server), 'interrupted');
        expect(server.seen).toEqual(['first']);
        expect(server.calls).toEqual([]);
      });

      test('when the answer is stored and not used: the next one uses it', async () => {
        await using server = await rotatingServer();
        server.onToken = () => database.freeze('token_leases');
        const first = await workerOf(server);
        first.start();
        await database.somebodyWaits();
        await first.kill();
        await database.thaw();
        expect(server.calls).toEqual([]);
        await using second = await workerOf(server);
        const { attempts, events } = await second.call();
        expect([attempts[0]?.is, events]).toEqual(['done', []]);
        expect(server.seen).toEqual(['first']);
      });

      test('while the token is in use: the next one uses it', async () => {
        await using server = await rotatingServer();
        const asked = signal();
        server.onCall = () => {
          asked.tell();
          return never;
        };
        const first = await workerOf(server);
        first.start();
        await asked.told;
        await first.kill();
        server.onCall = () => undefined;
        await using second = await workerOf(server);
        const { attempts, events } = await second.call();
        expect([attempts[0]?.is, events]).toEqual(['done', []]);
        expect(server.seen).toEqual(['first']);
      });

      test('in the renewal that a 401 led to: what was sent is not sent again', async () => {
        await using server = await rotatingServer();
        const first = await workerOf(server);
        expect((await first.call()).attempts[0]?.is).toBe('done');
        server.forget();
        const asked = signal();
        server.onToken = () => {
          asked.tell();
          return never;
        };
        first.start();
        await asked.told;
        server.forget();
        await first.kill();
        await expectLost(() => workerOf(server), 'interrupted');
        expect(server.seen).toEqual(['first', 'refresh-1']);
      });

      test('in the request that follows on it: the next one uses the new token', async () => {
        await using server = await rotatingServer();
        const first = await workerOf(server);
        expect((await first.call()).attempts[0]?.is).toBe('done');
        server.forget();
        const asked = signal();
        server.onCall = (hit) => {
          if (hit.headers.authorization !== 'Bearer access-2') return undefined;
          asked.tell();
          return never;
        };
        first.start();
        await asked.told;
        await first.kill();
        server.onCall = () => undefined;
        await using second = await workerOf(server);
        expect((await second.call()).attempts[0]?.is).toBe('done');
        expect(server.seen).toEqual(['first', 'refresh-1']);
      });
    });
  });

/** Calls until it is decided whether there is a token: the dead process's lease must end first. */
async function settled(worker: Worker): Promise<{ attempt: Attempt; events: ConnectionEvent[] }> {
  const told: ConnectionEvent[] = [];
  for (;;) {
    const { attempts, events } = await worker.call();
    told.push(...events);
    const [attempt] = attempts;
    const undecided = attempt && 'code' in attempt && /^(token_unavailable|unauthorized)$/.test(attempt.code);
    if (attempt && !undecided) return { attempt, events: told };
    await sleep(300);
  }
}

/** Two workers, one after the other: nothing is sent, and of all alarms there is one. */
async function expectLost(start: () => Promise<Worker>, cause: string): Promise<void> {
  const alarms: ConnectionEvent[] = [];
  for (const round of [1, 2]) {
    await using worker = await start();
    const { attempt, events } = await settled(worker);
    const again = await worker.call(20);
    alarms.push(...[...events, ...again.events].filter(({ kind }) => kind === 'connect_needed'));
    for (const each of round === 1 ? [attempt, ...again.attempts] : again.attempts)
      expect(each).toMatchObject({ code: expect.stringMatching(/^(connect_needed|unauthorized)$/) });
  }
  expect(alarms).toEqual([{ connection: 'shop', kind: 'connect_needed', cause }]);
}

/** Takes connections and says nothing: a TLS client never gets to send its request. */
async function muteServer() {
  const sockets: Socket[] = [];
  const { told: connected, tell } = signal();
  const server = createServer((socket) => {
    sockets.push(socket);
    socket.on('error', () => undefined);
    tell();
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  return {
    url: `https://127.0.0.1:${port}`,
    sockets,
    connected,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      await new Promise((closed) => server.close(closed));
    },
  };
}
