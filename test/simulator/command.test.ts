/** `orderly flows test` and `orderly flows check` on files of tests: exit codes, and what programs read. */
import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
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

async function workspace(text: string, tested = 'tried') {
  const folder = await temporaryFolder();
  const demo = join(folder.path, 'merchants', 'demo');
  await mkdir(join(demo, 'flows'), { recursive: true });
  await cp(join(projectFolder, 'merchants/demo/merchant.yaml'), join(demo, 'merchant.yaml'));
  await cp(join(projectFolder, 'merchants/demo/connections'), join(demo, 'connections'), { recursive: true });
  await writeFile(join(demo, 'flows', 'tried.yaml'), flow);
  await writeFile(join(demo, 'flows', `${tested}.test.yaml`), text);
  const env = { ORDERLY_FLOWS: join(projectFolder, 'flows') };
  const run = (...args: string[]) => orderly(args, { cwd: folder.path, env });
  return { path: folder.path, run, [Symbol.asyncDispose]: () => folder[Symbol.asyncDispose]() };
}

test('what passes is told with exit code 0, also to programs, with all that tests take', async () => {
  await using place = await workspace(tests('There you are.'));
  const told = await place.run('flows', 'test', 'merchants', '--coverage');
  expect(told).toMatchObject({ code: 0, stderr: '' });
  expect(told.stdout).toContain('100 %  tried (1 of 1)');
  expect(told.stdout).toMatch(/flow tests: 1 passed, 0 failed \(\d+ ms\)\n$/);
  const { stdout, code } = await place.run('flows', 'test', 'merchants/demo', '--json');
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
  const { stdout, code } = await place.run('flows', 'test', 'merchants/demo/flows/tried.yaml', '--json');
  expect(code).toBe(1);
  expect(JSON.parse(stdout)).toMatchObject({
    failed: 1,
    files: [{ tests: [{ differences: [{ line: 8, expected: 'Here I am.', actual: 'There you are.' }] }] }],
  });
});

/** What is printed, wherever its lines are broken. */
const oneLine = (text: string): string => text.replace(/\s+/g, ' ');

