/** `orderly erase`: forgets a customer of a merchant. */
import { userInfo } from 'node:os';
import { setTimeout } from 'node:timers/promises';
import type { Command } from 'commander';
import type { ErasedConversation } from '../../client/erase.js';
import { OrderlyError } from '../../contracts/errors/orderly-error.js';
import { addCommand, wholeNumber } from '../command.js';
import { openContext } from '../context.js';
import { requireMerchant } from '../known-names.js';
import { printJson, printLine } from '../print.js';

interface EraseOptions {
  email: readonly string[];
  customer: readonly string[];
  wait: number;
  json?: boolean;
}

/** Adds the command. */
export function addErase(program: Command): void {
  const more = (value: string, others: readonly string[]): readonly string[] => [...others, value];
  addCommand(program, {
    usage: 'erase <merchant>',
    summary:
      'Forget a customer: end their conversations, and delete what was said in them together with its keys.',
    examples: ['orderly erase demo --email marta@mail.example', 'orderly erase demo --customer C-1042'],
  })
    .option('--email <address>', 'an e-mail address of the customer; repeatable', more, [])
    .option('--customer <ref>', 'the customer’s reference in the shop; repeatable', more, [])
    .option('--wait <seconds>', 'how long to wait for writes that are out', wholeNumber(0), 600)
    .option('--json', 'print JSON objects, one a conversation: conversation, erased, out')
    .action(erase);
}

async function erase(merchant: string, { email, customer, wait, json }: EraseOptions): Promise<void> {
  if (email.length + customer.length === 0)
    throw new OrderlyError('customer_unnamed', 'Neither --email nor --customer is given');
  const [{ eraseCustomer }, { requireSecret }] = await Promise.all([
    import('../../client/erase.js'),
    import('../../platform/config.js'),
  ]);
  await using context = await openContext();
  const { store, temporal, config } = context;
  await requireMerchant(store.flowVersions, merchant);
  const ports = {
    ...{ store, workflow: temporal.workflow, secret: requireSecret(config) },
    ...{ now: Date.now, pause: (ms: number) => setTimeout(ms) },
  };
  const names = { emails: email, refs: customer };
  let [erased, waiting] = [0, 0];
  const erasing = { merchant, customer: names, by: userInfo().username, waitMs: wait * 1000 };
  for await (const conversation of eraseCustomer(ports, erasing)) {
    if (conversation.out.length === 0) erased += 1;
    else waiting += 1;
    if (json === true) printJson({ ...conversation, erased: conversation.out.length === 0 });
    else printLine(lineOf(merchant, conversation));
  }
  if (json !== true) printLine(sumOf(erased));
  if (waiting === 0) return;
  const of = waiting === 1 ? 'One conversation has' : `${waiting} conversations have`;
  throw new OrderlyError('erasure_unfinished', `${of} writes that are out`);
}

const lineOf = (merchant: string, { conversation, out }: ErasedConversation): string =>
  out.length === 0
    ? `${merchant}/${conversation} is erased.`
    : `${merchant}/${conversation} takes no more messages, and waits: ${out.join(', ')} is out.`;

const sumOf = (erased: number): string =>
  erased === 0
    ? 'No conversation of that customer was erased.'
    : `Erased: ${erased} ${erased === 1 ? 'conversation' : 'conversations'}.`;
