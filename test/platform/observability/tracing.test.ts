/** Tracing of a process: off and unloaded unless a collector is named; discreet; undisturbed by a collector that is away. */
import { execFile } from 'node:child_process';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { isTraced } from '../../../src/platform/observability/tracing.js';
import { startCollector } from '../../support/collector.js';

interface Traced {
  isOn: boolean;
  logged: string[];
  /** Files of OpenTelemetry that were loaded, without its API. */
  libraries: number;
}

/** Runs `support/trace-something.ts` with these settings of OpenTelemetry. */
async function run(settings: Readonly<Record<string, string>>): Promise<Traced> {
  const others = Object.entries(process.env).filter(([name]) => !name.startsWith('OTEL_'));
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--import', 'tsx', 'test/platform/observability/support/trace-something.ts'],
    { env: { ...Object.fromEntries(others), ...settings } },
  );
  return JSON.parse(stdout) as Traced;
}

/** A port at which nobody listens. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

test.each([
  [{}, false],
  [{ OTEL_EXPORTER_OTLP_ENDPOINT: '' }, false],
  [{ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:4318' }, true],
  [{ OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'http://127.0.0.1:4318/v1/traces' }, true],
  [{ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:4318', OTEL_SDK_DISABLED: 'true' }, false],
])('with %o a process is traced: %s', (environment, expected) => {
  expect(isTraced(environment)).toBe(expected);
});

describe('a process', () => {
  test('without a collector loads none of the libraries', async () => {
    expect(await run({})).toEqual({ isOn: false, logged: [], libraries: 0 });
  });

  test('sends neither texts of errors nor attributes that nobody has allowed', async () => {
    await using collector = await startCollector();
    const traced = await run({
      ...{ OTEL_EXPORTER_OTLP_ENDPOINT: collector.url, OTEL_SERVICE_NAME: 'orders-worker' },
    });
    expect(traced.isOn).toBe(true);
    expect(collector.spans).toMatchObject([
      { service: 'orders-worker', name: 'GET', attributes: { 'server.address': 'shop.example' }, events: [] },
    ]);
    expect(Object.keys(collector.spans[0]!.attributes)).toEqual(['server.address']);
    expect(collector.spans[0]!.status).toEqual({ code: 2 });
    expect(collector.bytes().includes('canary')).toBe(false);
  });

  test('whose collector is away works and ends all the same', async () => {
    const traced = await run({ OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${await freePort()}` });
    expect(traced).toMatchObject({ isOn: true, logged: ['traces cannot be sent to the collector'] });
  });
});
