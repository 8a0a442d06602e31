/** Whose turn it is on the one session. */
import { expect, test } from 'vitest';
import { type Session, SessionQueue } from '../../../src/platform/embedded/session-queue.js';

/** A session that records what it is given; `T` opens a transaction, `Q` and a rollback end it. */
function recordingSession() {
  const ran: string[] = [];
  let inTransaction = false;
  const run = (message: Uint8Array) => {
    const text = Buffer.from(message).toString();
    ran.push(text);
    if (text.startsWith('T')) inTransaction = true;
    if (text.startsWith('Q')) inTransaction = false;
  };
  const session: Session = {
    isInTransaction: () => inTransaction,
    runExclusive: (act) => act(),
    execProtocolRaw: (message) => {
      run(message);
      return Promise.resolve(new Uint8Array());
    },
    execProtocolRawStream: (message) => {
      run(message);
      return Promise.resolve();
    },
  };
  return { session, ran };
}

const sayNothing = () => undefined;
const bytes = (text: string) => new Uint8Array(Buffer.from(text));

test('a client keeps the session from its first message to its Sync, and through a transaction', async () => {
  const { session, ran } = recordingSession();
  const queue = new SessionQueue(session, 60_000, sayNothing);
  const send = (client: number, text: string) => queue.enqueue(client, bytes(text), sayNothing);
  const all = [
    send(1, 'P1'),
    send(2, 'P2'),
    send(1, 'B1'),
    send(2, 'S2'),
    send(1, 'T1'),
    send(1, 'P1'),
    send(1, 'S1'),
    send(1, 'Q1'),
  ];
  await Promise.all(all);
  expect(ran).toEqual(['P1', 'B1', 'T1', 'P1', 'S1', 'Q1', 'P2', 'S2']);
});

test('a client that goes in the middle of a statement gives the session back, and is heard no more', async () => {
  const { session, ran } = recordingSession();
  const queue = new SessionQueue(session, 60_000, sayNothing);
  await queue.enqueue(1, bytes('T1'), sayNothing);
  await queue.enqueue(1, bytes('P1'), sayNothing);
  const other = queue.enqueue(2, bytes('Q2'), sayNothing);
  queue.clearQueueForHandler(1);
  await queue.clearTransactionIfNeeded(1);
  await other;
  await expect(queue.enqueue(1, bytes('B1'), sayNothing)).rejects.toThrow('disconnected');
  expect(ran.map((text) => text[0])).toEqual(['T', 'P', 'S', 'Q', 'Q']);
});

test('a client that keeps a transaction without a word is named', async () => {
  const { session } = recordingSession();
  const stuck = new Promise<number>((resolve) => {
    const queue = new SessionQueue(session, 5, resolve);
    void queue.enqueue(7, bytes('T7'), sayNothing);
    setTimeout(sayNothing, 5_000).unref();
  });
  const alive = setInterval(sayNothing, 10);
  expect(await stuck).toBe(7);
  clearInterval(alive);
});

test('a message that fails fails its client and nobody else', async () => {
  const { session } = recordingSession();
  const failing: Session = { ...session, execProtocolRawStream: () => Promise.reject(new Error('broken')) };
  const queue = new SessionQueue(failing, 60_000, sayNothing);
  await expect(queue.enqueue(1, bytes('Q1'), sayNothing)).rejects.toThrow('broken');
  await expect(queue.enqueue(2, bytes('Q2'), sayNothing)).rejects.toThrow('broken');
  expect(queue.getQueueLength()).toBe(0);
});
