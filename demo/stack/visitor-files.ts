/** Files with which commands of another terminal reach a demo that is kept up: its settings, and the keys made for it. */
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { savePrivateKey } from '../../src/security/signing-keys.js';
import type { BegunStack, Stack } from './stack.js';

/** The files; disposing removes their folder. */
export interface VisitorFiles extends AsyncDisposable {
  /** Writes `env.sh`, which names the worker of the moment: a visitor's own would share its messages. */
  writeSettings(worker: Stack['worker']): Promise<void>;
}

/** Writes a file per private key into a folder of their own. */
export async function writeVisitorFiles(
  folder: string,
  { env, keys }: Pick<BegunStack, 'env' | 'keys'>,
): Promise<VisitorFiles> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true, mode: 0o700 });
  for (const [name, key] of Object.entries(keys)) savePrivateKey(join(folder, `${name}.key`), String(key));
  return {
    writeSettings: async ({ pid }) => {
      const lines = Object.entries({ ...env, ORDERLY_DEMO_WORKER: String(pid) }).map(
        ([name, value]) => `export ${name}='${value.replaceAll("'", String.raw`'\''`)}'\n`,
      );
      await writeFile(join(folder, 'env.sh'), lines.join(''), { mode: 0o600 });
    },
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  };
}
