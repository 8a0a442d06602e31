/** Starts WireMock (Apache-2.0), an HTTP stack in Java that can break its answers. */
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { siblingFiles, startChild } from '../child.js';

const java = '/usr/bin/java';
const jar = siblingFiles(import.meta.url, 'node_modules/wiremock/build/wiremock-standalone-3.13.2.jar');

/** Why this peer cannot start here, or nothing. */
export function whyNoWireMock(): string | undefined {
  if (!existsSync(java)) return 'Java is not installed: apt-get install default-jre-headless';
  return existsSync(jar)
    ? undefined
    : 'WireMock is not installed: npm ci --prefix test/peers/wiremock --ignore-scripts';
}

/** A stub as WireMock's own JSON has it (wiremock.org/docs/stubbing); the parts that tests use are typed. */
export interface WireMockStub {
  request: Record<string, unknown>;
  response: {
    status?: number;
    headers?: Record<string, string>;
    body?: string;
    jsonBody?: unknown;
    fixedDelayMilliseconds?: number;
    chunkedDribbleDelay?: { numberOfChunks: number; totalDuration: number };
    fault?:
      'EMPTY_RESPONSE' | 'MALFORMED_RESPONSE_CHUNK' | 'RANDOM_DATA_THEN_CLOSE' | 'CONNECTION_RESET_BY_PEER';
  };
  scenarioName?: string;
  requiredScenarioState?: string;
  newScenarioState?: string;
  priority?: number;
}

/** A running WireMock. */
export interface WireMock extends AsyncDisposable {
  pid: number;
  url: string;
  stub(mapping: WireMockStub): Promise<void>;
  /** The requests it got, the oldest first. */
  requests(): Promise<{ method: string; url: string; headers: Record<string, string>; body: string }[]>;
  /** Forgets stubs, scenarios and requests. */
  reset(): Promise<void>;
}

/** Starts it on a free port, with no stubs. */
export async function startWireMock(): Promise<WireMock> {
  const folder = await mkdtemp(join(tmpdir(), 'orderly-wiremock-'));
  const heap = ['-Xmx96m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1'];
  const options = ['--port', '0', '--bind-address', '127.0.0.1', '--root-dir', folder];
  const child = await startChild(java, [...heap, '-jar', jar, ...options], {
    ready: /^port: +(\d+)/m,
  });
  const url = `http://127.0.0.1:${child.ready[1] ?? ''}`;
  const admin = async (method: string, path: string, body?: unknown): Promise<unknown> => {
    const response = await fetch(`${url}/__admin/${path}`, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`WireMock refused ${path}: ${text}`);
    return text === '' ? undefined : JSON.parse(text);
  };
  return {
    pid: child.pid,
    url,
    stub: async (mapping) => {
      await admin('POST', 'mappings', mapping);
    },
    requests: async () => {
      const answer = (await admin('GET', 'requests')) as {
        requests: { request: Awaited<ReturnType<WireMock['requests']>>[number] }[];
      };
      return answer.requests.map(({ request }) => request).reverse();
    },
    reset: async () => {
      await admin('POST', 'reset');
    },
    async [Symbol.asyncDispose]() {
      await child[Symbol.asyncDispose]();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
