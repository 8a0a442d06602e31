/** `orderly conversations`: read one, which is audited, and give it back to flows. */
import { userInfo } from 'node:os';
import type { Command } from 'commander';
import { ConversationsReader } from '../../client/conversations-reader.js';
import type { ConversationEntry } from '../../client/conversation-entries.js';
import { sentEntry } from '../../client/rows-as-json.js';
import { plainMoment } from '../../texts/languages/plain-moment.js';
import { plain } from '../../platform/observability/print-failure.js';
import { addCommand, wholeNumber } from '../command.js';
import { openContext, openStoreContext } from '../context.js';
import { requireMerchant } from '../require-known-names.js';
import { zoneOf } from '../merchant-zone.js';
import { printJson, printLine } from '../print.js';

/** Adds the command and those below it. */
export function addConversations(program: Command): void {
  const conversations = addCommand(program, {
    usage: 'conversations',
    summary: 'Read conversations and give them back to flows.',
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
    usage: 'give-back <merchant> <conversation>',
    summary: 'Give a conversation handled by people back to flows.',
    examples: ['orderly conversations give-back demo c-1'],
  })
    .option('--json', 'print a JSON object')
    .action(giveBack);
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
