/** The npm package, as its users have it: made from a build, installed in an empty folder, and at work there. */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { copyOf } from '../tools/support/copy.js';

/** npm's own program: of the command that runs the tests, or the one beside Node. */
const npm =
  process.env['npm_execpath'] ?? join(dirname(process.execPath), '../lib/node_modules/npm/bin/npm-cli.js');
const cache = fileURLToPath(new URL('../../.cache', import.meta.url));
const { PATH = '', HOME = '' } = process.env;
const installMs = 300_000;

let folder: string;
const orderly = (): string => join(folder, 'node_modules/orderly/bin/orderly.js');

/** Runs a program of Node in the folder; nothing of the surrounding environment but the PATH reaches the product. */
const run = (args: readonly string[], env: Readonly<Record<string, string>> = {}) =>
  promisify(execFile)(process.execPath, args, {
    ...{ cwd: folder, env: { PATH, HOME, ORDERLY_CACHE: cache, ...env }, timeout: installMs },
    maxBuffer: 16_000_000,
  });

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'orderly-installed-'));
  using copy = copyOf();
  expect(await copy.node('--import', 'tsx', 'tools/release/build.ts')).toBe(0);
  expect(await copy.node('--import', 'tsx', 'tools/release/package.ts', folder)).toBe(0);
  const [file = ''] = (await readdir(folder)).filter((name) => name.endsWith('.tgz'));
  // npm may ask for the registry that is set for this machine.
  const { env } = process;
  await promisify(execFile)(process.execPath, [npm, 'install', '--no-audit', '--no-fund', file], {
    ...{ cwd: folder, env, timeout: installMs, maxBuffer: 16_000_000 },
  });
}, 2 * installMs);

afterAll(() => rm(folder, { recursive: true, force: true }));

test('the package has what runs, and needs nothing of what only developers install', async () => {
  const { version } = JSON.parse(await readFile('package.json', 'utf8')) as { version: string };
  expect((await run([orderly(), '--version'])).stdout.trim()).toBe(version);
  const files = await readdir(dirname(dirname(orderly())), { recursive: true });
  expect(
    files.filter((file) => /\.(map|test\.[cm]?[jt]s)$|(^|\/)(test|tools|bench|demo)\//.test(file)),
  ).toEqual([]);
  const { packages } = JSON.parse(await readFile('package-lock.json', 'utf8')) as {
    packages: Record<string, { dev?: boolean }>;
  };
  const developers = Object.keys(packages).filter((path) => packages[path]?.dev === true);
  expect(developers.length).toBeGreaterThan(50);
  expect(developers.filter((path) => existsSync(join(folder, path)))).toEqual([]);
});

test('a folder, one command for a shop and one to run it: a message is answered, and the desk is there', async () => {
  await run([orderly(), 'init', 'merchants/acme', '--yes']);
  await run([orderly(), 'flows', 'check', 'merchants/acme']);
  await using up = await running(['up', '--json', '--exit-with-parent']);
  const { api, merchants } = JSON.parse(up.firstLine) as { api: string; merchants: string[] };
  expect(merchants).toEqual(['acme']);
  const { stdout } = await run([orderly(), 'chat', 'acme', '--send', 'Can I talk to a person, please?']);
  expect(stdout).toMatch(/passing this on to a colleague/);
  const desk = await fetch(`${api}/desk/`);
  expect(desk.status).toBe(200);
  expect(await desk.text()).toContain('<script type="module"');
});

/** A command that runs until its standard input ends; its first line says where. */
async function running(args: readonly string[]): Promise<AsyncDisposable & { firstLine: string }> {
  const child: ChildProcess = spawn(process.execPath, [orderly(), ...args], {
    cwd: folder,
    env: { PATH, HOME, ORDERLY_CACHE: cache, ORDERLY_HTTP_PORT: '0' },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const said: string[] = [];
  child.stderr?.on('data', (chunk: Buffer) => said.push(chunk.toString()));
  const lines = createInterface({ input: child.stdout! });
  const ended = once(child, 'exit');
  const firstLine = await Promise.race([
    once(lines, 'line').then(([line]) => String(line)),
    ended.then(() => {
      throw new Error(`orderly ${args.join(' ')} ended at once:\n${said.join('')}`);
    }),
  ]);
  return {
    firstLine,
    async [Symbol.asyncDispose]() {
      child.stdin?.end();
      await ended;
    },
  };
}
