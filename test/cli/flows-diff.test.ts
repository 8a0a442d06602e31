/** `orderly flows diff`: in a working copy of its own. */
import { execFileSync } from 'node:child_process';
import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { commandHost, linesOf, orderly, temporaryFolder } from './run-cli.js';

const inHost = commandHost();

const project = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url));

/** A repository with the demo merchant and the shipped flows, committed as `main`. */
async function repository() {
  const folder = await temporaryFolder();
  const { path } = folder;
  await mkdir(join(path, 'merchants/demo'), { recursive: true });
  await cp(project('merchants/demo/merchant.yaml'), join(path, 'merchants/demo/merchant.yaml'));
  await cp(project('merchants/demo/connections'), join(path, 'merchants/demo/connections'), {
    recursive: true,
  });
  await cp(project('flows'), join(path, 'flows'), { recursive: true });
  const git = (...args: string[]): void => {
    const own = ['-c', 'user.name=test', '-c', 'user.email=test@localhost', '-c', 'commit.gpgsign=false'];
    execFileSync('git', [...own, ...args], {
      cwd: path,
      stdio: 'ignore',
      env: { PATH: process.env['PATH'], HOME: path },
    });
  };
  git('init', '-q', '-b', 'main');
  git('add', '.');
  git('commit', '-q', '-m', 'first');
  const edit = async (file: string, from: string, to: string): Promise<void> => {
    const text = await readFile(join(path, file), 'utf8');
    if (!text.includes(from)) throw new Error(`nothing to replace in ${file}`);
    await writeFile(join(path, file), text.replace(from, to));
  };
  const env = { ORDERLY_FLOWS: 'flows' };
  const diff = (...args: string[]) => inHost(['flows', 'diff', ...args], { cwd: path, env });
  return { path, env, git, edit, diff, [Symbol.asyncDispose]: () => folder[Symbol.asyncDispose]() };
}

