/** A link that leads out of a merchant's folder is not read, whatever names it, and nothing quotes what is behind it (DESIGN §13). */
import { cp, mkdir, mkdtemp, readdir, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { loadCallers } from '../../src/api/start-api.js';
import { loadEvents } from '../../src/api/load-event-sources.js';
import { checkConnection } from '../../src/connectors/build-connection.js';
import type { Issue } from '../../src/contracts/issue.js';
import { readEgressRoutes } from '../../src/connectors/http/read-egress-routes.js';
import { loadMerchants } from '../../src/merchants/load-merchants.js';
import { runFlowTests } from '../../src/simulator/run-tests.js';
import { projectFolder } from '../flows/support/demo.js';

const canary = 'KANARI_5f3a';
/** What no parser takes for what it wants, on the first line. */
const secretFile = `SHELL=/bin/sh ${canary}="${canary}" <${canary}> ${canary}: [\n`;
const flowsFolder = join(projectFolder, 'flows');

let folder: string;
let merchants: string;
let own: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'orderly-outside-'));
  merchants = join(folder, 'merchants');
  own = join(merchants, 'demo');
  await cp(join(projectFolder, 'merchants/demo'), own, { recursive: true });
  await writeFile(join(folder, 'environ'), secretFile);
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const load = async (): Promise<{ issues: Issue[]; refused: readonly string[] }> =>
  loadMerchants(merchants, { flowsFolder, buildConnection: checkConnection });

/** Puts a link to the file outside into the merchant's folder. */
async function link(path: string, to = join(folder, 'environ')): Promise<void> {
  const place = join(own, path);
  await mkdir(dirname(place), { recursive: true });
  await rm(place, { force: true });
  await symlink(to, place);
}

const auth = (scheme: string): string =>
  `connection: extra\nconnector: declarative\nbaseUrl: https://x.example\nauth: ${scheme}\noperations: {}\n`;
const request = (how: string): string =>
  `${auth('{ scheme: none }').replace('operations: {}\n', '')}operations:\n  orders.get:\n    request: ${how}\n    fields: { ref: $.id, number: $.no, status: { value: open } }\n`;

test('connections, flows and texts that are links out of the folder are told, and not read', async () => {
  const other = join(merchants, 'other', 'secret.yaml');
  await mkdir(dirname(other));
  await writeFile(other, secretFile);
  await link('connections/extra.yaml');
  await link('flows/own.yaml', other);
  await link('texts/de.yaml', '/nowhere/at/all');
  const { issues, refused } = await load();
  expect(refused).toContain('demo');
  const places = ['connections/extra.yaml', 'flows/own.yaml', 'texts/de.yaml'].map((path) => join(own, path));
  const told = issues.filter(({ code }) => code === 'file_outside');
  expect(told.map(({ file }) => file).sort()).toEqual(places);
  expect(JSON.stringify(issues)).not.toContain(canary);
});

test('a merchant.yaml that is one is none', async () => {
  await link('merchant.yaml');
  const { issues, refused } = await load();
  expect(refused).toContain('demo');
  expect(issues).toContainEqual(
    expect.objectContaining({ code: 'file_outside', file: join(own, 'merchant.yaml'), line: 1, column: 1 }),
  );
  expect(JSON.stringify(issues)).not.toContain(canary);
});

/** Every way in which a connection names a file beside it. */
const named: Readonly<Record<string, string>> = {
  'a.graphql': request('{ graphql: a.graphql }'),
  'a.xml': request('{ method: POST, path: /, xml: a.xml }'),
  'a.wsdl': request('{ soap: { wsdl: a.wsdl, operation: Ask } }'),
  'key.pem': auth(
    '{ scheme: oauth2-jwt-bearer, tokenUrl: "https://x.example/t", keyFile: key.pem, issuer: a, audience: b }',
  ),
  'client.pem': auth('{ scheme: mtls, certificate: client.pem, key: client.pem }'),
  'client.p12': auth('{ scheme: mtls, pfx: client.p12, passphrase: "${secret.P}" }'),
  'sign.mjs': auth('{ scheme: module, module: sign.mjs }'),
};

