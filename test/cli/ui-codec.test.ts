/** The embedded server's UI is given a codec: it opens what is sealed here, and nobody else finds it. */
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { prepareStore } from '../../demo/prepared.js';
import { loadConfig } from '../../src/platform/config.js';
import { discover } from '../../src/platform/embedded/server-file.js';
import { bodyOf } from '../../src/security/keys/codec-server-json.js';
import { openKeys } from '../../src/security/keys/open-keys.js';
import { SealingCodec } from '../../src/security/keys/payload-codec.js';
import { openStore } from '../../src/store/open-store.js';
import { orderlyRunning, projectCache, temporaryFolder } from './run-cli.js';

test('the UI’s settings name an address at which payloads of this installation are opened', async () => {
  await using folder = await temporaryFolder();
  const server = join(folder.path, 'server');
  await prepareStore(join(server, 'store'));
  await using running = await orderlyRunning(['server', '--folder', server, '--json'], {
    env: { ORDERLY_CACHE: projectCache },
  });
  const { uiUrl, databaseUrl } = (await discover(server)) ?? {};
  expect(running.firstLine).toContain(uiUrl);
  const settings = await fetch(`${uiUrl}/api/v1/settings`);
  const { Codec: codec } = (await settings.json()) as { Codec: { Endpoint: string } };

  await using store = await openStore({ databaseUrl: databaseUrl! });
  const config = await loadConfig({
    ORDERLY_CACHE: folder.path,
    TEMPORAL_CONFIG_FILE: '/nonexistent/temporal.toml',
  });
  const sealing = new SealingCodec((await openKeys(config, store))!, 'refused');
  const payload = { metadata: { encoding: Buffer.from('json/plain') }, data: Buffer.from('"Marta"') };
  const context = { type: 'workflow', namespace: 'default', workflowId: 'demo/ui/run' } as const;
  const body = bodyOf(await sealing.encode([payload], context));
  expect(body).not.toContain(payload.data.toString('base64'));

  const asked = (endpoint: string): Promise<Response> =>
    fetch(`${endpoint}/decode`, { method: 'POST', body });
  expect(await (await asked(codec.Endpoint)).json()).toEqual(JSON.parse(bodyOf([payload])));
  expect(await store.audit.list('demo', 10)).toMatchObject([
    { actor: 'temporal-ui', action: 'payloads_read' },
  ]);
  expect((await asked(new URL(codec.Endpoint).origin)).status).toBe(401);
});
