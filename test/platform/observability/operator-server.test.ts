/** The pages for operators' machines: where they are served, and what they say when that cannot be. */
import { once } from 'node:events';
import { createServer } from 'node:net';
import { networkInterfaces } from 'node:os';
import { expect, test } from 'vitest';
import { Registry } from 'prom-client';
import { listen, portOf } from '../../../src/platform/embedded/free-ports.js';
import { type OperatorPages, serveOperators } from '../../../src/platform/observability/operator-server.js';

const pages = (reason?: string): OperatorPages => ({
  registry: new Registry(),
  coreMetricsUrl: 'http://127.0.0.1:1/metrics',
  notReady: () => Promise.resolve(reason),
});

const addresses = Object.values(networkInterfaces()).flatMap((own) => own?.map(({ address }) => address));
// Not every machine speaks IPv6.
const hosts = ['127.0.0.1', '0.0.0.0', ...(addresses.includes('::1') ? ['::1'] : [])];

test.each(hosts)('are served at %s, with a reason when not ready', async (host) => {
  for (const [reason, status] of [
    [undefined, 200],
    ['no merchant is served', 503],
  ] as const) {
    await using server = await serveOperators(pages(reason), { host, port: 0 });
    const answer = await fetch(`${server.url}/readyz`);
    expect({ status: answer.status, text: await answer.text() }).toEqual({
      status,
      text: `${reason ?? 'ready'}\n`,
    });
  }
});

test('a port in use is told with the setting that names another', async () => {
  const other = await listen(createServer());
  await expect(serveOperators(pages(), { host: '127.0.0.1', port: portOf(other) })).rejects.toMatchObject({
    code: 'port_in_use',
    message: `Port ${portOf(other)} on 127.0.0.1 is in use`,
    hint: expect.stringContaining('ORDERLY_HTTP_PORT'),
  });
  other.close();
  await once(other, 'close');
});

test('a host that is no address of this machine is a wrong setting', async () => {
  // 192.0.2.0/24 is for documentation: no machine has it.
  await expect(serveOperators(pages(), { host: '192.0.2.1', port: 0 })).rejects.toMatchObject({
    code: 'config_invalid',
    hint: expect.stringContaining('ORDERLY_HTTP_HOST'),
  });
});
