/** `orderly chat`: a conversation in the terminal, or one message of it as the conversation service sends it. */
import { randomUUID } from 'node:crypto';
import { createInterface, type Interface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import type { Command } from 'commander';
import type { Awaited } from '../../client/awaited-systems.js';
import { addCommand, wholeNumber } from '../command.js';
import { openContext } from '../context.js';
import type { OutboxRow } from '../../store/store.js';
import { awaitedText, Messenger, type Sent } from '../messenger.js';
import { painted, printJson, printLine, printProgress } from '../print.js';
import { replyText } from '../reply-text.js';
import { addWriterOptions, type WriterOptions, writerOf } from '../writer-options.js';

interface ChatOptions extends WriterOptions {
  conversation?: string;
  wait: number;
  send?: string;
  seq?: number;
  messageId?: string;
  json?: boolean;
}

/** How long a listener waits for replies before it checks whether the user has left, ms. */
const listenMs = 500;
const quietMs = 1_000;

/** How often it is looked up which systems are waited for, ms. */
const awaitedMs = 3_000;

/** Adds the command. */
export function addChat(program: Command): void {
  const command = addCommand(program, {
    usage: 'chat <merchant>',
    summary: 'Chat with a merchant as a customer, or send one message.',
    examples: [
      'orderly chat demo --email kim@example.com --channel shop-chat --channel-key channel.key',
      'printf "Where is order 1001?\\n" | orderly chat demo',
      'orderly chat demo --send "Where is my order 1001?" --conversation c-1 --json',
    ],
  });
  command
    .option('--conversation <id>', 'conversation to continue or start (default: a new one)')
    .option(
      '--wait <seconds>',
      'how long to wait for replies to a message or a piped line',
      wholeNumber(0),
      30,
    )
    .option('--send <text>', 'send this message, print the replies and exit')
    .option(
      '--seq <n>',
      'with --send: position in the conversation, from 1 (default: the next)',
      wholeNumber(1),
    )
    .option(
      '--message-id <id>',
      'with --send: id of the message; a repeated id is ignored (default: a new one)',
    )
    .option('--json', 'with --send: print the message and its replies as one JSON object');
  addWriterOptions(command).action((merchant: string, options: ChatOptions) => {
    refuseWithoutMessage(options, command);
    return chat(merchant, options, command);
  });
}

/** Reports options that describe a single message where none is given. */
function refuseWithoutMessage({ send, wait, seq, messageId, json }: ChatOptions, command: Command): void {
  if (send !== undefined) return;
  const given = Object.entries({ seq, 'message-id': messageId, json }).find(
    ([, value]) => value !== undefined,
  );
  if (given !== undefined) command.error(`error: --${given[0]} needs --send`);
  if (wait === 0) command.error('error: --wait 0 needs --send: a chat always waits for replies');
}

async function chat(merchant: string, options: ChatOptions, command: Command): Promise<void> {
  const writer = writerOf(options, command);
  await using context = await openContext();
  const conversation = options.conversation ?? randomUUID();
  const messenger = await Messenger.open(context, merchant, conversation, writer);
  if (options.send !== undefined) {
    await sendOne(messenger, options.send, options);
  } else if (process.stdin.isTTY && process.stdout.isTTY) {
    printProgress(`Conversation ${conversation}; Ctrl-D ends it.`);
    await talkOnTerminal(messenger);
  } else {
    await talkFromPipe(messenger, options.wait);
  }
}

/** Prints what comes whenever it comes, preserving the line being typed. */
async function talkOnTerminal(messenger: Messenger): Promise<void> {
  const prompt = painted('bold', 'you> ');
  const terminal = createInterface({ input: process.stdin, output: process.stdout, prompt });
  const left = new AbortController();
  terminal.once('SIGINT', () => {
    terminal.close();
  });
  terminal.once('close', () => {
    left.abort();
  });
  const loops = [listen, showAwaited].map((loop) => loop(messenger, terminal, left.signal));
  const listening = Promise.all(loops).finally(() => {
    terminal.close();
  });
  // A failure is reported where this is awaited, below.
  listening.catch(() => undefined);
  try {
    showPrompt(terminal, left.signal);
    for await (const line of terminal) {
      if (line.trim() !== '') await messenger.send(line);
      showPrompt(terminal, left.signal);
    }
    printLine();
  } finally {
    terminal.close();
    await listening;
  }
}

async function listen(messenger: Messenger, terminal: Interface, left: AbortSignal): Promise<void> {
  while (!left.aborted) {
    for await (const reply of messenger.hear({ firstMs: listenMs, quietMs: listenMs })) {
      printAbove(terminal, left, replyText(reply));
    }
  }
}

/** Names each system that is waited for, once for as long as it is. */
async function showAwaited(messenger: Messenger, terminal: Interface, left: AbortSignal): Promise<void> {
  let announced = new Set<string>();
  for (;;) {
    await delay(awaitedMs, undefined, { signal: left }).catch(() => undefined);
    if (left.aborted) return;
    const awaited = new Set<string>();
    for (const each of await messenger.awaited()) {
      const system = `${each.connection} ${each.operation}`;
      if (!announced.has(system) && !awaited.has(system)) printAbove(terminal, left, waitingText(each));
      awaited.add(system);
    }
    announced = awaited;
  }
}

const waitingText = (awaited: Awaited): string => `[waiting for ${awaitedText(awaited)}]`;

function printAbove(terminal: Interface, left: AbortSignal, text: string): void {
  process.stdout.write('\r\x1b[K');
  printLine(text);
  showPrompt(terminal, left);
}

function showPrompt(terminal: Interface, left: AbortSignal): void {
  if (!left.aborted) terminal.prompt(true);
}

/** Sends a line, prints its replies, then sends the next: a script answers questions in order. */
async function talkFromPipe(messenger: Messenger, seconds: number): Promise<void> {
  let received = 0;
  for await (const line of createInterface({ input: process.stdin })) {
    if (line.trim() === '') continue;
    printLine(`> ${line}`);
    const sent = await messenger.send(line);
    const before = received;
    for await (const reply of messenger.hear({ firstMs: seconds * 1_000, quietMs })) {
      printLine(replyText(reply));
      received += 1;
    }
    // Later, silence can be legitimate: a yes may lead to an approval by others.
    if (received === 0) throw await messenger.noReply(sent, seconds);
    if (received === before) for (const awaited of await messenger.awaited()) printLine(waitingText(awaited));
  }
}

/** Sends one message and prints its replies; with --wait 0 it prints where the message went. */
async function sendOne(
  messenger: Messenger,
  text: string,
  { json = false, ...options }: ChatOptions,
): Promise<void> {
  const sent = await messenger.send(text, options);
  const replies: OutboxRow[] = [];
  if (options.wait > 0) {
    for await (const reply of messenger.hear({ firstMs: options.wait * 1_000, quietMs })) {
      replies.push(reply);
      if (!json) printLine(replyText(reply));
    }
  }
  if (json) printJson(sentJson(sent, replies));
  if (options.wait > 0 && replies.length === 0) throw await messenger.noReply(sent, options.wait);
  if (options.wait === 0 && !json) printLine(`Sent to ${sent.workflowId}.`);
}

const sentJson = (sent: Sent, replies: readonly OutboxRow[]): object => ({
  ...sent,
  replies: replies.map(({ position, kind, body }) => ({ position, kind, ...body })),
});
