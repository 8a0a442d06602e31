/** Files with which commands of another terminal reach a demo that is kept up: its settings, and the keys made for it. */
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { savePrivateKey } from '../../src/security/signing-keys.js';
import type { Stack } from './stack.js';

/** Writes `env.sh` and a file per private key into a folder of their own; disposing removes the folder. */
export async function writeVisitorFiles(
  folder: string,
  { env, keys, worker }: Pick<Stack, 'env' | 'keys' | 'worker'>,
): Promise<AsyncDisposable> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true, mode: 0o700 });
  // A visitor's own worker would share the messages with the demo's: whoever starts one ends that first.
  const settings = { ...env, ORDERLY_DEMO_WORKER: String(worker.pid) };
  const lines = Object.entries(settings).map(
    ([name, value]) => `export ${name}='${value.replaceAll("'", String.raw`'\''`)}'\n`,
  );
  await writeFile(join(folder, 'env.sh'), lines.join(''), { mode: 0o600 });
  for (const [name, key] of Object.entries(keys)) savePrivateKey(join(folder, `${name}.key`), String(key));
  return { [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }) };
}