const issuesOf = (name: string): Issue[] =>
  checkConnection({ file: join(own, 'connections/extra.yaml'), text: named[name] ?? '' }).issues;

test.each(Object.keys(named))('a connection that names %s, a link out of the folder', async (name) => {
  const beside = `connections/${name}`;
  const withoutFile = issuesOf(name);
  await link(beside);
  // As if there were none.
  expect(issuesOf(name)).toEqual(withoutFile);
  expect(JSON.stringify(withoutFile)).toMatch(/no file|neither a file beside the connection/);
  // The same file in the folder is read: where it is wrong is told, and no line of it.
  await rm(join(own, beside));
  await cp(join(folder, 'environ'), join(own, beside));
  const issues = issuesOf(name);
  expect(issues).not.toEqual(withoutFile);
  expect(JSON.stringify(issues.map(({ source }) => source ?? ''))).not.toContain(canary);
});

test('a document of several files: what a WSDL imports is no link out either', async () => {
  const types = `<definitions xmlns="http://schemas.xmlsoap.org/wsdl/"><import location="more.wsdl"/></definitions>`;
  await writeFile(join(own, 'connections/a.wsdl'), types);
  await link('connections/more.wsdl');
  const issues = issuesOf('a.wsdl');
  expect(issues.map(({ message }) => message).join('\n')).toContain(
    'needs the file `more.wsdl`, which is not beside the connection',
  );
  expect(JSON.stringify(issues)).not.toContain(canary);
});

test('what parsers say of a file beside a connection quotes no words of it', async () => {
  for (const text of [
    `query { a(b: "x" }\n"${canary}"`,
    canary,
    `"""${canary}""" x "${canary}"`,
    `query ${canary} ${canary}`,
  ]) {
    await writeFile(join(own, 'connections/a.graphql'), text);
    const issues = issuesOf('a.graphql');
    expect(issues.some(({ file }) => file.endsWith('a.graphql'))).toBe(true);
    expect(JSON.stringify(issues)).not.toContain(canary);
  }
});

test('tests of flows: a link out is refused before it is read', async () => {
  await link('flows/own.test.yaml');
  const options = { folders: { merchants, flows: flowsFolder }, buildConnection: checkConnection };
  const run = runFlowTests([own], options);
  await expect(run).rejects.toMatchObject({ code: 'file_outside' });
  await expect(run).rejects.not.toThrow(canary);
});

test('the API reads neither callers nor events from behind a link out', async () => {
  const log: object[] = [];
  const settings = { merchantsFolder: merchants, egressAllow: [], egressRoutes: readEgressRoutes({}).routes };
  await writeFile(join(folder, 'psp.yaml'), `${auth('{ scheme: none }')}events: ${canary}\n`);
  await link('connections/extra.yaml', join(folder, 'psp.yaml'));
  const events = await loadEvents(settings, () => () => 'S', { error: (fields) => void log.push(fields) });
  expect(events.get('demo/extra')).toBe('broken');
  expect(JSON.stringify(log)).toContain('file_outside');
  expect(JSON.stringify(log)).not.toContain(canary);
  expect((await loadCallers(merchants, () => () => 'S')).has('demo')).toBe(true);
  await rename(join(own, 'merchant.yaml'), join(folder, 'merchant.yaml'));
  await link('merchant.yaml', join(folder, 'merchant.yaml'));
  expect((await loadCallers(merchants, () => () => 'S')).has('demo')).toBe(false);
});

/** As Kubernetes mounts a ConfigMap: each name is a link to `..data`, which is one to a folder of that moment. */
async function mount(place: string): Promise<void> {
  const names = (await readdir(place)).filter((name) => !name.startsWith('..'));
  await mkdir(join(place, '..2026_12_01'));
  for (const name of names) {
    await rename(join(place, name), join(place, '..2026_12_01', name));
    await symlink(join('..data', name), join(place, name));
  }
  await symlink('..2026_12_01', join(place, '..data'));
}

test.each([
  ['the whole merchant', ['.']],
  ['both', ['connections', '.']],
])('a mounted ConfigMap is read as if it were no links: %s', async (_, places) => {
  for (const place of places) await mount(join(own, place));
  expect(await load()).toMatchObject({ issues: [], refused: [] });
});
