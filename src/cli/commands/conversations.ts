/** `orderly conversations`: find them and read one, which is audited, and give it back to flows. */
import { userInfo } from 'node:os';
import type { Command } from 'commander';
import { ConversationsReader } from '../../client/conversations-reader.js';
import type { ConversationEntry } from '../../client/conversation-entries.js';
import { sentConversation, sentEntry } from '../../client/rows-as-json.js';
import { plainMoment } from '../../texts/languages/printed-time.js';
import { plain } from '../../platform/observability/print-failure.js';
import type { ConversationRow } from '../../store/store.js';
import { addCommand, wholeNumber } from '../command.js';
import { openContext, openStoreContext } from '../context.js';
import { requireMerchant } from '../require-known-names.js';
import { zoneOf } from '../merchant-zone.js';
import { printJson, printLine, printTable } from '../print.js';

/** Adds the command and those below it. */
export function addConversations(program: Command): void {
  const conversations = addCommand(program, {
    usage: 'conversations',
    summary: 'Find and read conversations, and give them back to flows.',
    examples: ['orderly conversations show demo c-1'],
  });
  addCommand(conversations, {
    usage: 'show <merchant> <conversation>',
    summary: 'Show a conversation’s messages; access is audited.',
    examples: ['orderly conversations show demo c-1'],
  })
    .option('--limit <n>', 'show only the last <n> entries', wholeNumber(1), 100)
    .option('--json', 'print a JSON list')
    .action(show);
  addCommand(conversations, {
    usage: 'find <merchant>',
    summary: 'Find conversations by an email address or an order number; the search is audited.',
    examples: [
      'orderly conversations find demo --email svea@example.org',
      'orderly conversations find demo --order 10105',
    ],
  })
    .option('--email <address>', 'an email address of the customer')
    .option('--order <number>', 'an order number that the customer has mentioned or verified')
    .option('--json', 'print a JSON list')
    .action((merchant: string, options: FindOptions, command: Command) => {
      if ((options.email === undefined) === (options.order === undefined))
        command.error('error: give either --email or --order');
      return find(merchant, options);
    });
  addCommand(conversations, {
    usage: 'give-back <merchant> <conversation>',
    summary: 'Give a conversation handled by people back to flows.',
    examples: ['orderly conversations give-back demo c-1'],
  })
    .option('--json', 'print a JSON object')
    .action(giveBack);
}

interface FindOptions {
  email?: string;
  order?: string;
  json?: boolean;
}

async function find(merchant: string, { email, order, json }: FindOptions): Promise<void> {
  await using context = await openStoreContext();
  const { store, secret } = context;
  await requireMerchant(store.flowVersions, merchant);
  const names = {
    ...(email === undefined ? {} : { emails: [email] }),
    ...(order === undefined ? {} : { orders: [order] }),
  };
  const reader = new ConversationsReader({ store, secret: secret() });
  const found = await reader.find(merchant, names, userInfo().username);
  if (json === true) printJson(found.map(sentConversation));
  else if (found.length === 0) printLine(`No conversations of ${merchant} mention it.`);
  else printConversations(found, await zoneOf(store.flowVersions, merchant));
}

/** Prints rows of conversations, as lists show them. */
export function printConversations(rows: readonly ConversationRow[], zone: string | undefined): void {
  printTable(
    ['CONVERSATION', 'CHANNEL', 'STARTED', 'LAST ACTIVE', 'WITH'],
    rows.map(({ conversation, channel, begunAt, lastAt, peopleSince, people }) => [
      conversation,
      plain(channel),
      plainMoment(begunAt, zone),
      plainMoment(lastAt, zone),
      peopleSince === undefined ? 'flows' : plain(people ?? 'people'),
    ]),
  );
}

async function show(
  merchant: string,
  conversation: string,
  { limit, json }: { limit: number; json?: boolean },
): Promise<void> {
  await using context = await openStoreContext();
  const { store, secret } = context;
  await requireMerchant(store.flowVersions, merchant);
  const reader = new ConversationsReader({ store, secret: secret() });
  const { entries } = await reader.read(merchant, conversation, userInfo().username, { limit });
  if (json === true) {
    printJson(entries.map(sentEntry));
    return;
  }
  const zone = await zoneOf(store.flowVersions, merchant);
  for (const entry of entries) printLine(lineOf(entry, zone));
}

async function giveBack(merchant: string, conversation: string, { json }: { json?: boolean }): Promise<void> {
  await using context = await openContext();
  await requireMerchant(context.store.flowVersions, merchant);
  const { conversations } = context.client;
  await conversations.giveBack(merchant, conversation, userInfo().username);
  const id = conversations.opaque(merchant, conversation);
  if (json === true) printJson({ merchant, conversation: id });
  else printLine(`Flows now answer ${merchant}/${id} again.`);
}

function lineOf(entry: ConversationEntry, zone: string | undefined): string {
  const head = `${plainMoment(entry.at, zone)}  ${whoOf(entry)}: `;
  // A list of options is part of the text; what a channel shows as buttons alone is not.
  const buttons = entry.labels?.filter((label) => !entry.text.includes(label)) ?? [];
  const lines = [
    entry.text,
    ...(buttons.length === 0 ? [] : [buttons.map(inBrackets).join(' ')]),
    ...(entry.details === undefined || entry.details === '' ? [] : [entry.details]),
  ].join('\n');
  return `${head}${plain(lines).replaceAll('\n', `\n${' '.repeat(head.length)}`)}`;
}

const inBrackets = (label: string): string => `[${label}]`;

function whoOf({ kind, startedBy, aside, queue, by }: ConversationEntry): string {
  if (kind === 'handover') return `handed over to ${plain(queue ?? 'people')}`;
  if (kind !== 'message') return by === undefined ? 'reply' : plain(by);
  if (aside === 'author') return 'someone else';
  if (aside === 'automatic') return 'automatic message';
  return startedBy === undefined ? 'customer' : `${plain(startedBy)}, for the customer`;
}
