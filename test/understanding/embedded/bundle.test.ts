/** The built thread is one file, and understands what the source understands. */
import { expect, test } from 'vitest';
import { mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { bundleThread } from '../../../tools/release/bundle-thread.js';
import { loadEmbeddedUnderstander } from '../../../src/understanding/embedded/embedded-understander.js';
import { intents } from '../../../src/understanding/intents/index.js';
import type { FromThread, ToThread } from '../../../src/understanding/embedded/thread-messages.js';

const source = fileURLToPath(new URL('../../../src/understanding/', import.meta.url));

test('the bundled thread finds its model beside itself and answers as the source does', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'orderly-bundle-'));
  try {
    await mkdir(join(folder, 'embedded'));
    for (const file of [
      'embedded/labels.json',
      'embedded/matters.json',
      'embedded/mix.json',
      'embedded/ngrams',
      'embedded/parts.json',
      'embedded/transformer',
    ])
      await symlink(join(source, file), join(folder, file));
    await writeFile(join(folder, 'package.json'), '{ "type": "module" }');
    await bundleThread(join(folder, 'embedded'));
    expect((await readdir(join(folder, 'embedded'))).sort()).toEqual([
      'labels.json',
      'matters.json',
      'mix.json',
      'ngrams',
      'parts.json',
      'thread.js',
      'thread.js.map',
      'transformer',
    ]);
    const message = { text: 'Order 10023 came with a broken lid, and where is 10024? anna@example.org' };
    const { provider, ...meaning } = await (await loadEmbeddedUnderstander()).understand(message);
    expect(provider.id).toBe('embedded');
    expect(await askOnce(join(folder, 'embedded', 'thread.js'), message)).toEqual({ id: 1, meaning });
  } finally {
    await rm(folder, { recursive: true });
  }
});

async function askOnce(file: string, message: { text: string }): Promise<FromThread> {
  const thread = new Worker(file, { execArgv: [], workerData: { intents } });
  try {
    return await new Promise((resolve, reject) => {
      thread.on('error', reject);
      thread.on('message', (said: FromThread) => {
        if ('ready' in said) thread.postMessage({ id: 1, message } satisfies ToThread);
        else resolve(said);
      });
    });
  } finally {
    await thread.terminate();
  }
}
