/** How the command line starts: in a working copy, and where only what was built can run. */
import { execFile } from 'node:child_process';
import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { commandHost, linesOf, temporaryFolder } from './run-cli.js';

const entry = fileURLToPath(new URL('../../bin/orderly.js', import.meta.url));
const run = commandHost();

/** Runs it in a folder in which no package is installed. */
function started(folder: string): Promise<{ code: unknown; stdout: string; stderr: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, [join(folder, 'bin', 'orderly.js')], (error, stdout, stderr) => {
      resolve({ code: error?.code ?? 0, stdout, stderr });
    });
  });
}

test('without what compiles TypeScript, what was built runs; without both, two lines say what to do', async () => {
  await using folder = await temporaryFolder();
  const { path } = folder;
  await cp(entry, join(path, 'bin', 'orderly.js'));
  await writeFile(join(path, 'package.json'), '{ "type": "module" }');
  await mkdir(join(path, 'src', 'cli'), { recursive: true });
  await writeFile(join(path, 'src', 'cli', 'main.ts'), '');
  const neither = await started(path);
  expect(neither).toMatchObject({ code: 1, stdout: '' });
  expect(linesOf(neither.stderr)).toEqual([
    expect.stringMatching(/^error not_built: /),
    expect.stringContaining('`npm ci && npm run build`'),
  ]);
  await mkdir(join(path, 'dist', 'src', 'cli'), { recursive: true });
  await writeFile(join(path, 'dist', 'src', 'cli', 'main.js'), "process.stdout.write('as built');");
  expect(await started(path)).toEqual({ code: 0, stdout: 'as built', stderr: '' });
});

test('the version is that of package.json', async () => {
  const { version } = JSON.parse(await readFile(new URL('../../package.json', import.meta.url), 'utf8')) as {
    version: string;
  };
  expect(await run(['--version'])).toEqual({ code: 0, stdout: `${version}\n`, stderr: '' });
});

const folders = { ORDERLY_MERCHANTS: fileURLToPath(new URL('../../merchants', import.meta.url)) };

test('check, test and talk take a merchant by its name from anywhere, and by its folder', async () => {
  await using folder = await temporaryFolder();
  // A folder of the same name is another thing: it is written as a path.
  await mkdir(join(folder.path, 'demo'));
  const options = { cwd: folder.path, env: folders };
  const tests = ['flow_tests_missing', 'merchants/demo'];
  for (const named of ['demo', join(folders.ORDERLY_MERCHANTS, 'demo')]) {
    expect((await run(['flows', 'check', named], options)).stdout).toMatch(/Fine: demo\.\n$/);
    expect((await run(['flows', 'test', named], options)).stderr).toMatch(new RegExp(tests.join('.*')));
    const talk = await run(['flows', 'talk', named], { ...options, input: '\n' });
    expect(talk.stdout).toContain('it is Mon 2 Mar 10:00 CET');
  }
  expect((await run(['flows', 'test', './demo'], options)).stderr).toContain(join(folder.path, 'demo'));
});
