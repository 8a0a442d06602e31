/** What the operating system refuses is told by a code of the catalogue, as anything else that a command meets. */
import { execFile } from 'node:child_process';
import { existsSync, openSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { errorCatalogue } from '../../../src/contracts/errors/catalogue.js';
import { explainSystem } from '../../../src/platform/observability/print-failure.js';

/** What a function throws. */
function thrownBy(work: () => unknown): Error {
  try {
    work();
  } catch (error) {
    return error as Error;
  }
  throw new Error('nothing was thrown');
}

test('a command that may open no more files says so, and what to do', async () => {
  const script = `
    import { openSync } from 'node:fs';
    import { printFailure } from './src/platform/observability/print-failure.ts';
    try { for (;;) openSync('/dev/null'); } catch (error) {
      process.exitCode = printFailure(error, { debug: false });
    }`;
  const args = [
    '-c',
    'ulimit -n 256; exec "$0" --import tsx --input-type=module -e "$1"',
    process.execPath,
    script,
  ];
  const { code, stderr } = await new Promise<{ code: unknown; stderr: string }>((resolve) => {
    execFile('sh', args, (error, _stdout, stderr) => {
      resolve({ code: error?.code, stderr });
    });
  });
  expect(code).toBe(1);
  expect(stderr).toMatch(/^error files_exhausted: .+\n.+ulimit -n.+\n$/);
  expect(stderr).toContain(errorCatalogue.files_exhausted.hint);
});

test.skipIf(!existsSync('/dev/full'))('a full disk is told as one, also behind other errors', () => {
  const error = thrownBy(() => {
    writeFileSync('/dev/full', 'x');
  });
  expect(explainSystem(error)).toMatchObject({ code: 'disk_full' });
  expect(explainSystem(new Error('outer', { cause: new Error('inner', { cause: error }) }))?.code).toBe(
    'disk_full',
  );
});

test('a file without rights is named', () => {
  const error = Object.assign(new Error('EACCES: permission denied'), { code: 'EACCES', path: '/run/keys' });
  expect(explainSystem(error)).toMatchObject({
    code: 'file_forbidden',
    message: expect.stringContaining('/run/keys'),
  });
});

test('anything else is none of these', () => {
  const missing = thrownBy(() => openSync('/nowhere/at/all', 'r'));
  for (const error of [
    missing,
    new Error('x'),
    'EMFILE',
    undefined,
    Object.assign(new Error('x'), { code: 'toString' }),
  ])
    expect(explainSystem(error)).toBeUndefined();
});
