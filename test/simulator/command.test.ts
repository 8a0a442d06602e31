/** `orderly test` and `orderly check` on files of tests: exit codes, and what programs read. */
import { cp, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { orderly, temporaryFolder } from '../cli/run-cli.js';
import { projectFolder } from '../flows/support/demo.js';

const flow = `flow: tried
outputs:
  result: [done]
steps:
  - wait: 2 hours
  - say: There you are.
  - end: { result: done }
`;

const tests = (said: string): string => `flow: tried
tests:
  - name: it waits, then says so
    when:
      - after: 2 hours
    then:
      said:
        - ${said}
      result: done
`;

async function workspace(text: string) {
  const folder = await temporaryFolder();
  const demo = join(folder.path, 'merchants', 'demo');
  await mkdir(join(demo, 'flows'), { recursive: true });
  await cp(join(projectFolder, 'merchants/demo/merchant.yaml'), join(demo, 'merchant.yaml'));
  await cp(join(projectFolder, 'merchants/demo/connections'), join(demo, 'connections'), { recursive: true });
  await writeFile(join(demo, 'flows', 'tried.yaml'), flow);
  await writeFile(join(demo, 'flows', 'tried.test.yaml'), text);
  const run = (...args: string[]) => orderly(args, { cwd: folder.path });
  return { run, [Symbol.asyncDispose]: () => folder[Symbol.asyncDispose]() };
}

test('what passes is told with exit code 0, also to programs, with all that tests take', async () => {
  await using place = await workspace(tests('There you are.'));
  const told = await place.run('test', 'merchants', '--coverage');
  expect(told).toMatchObject({ code: 0, stderr: '' });
  expect(told.stdout).toContain('100 %  tried (1 of 1)');
  expect(told.stdout).toMatch(/flow tests: 1 passed, 0 failed \(\d+ ms\)\n$/);
  const { stdout, code } = await place.run('test', 'merchants/demo', '--json');
  expect(JSON.parse(stdout)).toMatchObject({
    files: [{ file: 'merchants/demo/flows/tried.test.yaml', flow: 'tried', merchant: 'demo', issues: [] }],
    passed: 1,
    failed: 0,
    unread: 0,
  });
  expect(code).toBe(0);
});

test('what fails ends with exit code 1', async () => {
  await using place = await workspace(tests('Here I am.'));
  const { stdout, code } = await place.run('test', 'merchants/demo/flows/tried.yaml', '--json');
  expect(code).toBe(1);
  expect(JSON.parse(stdout)).toMatchObject({
    failed: 1,
    files: [{ tests: [{ differences: [{ line: 8, expected: 'Here I am.', actual: 'There you are.' }] }] }],
  });
});

test('`orderly check` reads the tests too, and runs none', async () => {
  await using fine = await workspace(tests('Here I am.'));
  expect(await fine.run('check')).toMatchObject({ code: 0 });
  await using broken = await workspace(tests('There you are.').replace('result: done', 'result: dne'));
  for (const args of [
    ['check'],
    ['check', 'merchants/demo/flows/tried.test.yaml'],
    ['check', 'merchants/demo'],
  ]) {
    const { code, stdout } = await broken.run(...args);
    expect([args, code]).toEqual([args, 1]);
    expect(stdout).toContain('merchants/demo/flows/tried.test.yaml:9:15 result_unknown');
    expect(stdout).toContain('Did you mean `done`?');
  }
});

test('coverage is counted in memory alone', async () => {
  await using place = await workspace(tests('There you are.'));
  expect(await place.run('test', '--server', '--coverage')).toMatchObject({ code: 2 });
});
