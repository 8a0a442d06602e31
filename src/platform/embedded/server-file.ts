/** The file in which the running embedded server announces itself to other processes. */
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { z } from 'zod';

const serverFile = z.object({
  pid: z.number().int(),
  temporalAddress: z.string(),
  uiUrl: z.string(),
  databaseUrl: z.string(),
});

/** Addresses and owner of a folder's embedded Temporal server and store. */
export type RunningServer = z.infer<typeof serverFile>;

const ANSWER_DEADLINE_MS = 1_000;

/** The embedded server of a folder, if one is running and reachable. */
export async function discover(folder: string): Promise<RunningServer | undefined> {
  const text = await readFile(pathIn(folder), 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  const file = serverFile.safeParse(parsed(text));
  if (!file.success) return undefined;
  const { temporalAddress, databaseUrl } = file.data;
  const answers = await Promise.all([temporalAddress, new URL(databaseUrl).host].map(listens));
  return answers.every(Boolean) ? file.data : undefined;
}

/** Writes the file atomically, readable by its owner only. */
export async function announce(folder: string, server: RunningServer): Promise<void> {
  const draft = `${pathIn(folder)}.${server.pid}`;
  await writeFile(draft, `${JSON.stringify(server, undefined, 2)}\n`, { mode: 0o600 });
  await rename(draft, pathIn(folder));
}

/** Removes the file. */
export async function withdraw(folder: string): Promise<void> {
  await rm(pathIn(folder), { force: true });
}

function pathIn(folder: string): string {
  return join(folder, 'server.json');
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function listens(hostAndPort: string): Promise<boolean> {
  const { hostname, port } = new URL(`tcp://${hostAndPort}`);
  return new Promise((resolve) => {
    const socket = connect({ host: hostname, port: Number(port) });
    const end = (answer: boolean) => {
      socket.destroy();
      resolve(answer);
    };
    socket.setTimeout(ANSWER_DEADLINE_MS, () => {
      end(false);
    });
    socket.once('connect', () => {
      end(true);
    });
    socket.once('error', () => {
      end(false);
    });
  });
}