test('a shipped flow in whose place a merchant has its own: its tests are skipped, with a word why', async () => {
  await using place = await workspace(tests('There you are.'));
  const demo = join(place.path, 'merchants/demo');
  const head = 'flow: short\ninputs:\n  orderNumber: text?\noutputs:\n  result: [told]\nsteps:\n';
  await writeFile(join(demo, 'flows/short.yaml'), `${head}  - say: Soon.\n  - end: { result: told }\n`);
  await writeFile(join(demo, 'merchant.yaml'), '\nflows:\n  where-is-my-order: short\n', { flag: 'a' });
  const told = await place.run('flows', 'test');
  expect(told).toMatchObject({ code: 0, stderr: '' });
  expect(oneLine(told.stdout)).toContain('- skipped: demo replaces where-is-my-order with short');
  expect(told.stdout).toMatch(/flow tests: \d+ passed, 0 failed, \d+ skipped \(/);
});

describe('a merchant that does not offer a flow', () => {
  const message = `flow: customer-service
given:
  understands:
    - { message: I want my money back, intent: refund }
  subflows:
    refund-order: [declined]
tests:
  - name: a refund goes to people
    given:
      inputs: { message: I want my money back }
    then:
      said:
        - I can’t do this myself, so a colleague will take care of it and get back to you.
      handedOver: default
      result: handed_over
`;

  async function withoutPayments() {
    const place = await workspace(message, 'customer-service');
    const file = join(place.path, 'merchants/demo/merchant.yaml');
    const text = await readFile(file, 'utf8');
    await writeFile(
      file,
      text.replace('  payments: shop\n', '').replace('\noperations:', '\nwithout: [payments]\noperations:'),
    );
    return place;
  }

  test('hands what a message about it says over to people', async () => {
    await using place = await withoutPayments();
    const told = await place.run('flows', 'test', 'merchants/demo');
    expect(told).toMatchObject({ code: 0, stderr: '' });
    expect(told.stdout).toMatch(/✓ a refund goes to people\nflow tests: 1 passed, 0 failed \(/);
  });

  test('has the tests of that flow skipped, with a word why, and those that let it answer', async () => {
    await using place = await withoutPayments();
    const flows = join(projectFolder, 'flows');
    const told = await place.run(
      'flows',
      'test',
      `${flows}/refund-order.test.yaml`,
      `${flows}/customer-service.test.yaml`,
    );
    expect(told).toMatchObject({ code: 0, stderr: '' });
    expect(oneLine(told.stdout)).toContain(
      '- skipped: demo does not offer refund-order: payments is listed under `without:`',
    );
    expect(oneLine(told.stdout)).toContain(
      '- a refund, with the number that the message names (skipped: demo does not offer refund-order: payments is listed under `without:`)',
    );
    expect(told.stdout).toMatch(/flow tests: \d+ passed, 0 failed, \d+ skipped \(/);
    const { stdout } = await place.run('flows', 'test', `${flows}/refund-order.test.yaml`, '--json');
    const { passed, skipped, files } = JSON.parse(stdout) as {
      passed: number;
      skipped: number;
      files: { tests: object[] }[];
    };
    expect([passed, skipped]).toEqual([0, files[0]?.tests.length]);
  });

  test('is checked without an issue, and what it does not offer is named', async () => {
    await using place = await withoutPayments();
    const { code, stdout } = await place.run('flows', 'check');
    expect([code, stdout]).toEqual([
      0,
      'demo does not offer cancel-order: payments is listed under `without:`.\n' +
        'demo does not offer refund-order: payments is listed under `without:`.\n' +
        'demo does not offer refund-part: payments is listed under `without:`.\n' +
        'demo does not offer refund-status: payments is listed under `without:`.\nNo issues. Fine: demo.\n',
    ]);
    const { notOffered } = JSON.parse((await place.run('flows', 'check', '--json')).stdout) as {
      notOffered: object[];
    };
    expect(notOffered).toEqual([
      {
        ...{ merchant: 'demo', flow: 'cancel-order', because: 'payments is listed under `without:`' },
        ...{ operations: ['payments.quote_refund'], flows: [] },
      },
      {
        ...{ merchant: 'demo', flow: 'refund-order', because: 'payments is listed under `without:`' },
        ...{ operations: ['payments.quote_refund', 'payments.refund'], flows: [] },
      },
      {
        ...{ merchant: 'demo', flow: 'refund-part', because: 'payments is listed under `without:`' },
        ...{ operations: ['payments.quote_refund', 'payments.refund'], flows: [] },
      },
      {
        ...{ merchant: 'demo', flow: 'refund-status', because: 'payments is listed under `without:`' },
        ...{ operations: ['payments.quote_refund'], flows: [] },
      },
    ]);
  });
});

test('`orderly flows check` reads the tests too, and runs none', async () => {
  await using fine = await workspace(tests('Here I am.'));
  expect(await fine.run('flows', 'check')).toMatchObject({ code: 0 });
  await using broken = await workspace(tests('There you are.').replace('result: done', 'result: dne'));
  for (const args of [
    ['flows', 'check'],
    ['flows', 'check', 'merchants/demo/flows/tried.test.yaml'],
    ['flows', 'check', 'merchants/demo'],
  ]) {
    const { code, stdout } = await broken.run(...args);
    expect([args, code]).toEqual([args, 1]);
    expect(stdout).toContain('merchants/demo/flows/tried.test.yaml:9:15 result_unknown');
    expect(stdout).toContain('Did you mean `done`?');
  }
});

test('coverage is counted in memory alone', async () => {
  await using place = await workspace(tests('There you are.'));
  expect(await place.run('flows', 'test', '--server', '--coverage')).toMatchObject({ code: 2 });
});
