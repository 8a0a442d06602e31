/** `orderly connections try --send`: what only writes is sent once the engineer says so, and not before. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { answerJson, serve } from '../support/hostile-server.js';
import { linesOf, orderly, temporaryFolder } from './run-cli.js';

const merchant = `merchant: acme
name: Acme
zone: Europe/Berlin
language: en
custom:
  operations:
    desk.note:
      inputs: { text: text }
      outputs: { ref: text }
      effect: write
      privacy: none
operations: { desk: desk }
handover: { default: service }
`;

const connection = `connection: desk
connector: declarative
baseUrl: \${secret.DESK_URL}
egress: { allow: [127.0.0.1] }
operations:
  desk.note:
    request: { path: /notes, body: { text: "\${inputs.text}" } }
    idempotency: { key: { header: Idempotency-Key, window: 24h } }
    fields: { ref: $.id }
`;

async function merchants(): Promise<AsyncDisposable & { path: string }> {
  const folder = await temporaryFolder();
  const acme = join(folder.path, 'merchants', 'acme');
  await mkdir(join(acme, 'connections'), { recursive: true });
  await mkdir(join(folder.path, 'flows'));
  await writeFile(join(acme, 'merchant.yaml'), merchant);
  await writeFile(join(acme, 'connections', 'desk.yaml'), connection);
  return folder;
}

test('a plain write goes out with --send alone, once and with a key, and its answer is shown', async () => {
  await using folder = await merchants();
  await using desk = await serve((_hit, response) => {
    answerJson(response, 200, { id: 'n-1' });
  });
  const env = {
    ...{ ORDERLY_MERCHANTS: join(folder.path, 'merchants'), ORDERLY_FLOWS: join(folder.path, 'flows') },
    ...{ ORDERLY_EGRESS_ALLOW: '127.0.0.1', ORDERLY_SECRET_DESK_URL: desk.url },
    ...{ ORDERLY_CACHE: join(folder.path, '.cache') },
  };
  const args = ['connections', 'try', 'acme', 'desk.note', 'text=Please ring'];

  const unsent = await orderly(args, { env });
  expect({ code: unsent.code, stdout: unsent.stdout }).toEqual({ code: 1, stdout: '' });
  expect(linesOf(unsent.stderr)[0]).toMatch(/^error operation_moves: /);
  expect(linesOf(unsent.stderr)[1]).toContain('--send');
  expect(desk.hits).toEqual([]);

  const sent = await orderly([...args, '--send'], { env });
  expect({ code: sent.code, stderr: sent.stderr }).toEqual({ code: 0, stderr: '' });
  expect(sent.stdout).toMatch(/^= done: done$/m);
  expect(sent.stdout).toContain('ref: n-1');
  expect(desk.hits).toMatchObject([{ method: 'POST', url: '/notes', body: '{"text":"Please ring"}' }]);
  expect(desk.hits[0]?.headers['idempotency-key']).toMatch(/^[0-9a-f-]{36}$/);
});

test('with --dry the request of a write is shown with its values, and nothing is sent', async () => {
  await using folder = await merchants();
  await using desk = await serve((_hit, response) => {
    answerJson(response, 200, { id: 'n-1' });
  });
  const env = {
    ...{ ORDERLY_MERCHANTS: join(folder.path, 'merchants'), ORDERLY_FLOWS: join(folder.path, 'flows') },
    ...{ ORDERLY_EGRESS_ALLOW: '127.0.0.1', ORDERLY_SECRET_DESK_URL: desk.url },
    ...{ ORDERLY_CACHE: join(folder.path, '.cache') },
  };
  const dry = await orderly(['connections', 'try', 'acme', 'desk.note', 'text=Please ring', '--dry'], {
    env,
  });
  expect({ code: dry.code, stderr: dry.stderr, hits: desk.hits }).toEqual({ code: 0, stderr: '', hits: [] });
  expect(dry.stdout).toMatch(/^> POST .*\/notes$/m);
  expect(dry.stdout).toContain('{"text":"Please ring"}');
  expect(dry.stdout).toMatch(/^< not sent \(--dry\)$/m);
  expect(dry.stdout).toMatch(/^= unsent: dry_run$/m);
});

test('a call without any input is refused: nothing would be asked for', async () => {
  await using folder = await merchants();
  const env = {
    ...{ ORDERLY_MERCHANTS: join(folder.path, 'merchants'), ORDERLY_FLOWS: join(folder.path, 'flows') },
    ...{ ORDERLY_SECRET_DESK_URL: 'https://desk.example', ORDERLY_CACHE: join(folder.path, '.cache') },
  };
  const { code, stderr } = await orderly(['connections', 'try', 'acme', 'desk.note', '--dry'], { env });
  expect(code).toBe(1);
  expect(linesOf(stderr)).toEqual([
    expect.stringMatching(/^error operation_input: `desk.note` was given no input/),
    expect.stringContaining('Pass text=…'),
  ]);
});
