/** `orderly erase`: erases a customer of a merchant. */
import { userInfo } from 'node:os';
import { setTimeout } from 'node:timers/promises';
import type { Command } from 'commander';
import type { ErasedConversation } from '../../client/erase.js';
import { OrderlyError } from '../../contracts/errors/orderly-error.js';
import { addCommand, wholeNumber } from '../command.js';
import { openContext } from '../context.js';
import { requireMerchant } from '../require-known-names.js';
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
    summary: 'Erase a customer: end and delete their conversations.',
    examples: ['orderly erase demo --email marta@mail.example', 'orderly erase demo --customer C-1042'],
  })
    .option('--email <address>', "the customer's e-mail address; repeatable", more, [])
    .option('--customer <ref>', "the customer's reference in the shop; repeatable", more, [])
    .option('--wait <seconds>', 'how long to wait for writes in progress', wholeNumber(0), 600)
    .option('--json', 'print one JSON object per conversation: conversation, erased, out')
    .action(erase);
}

async function erase(merchant: string, { email, customer, wait, json }: EraseOptions): Promise<void> {
  if (email.length + customer.length === 0)
    throw new OrderlyError('customer_unnamed', 'Neither --email nor --customer was given');
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
  throw new OrderlyError('erasure_unfinished', `${of} writes in progress`);
}

const lineOf = (merchant: string, { conversation, out }: ErasedConversation): string =>
  out.length === 0
    ? `Erased ${merchant}/${conversation}.`
    : `${merchant}/${conversation} is closed to new messages and is waiting for writes in progress: ${out.join(', ')}.`;

const sumOf = (erased: number): string =>
  erased === 0
    ? 'No conversations of this customer were erased.'
    : `Erased: ${erased} ${erased === 1 ? 'conversation' : 'conversations'}.`;
