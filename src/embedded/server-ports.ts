/** The ports of an embedded server: chosen at its first start, and the same at each later one. */
import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { OrderlyError } from '../contracts/errors/orderly-error.js';
import { freePort } from './free-ports.js';

const port = z.int().min(1).max(65_535);
const portsFile = z.object({ temporal: port, ui: port, store: port });

/** A port for each part of the server. */
export type ServerPorts = z.infer<typeof portsFile>;

/** The ports that a folder remembers, or new ones: what outlives the server finds it there again. */
export async function serverPorts(folder: string): Promise<ServerPorts> {
  const remembered = await readFile(fileIn(folder), 'utf8').catch(() => undefined);
  if (remembered !== undefined) return readPorts(folder, remembered);
  const chosen = new Set<number>();
  while (chosen.size < 3) chosen.add(await freePort());
  const [temporal = 0, ui = 0, store = 0] = chosen;
  return { temporal, ui, store };
}

/** Remembers the ports, once something serves there. */
export async function rememberPorts(folder: string, ports: ServerPorts): Promise<void> {
  const draft = `${fileIn(folder)}.${process.pid}`;
  await writeFile(draft, `${JSON.stringify(ports)}\n`, { mode: 0o600 });
  await rename(draft, fileIn(folder));
}

function readPorts(folder: string, text: string): ServerPorts {
  try {
    return portsFile.parse(JSON.parse(text));
  } catch (cause) {
    const hint = 'Remove it: the server then chooses new ports.';
    throw new OrderlyError('config_invalid', `${fileIn(folder)} holds no ports`, { hint, cause });
  }
}

const fileIn = (folder: string): string => join(folder, 'ports.json');
