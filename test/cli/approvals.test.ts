/** An agent's commands on the demo merchant, whole: a refund is asked for, seen, and decided. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Stack, startStack } from '../../demo/stack/stack.js';
import { generateKey } from '../../src/security/signing-keys.js';
import { until } from '../server/support/refund-desk.js';
import { linesOf, orderly, temporaryFolder } from './run-cli.js';

let stack: Stack;
let folder: Awaited<ReturnType<typeof temporaryFolder>>;

beforeAll(async () => {
  folder = await temporaryFolder();
  stack = await startStack();
  const keys = { ...stack.keys, stranger: generateKey().privateKey };
  for (const [name, key] of Object.entries(keys)) await writeFile(keyOf(name), key, { mode: 0o600 });
});

afterAll(async () => {
  await stack[Symbol.asyncDispose]();
  await folder[Symbol.asyncDispose]();
});

const keyOf = (name: string): string => join(folder.path, `${name}.key`);

const run = (args: readonly string[], input?: string) =>
  orderly(args, {
    env: { ...stack.env, ORDERLY_CACHE: join(folder.path, 'cache') },
    ...(input === undefined ? {} : { input }),
  });

const decide = (decision: string, request: string, approver: string, key = approver) =>
  run(['approvals', decision, request, '--as', approver, '--key', keyOf(key)]);

test('a refund is asked for in a chat, listed, shown, refused to the wrong approvers and approved by the right one', async () => {
  const order = stack.stories.refundable.above250[0];
  if (order === undefined) throw new Error('the order book has no such order');
  const channel = ['--channel', 'shop-chat', '--channel-key', keyOf('channel')];
  const signedIn = ['--email', order.customer.mail, ...channel];
  const chat = await run(
    ['chat', 'demo', '--wait', '15', ...signedIn],
    `I want my money back for order ${order.nummer}\nThe whole order\nyes\n`,
  );
  expect({ code: chat.code, stderr: chat.stderr }).toEqual({ code: 0, stderr: '' });
  expect(chat.stdout).toContain(`for order ${order.nummer}?\n> yes\n`);

  const listed = await run(['approvals', 'list', 'demo', '--role', 'refund-approver', '--json']);
  const [item] = JSON.parse(listed.stdout) as { id: string; number: number }[];
  const request = String(item?.number);
  expect((await run(['approvals', 'list', 'demo', '--role', 'team-lead'])).stdout).toMatch(
    /^No open approval requests/,
  );
  const amount = `${(order.betrag_cent / 100).toFixed(2)} EUR`;
  const [head, row] = linesOf((await run(['approvals', 'list', 'demo'])).stdout);
  expect(head).toMatch(/^NUMBER +WHAT .* EXPIRES$/);
  expect(row).toMatch(new RegExp(`^${request} +Refund +${amount} `));
  const shown = await run(['approvals', 'show', request]);
  expect(shown.stdout).toMatch(new RegExp(`^amount: +${amount}$`, 'm'));
  expect(shown.stdout).toMatch(new RegExp(`^order number: +${order.nummer}$`, 'm'));
  expect(shown.stdout).toMatch(/^since: .* CES?T, 0 min ago$/m);
  const [, words] = shown.stdout.split('The customer wrote:');
  const written = `I want my money back for order ${order.nummer}\\n.* {2}The whole order\\n.* {2}yes\\n$`;
  expect(words).toMatch(new RegExp(written));
  expect((await run(['approvals', 'show', item?.id ?? ''])).stdout).toBe(shown.stdout);

  for (const [approver, key, code] of [
    ['ben', 'stranger', 'approval_token_invalid'],
    ['zoe', 'anna', 'approval_unknown_approver'],
    ['anna', 'anna', 'approval_over_limit'],
  ] as const) {
    const refused = await decide('approve', request, approver, key);
    expect({ code: refused.code, stdout: refused.stdout }).toEqual({ code: 1, stdout: '' });
    expect(linesOf(refused.stderr)).toHaveLength(2);
    expect(linesOf(refused.stderr)[0]).toMatch(new RegExp(`^error ${code}: `));
  }

  const approved = await decide('approve', request, 'ben');
  expect(approved).toEqual({ code: 0, stdout: `approved by ben: ${request}\n`, stderr: '' });
  const again = await decide('reject', request, 'ben');
  expect(again.code).toBe(1);
  expect(again.stderr).toContain(
    'error approval_decided: The request has already been decided (approved by ben)\n',
  );
  expect((await run(['approvals', 'list', 'demo'])).stdout).toMatch(/^No open approval requests/);
  const past = linesOf((await run(['approvals', 'list', 'demo', '--decided', '--since', '1h'])).stdout);
  expect(past[1]).toMatch(new RegExp(`^${request} +Refund +${amount} +approved +ben +\\d{4}-`));
  const [workflowId = ''] = (item?.id ?? '').split('#');
  const paid = await until('The refund', async () => {
    const { stdout } = await run(['runs', 'show', 'demo', workflowId]);
    return /^.* Refund: done.*$/m.exec(stdout)?.[0];
  });
  expect(paid).toContain(`Refund: done (HTTP 201), ${amount}`);
});