describe('orderly flows diff', () => {
  test('says that nothing has changed', async () => {
    await using space = await repository();
    const { code, stdout, stderr } = await orderly(['flows', 'diff', 'main'], {
      cwd: space.path,
      env: space.env,
    });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(linesOf(stdout)).toEqual([
      'Against main:',
      expect.stringMatching(/^0 flows changed, \d+ unchanged; nothing is looser about money\.$/),
    ]);
  });

  test('tells what has changed, what is looser about money first, and that running runs keep their version', async () => {
    await using space = await repository();
    await space.edit('flows/refund-order.yaml', 'expires: 2 business days', 'expires: 9 business days');
    await space.edit('flows/refund-order.yaml', 'No problem, I haven’t changed anything.', 'Fine.');
    await space.edit('merchants/demo/merchant.yaml', 'upTo: 50 EUR', 'upTo: 500 EUR');
    await space.edit('merchants/demo/connections/shop.yaml', 'timeout: 5s', 'timeout: 6s');
    await space.edit('flows/texts/de.yaml', 'Um welche Bestellung', 'Um welche der Bestellungen');
    const { stdout, stderr } = await space.diff('HEAD');
    expect(stderr).toBe('');
    const lines = linesOf(stdout);
    const told = lines.slice(1);
    expect(lines[0]).toBe('Against HEAD:');
    expect(told.slice(0, -2)).toEqual([
      'demo',
      '  merchant.yaml and connections',
      expect.stringMatching(
        /^ {4}looser {4}policy `refund.autoApprove` is upTo 500 EUR, perCustomer 2\/30d, .* instead of upTo 50 EUR/,
      ),
      expect.stringMatching(/^ {4}money {5}connections\/shop.yaml has changed/),
      '  refund-order',
      '    looser    `refund` (payments.refund): an approval now expires after 9 business days instead of 2 business days',
      '    money     the steps around a money call have changed: review the diff',
    ]);
    expect(told.slice(-2)).toEqual([
      expect.stringMatching(/^1 flow changed, \d+ unchanged; 2 changes are looser about money\.$/),
      'Runs in progress keep the version they started with.',
    ]);
  });

  test('--json gives the same to programs', async () => {
    await using space = await repository();
    await space.edit('flows/refund-order.yaml', 'by: refund-approver', 'by: team-lead');
    const { stdout } = await space.diff('main', '--json');
    const comparison = JSON.parse(stdout) as { against: string; merchants: object[] };
    expect(comparison).toMatchObject({ against: 'main', shippedFlowsCompared: true });
    expect(comparison.merchants).toMatchObject([
      {
        merchant: 'demo',
        is: 'changed',
        flows: [{ flow: 'refund-order', changes: [{ weight: 'looser' }] }],
      },
    ]);
  });

  test('tells of a new merchant and a new flow, and of what in them moves money', async () => {
    await using space = await repository();
    await cp(join(space.path, 'merchants/demo'), join(space.path, 'merchants/acme'), { recursive: true });
    await space.edit('merchants/acme/merchant.yaml', 'merchant: demo', 'merchant: acme');
    const { stdout } = await space.diff('main');
    expect(stdout).toContain('\nacme is new\n');
    expect(stdout).toContain(
      '    looser    `refund` (payments.refund): is new and moves money, approved by refund-approver, not needed within refund.autoApprove\n',
    );
  });

  test('what was offered and is not any longer is an issue, unless `without:` says that it is meant', async () => {
    await using space = await repository();
    await space.edit('merchants/demo/merchant.yaml', '  payments: shop\n', '');
    const { code, stdout } = await space.diff('main', '--json');
    expect(code).toBe(1);
    const { noLongerOffered, merchants } = JSON.parse(stdout) as {
      noLongerOffered: object[];
      merchants: { flows: { flow: string; is: string }[] }[];
    };
    expect(noLongerOffered).toMatchObject(
      [
        ['payments.quote_refund', 'cancel-order, refund-order, refund-part, refund-status'],
        ['payments.refund', 'refund-order, refund-part'],
      ].map(([operation, flows]) => ({
        file: 'merchants/demo/merchant.yaml',
        code: 'no_longer_offered',
        message: `No connection is bound to \`${operation}\`, but flows that need it were available before. No longer available: ${flows}.`,
      })),
    );
    const gone = ['cancel-order', 'refund-order', 'refund-part', 'refund-status'].map((flow) => ({
      flow,
      is: 'gone',
    }));
    const told = merchants.flatMap(({ flows }) => flows.map(({ flow, is }) => ({ flow, is })));
    expect(told.filter(({ is }) => is === 'gone')).toEqual(gone);
    const inWords = linesOf((await space.diff('main')).stdout);
    expect(inWords[0]).toMatch(/^merchants\/demo\/merchant\.yaml:/);
    expect(inWords).toContain('Against main:');
    expect((await inHost(['flows', 'check'], { cwd: space.path, env: space.env })).code).toBe(0);
    await space.edit('merchants/demo/merchant.yaml', '\noperations:', '\nwithout: [payments]\noperations:');
    const meant = await space.diff('main');
    expect(meant.code).toBe(0);
    expect(linesOf(meant.stdout)).toEqual(
      expect.arrayContaining(['  cancel-order is gone', '  refund-order is gone']),
    );
  });

  test('a merchant whose files were wrong then is told as not comparable', async () => {
    await using space = await repository();
    await space.edit('flows/refund-order.yaml', 'say: No problem', 'sya: No problem');
    space.git('commit', '-q', '-a', '-m', 'broken');
    await space.edit('flows/refund-order.yaml', 'sya: No problem', 'say: No problem');
    const { stdout } = await space.diff('HEAD');
    expect(stdout).toContain('demo cannot be compared: its files had ');
  });

  test('one whose files are wrong now cannot be compared either, and that fails', async () => {
    await using space = await repository();
    await space.edit('flows/refund-order.yaml', 'say: We’ve refunded', 'sya: We’ve refunded');
    const { code, stdout } = await space.diff('main');
    expect(code).toBe(1);
    expect(stdout).toMatch(
      /^demo cannot be compared: its files have .+; `orderly flows check` lists (it|them)$/m,
    );
  });

  test('a path selects its merchant', async () => {
    await using space = await repository();
    await cp(join(space.path, 'merchants/demo'), join(space.path, 'merchants/acme'), { recursive: true });
    await space.edit('merchants/acme/merchant.yaml', 'merchant: demo', 'merchant: acme');
    expect((await space.diff('main', 'merchants/demo')).stdout).not.toContain('acme');
    expect((await space.diff('main', 'acme')).stdout).toContain('acme is new');
  });

  test.each([
    ['nowhere', 'error git_ref_unknown: `nowhere` is not a commit of '],
    ['--output=stolen', 'error git_ref_unknown: `--output=stolen` is not a commit of '],
  ])('a name that git does not know: %s', async (ref, what) => {
    await using space = await repository();
    const { code, stderr } = await space.diff('--', ref);
    expect(code).toBe(1);
    expect(linesOf(stderr)[0]).toContain(what);
    expect(linesOf(stderr)).toHaveLength(2);
  });

  test('a folder outside of any repository', async () => {
    await using folder = await temporaryFolder();
    await cp(project('merchants/demo/merchant.yaml'), join(folder.path, 'merchants/demo/merchant.yaml'), {
      recursive: true,
    });
    await cp(project('merchants/demo/connections'), join(folder.path, 'merchants/demo/connections'), {
      recursive: true,
    });
    const { code, stderr } = await inHost(['flows', 'diff', 'main'], { cwd: folder.path });
    expect(code).toBe(1);
    expect(linesOf(stderr)[0]).toMatch(/^error repository_missing: /);
  });
});
