/** `orderly send`: one message, as the conversation service sends it. */
import type { Command } from 'commander';
import type { OutboxRow } from '../../store/store.js';
import { addCommand, wholeNumber } from '../command.js';
import { openContext } from '../context.js';
import { Messenger, type Sent } from '../messenger.js';
import { printJson, printLine } from '../print.js';
import { replyText } from '../reply-text.js';
import { addWriterOptions, type WriterOptions, writerOf } from '../writer-options.js';

interface SendOptions extends WriterOptions {
  conversation: string;
  seq?: number;
  messageId?: string;
  wait: number;
  json?: boolean;
}

/** How long to wait for another reply after the last one, ms. */
const quietMs = 1_000;

/** Adds the command. */
export function addSend(program: Command): void {
  const command = addCommand(program, {
    usage: 'send <merchant> <text>',
    summary: 'Send a message as the conversation service does, and print the replies that come.',
    examples: [
      'orderly send demo "Where is my order 1001?" --conversation c-1',
      'orderly send demo "Where is my parcel?" --conversation c-2 --customer-ref k_1 --channel shop-chat --channel-key channel.key',
    ],
  });
  command
    .requiredOption('--conversation <id>', 'the conversation; a new id begins a new one')
    .option('--seq <n>', 'position in the conversation, from 1 (default: the next one)', wholeNumber(1))
    .option('--message-id <id>', 'the same id again does nothing (default: a new one)')
    .option('--wait <seconds>', 'how long to wait for the first reply; 0 does not wait', wholeNumber(0), 30);
  addWriterOptions(command)
    .option('--json', 'print what was sent and the replies as one JSON object')
    .action((merchant: string, text: string, options: SendOptions) => send(merchant, text, options, command));
}

async function send(merchant: string, text: string, options: SendOptions, command: Command): Promise<void> {
  const writer = writerOf(options, command);
  await using context = await openContext();
  const messenger = await Messenger.open(context, merchant, options.conversation, writer);
  const sent = await messenger.send(text, options);
  const replies: OutboxRow[] = [];
  if (options.wait > 0) {
    for await (const reply of messenger.hear({ firstMs: options.wait * 1_000, quietMs })) {
      replies.push(reply);
      if (options.json !== true) printLine(replyText(reply));
    }
  }
  if (options.json === true) printJson(asJson(sent, replies));
  if (options.wait > 0 && replies.length === 0) throw await messenger.noReply(sent, options.wait);
  if (options.wait === 0 && options.json !== true) printLine(`Sent to ${sent.workflowId}.`);
}

const asJson = (sent: Sent, replies: readonly OutboxRow[]): object => ({
  ...sent,
  replies: replies.map(({ position, kind, body }) => ({ position, kind, ...body })),
});
