/**
 * One owner per folder. The owner listens on a TCP port that its record names, so the lock dies with the process,
 * however it dies; records are numbered and append-only, so two openers cannot both take over from a dead owner.
 */
import { randomUUID } from 'node:crypto';
import { link, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { connect, createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { z } from 'zod';
import { OrderlyError } from '../../contracts/errors/orderly-error.js';
import { listen, portOf } from './free-ports.js';

const ownerRecord = z.object({ pid: z.number().int(), port: z.number().int(), token: z.string() });
type OwnerRecord = z.infer<typeof ownerRecord>;

const RECORD = /^owner\.(\d+)\.json$/;
const ANSWER_DEADLINE_MS = 2_000;

/** Locks the folder for this process until disposal or death; `store_in_use` if another live process holds it. */
export async function lockFolder(folder: string): Promise<AsyncDisposable> {
  await mkdir(folder, { recursive: true });
  const token = randomUUID();
  const server = await listen(createServer((socket) => socket.on('error', () => undefined).end(token)));
  server.unref();
  try {
    const number = await takeOver(folder, { pid: process.pid, port: portOf(server), token });
    await removeRecordsBefore(folder, number);
  } catch (error) {
    server.close();
    throw error;
  }
  return { [Symbol.asyncDispose]: () => closed(server) };
}

/** Adds our record after the last one, if its owner is dead; `link` lets exactly one process win a number. */
async function takeOver(folder: string, own: OwnerRecord): Promise<number> {
  const draft = join(folder, `draft.${own.token}`);
  await writeFile(draft, JSON.stringify(own), { mode: 0o600 });
  try {
    for (;;) {
      const last = Math.max(0, ...(await recordNumbers(folder)));
      await refuseIfAlive(folder, last);
      if (await linked(draft, recordPath(folder, last + 1))) return last + 1;
    }
  } finally {
    await rm(draft, { force: true });
  }
}

async function refuseIfAlive(folder: string, number: number): Promise<void> {
  const text = await readFile(recordPath(folder, number), 'utf8').catch(() => undefined);
  if (text === undefined) return;
  const owner = recordIn(text);
  if (owner === undefined || !(await isAlive(owner))) return;
  const hint = `Stop process ${owner.pid}, or use PostgreSQL: set DATABASE_URL.`;
  throw new OrderlyError('store_in_use', `Process ${owner.pid} is using the store in ${folder}`, { hint });
}

/** Records appear atomically; only disk or power failure leaves one unreadable, and then its owner is gone too. */
function recordIn(text: string): OwnerRecord | undefined {
  try {
    return ownerRecord.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}

/** An owner that is merely busy or suspended counts as alive: it holds its port, and its process exists. */
async function isAlive(owner: OwnerRecord): Promise<boolean> {
  const answer = await answerOf(owner.port);
  if (answer === 'silent') return processExists(owner.pid);
  return answer === owner.token;
}

function answerOf(port: number): Promise<string> {
  return new Promise((resolve) => {
    let answer = '';
    const socket = connect({ port, host: '127.0.0.1' });
    socket.setTimeout(ANSWER_DEADLINE_MS, () => {
      resolve('silent');
      socket.destroy();
    });
    socket.on('data', (chunk) => (answer += chunk.toString()));
    socket.on('error', () => {
      resolve('refused');
    });
    socket.on('close', () => {
      resolve(answer);
    });
  });
}

function processExists(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'; // process.kill throws errno exceptions only
  }
}

async function linked(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false; // fs throws errno exceptions only
    throw error;
  }
}

/** The last record stays even after its owner releases the lock: numbering never restarts. */
async function removeRecordsBefore(folder: string, number: number): Promise<void> {
  const older = (await recordNumbers(folder)).filter((other) => other < number);
  await Promise.all(older.map((other) => rm(recordPath(folder, other), { force: true })));
}

async function recordNumbers(folder: string): Promise<number[]> {
  const names = await readdir(folder);
  return names.flatMap((name) => RECORD.exec(name)?.[1] ?? []).map(Number);
}

function recordPath(folder: string, number: number): string {
  return join(folder, `owner.${number}.json`);
}

function closed(server: Server): Promise<void> {
  return new Promise((resolve) =>
    server.close(() => {
      resolve();
    }),
  );
}
