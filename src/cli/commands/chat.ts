/** `orderly chat`: a conversation in the terminal. */
import { randomUUID } from 'node:crypto';
import { createInterface, type Interface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import type { Command } from 'commander';
import type { Awaited } from '../../client/awaited-systems.js';
import { addCommand, wholeNumber } from '../command.js';
import { openContext } from '../context.js';
import { awaitedText, Messenger } from '../messenger.js';
import { painted, printLine, printProgress } from '../print.js';
import { replyText } from '../reply-text.js';
import { addWriterOptions, type WriterOptions, writerOf } from '../writer-options.js';

interface ChatOptions extends WriterOptions {
  conversation?: string;
  wait: number;
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
    summary: 'Talk with a merchant in the terminal, as a customer; Ctrl-D ends it.',
    examples: [
      'orderly chat demo --email kim@example.com --channel shop-chat --channel-key channel.key',
      'printf "Where is order 1001?\\n" | orderly chat demo',
    ],
  });
  command
    .option('--conversation <id>', 'go on with a conversation (default: a new one)')
    .option('--wait <seconds>', 'from a pipe: how long to wait for replies to a line', wholeNumber(1), 30);
  addWriterOptions(command).action((merchant: string, options: ChatOptions) =>
    chat(merchant, options, command),
  );
}

async function chat(merchant: string, options: ChatOptions, command: Command): Promise<void> {
  const writer = writerOf(options, command);
  await using context = await openContext();
  const conversation = options.conversation ?? randomUUID();
  const messenger = await Messenger.open(context, merchant, conversation, writer);
  if (process.stdin.isTTY && process.stdout.isTTY) {
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
  let told = new Set<string>();
  for (;;) {
    await delay(awaitedMs, undefined, { signal: left }).catch(() => undefined);
    if (left.aborted) return;
    const awaited = new Set<string>();
    for (const each of await messenger.awaited()) {
      const system = `${each.connection} ${each.operation}`;
      if (!told.has(system) && !awaited.has(system)) printAbove(terminal, left, waitingText(each));
      awaited.add(system);
    }
    told = awaited;
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
  let heard = 0;
  for await (const line of createInterface({ input: process.stdin })) {
    if (line.trim() === '') continue;
    printLine(`> ${line}`);
    const sent = await messenger.send(line);
    const before = heard;
    for await (const reply of messenger.hear({ firstMs: seconds * 1_000, quietMs })) {
      printLine(replyText(reply));
      heard += 1;
    }
    // Later, silence can be legitimate: a yes may lead to an approval by others.
    if (heard === 0) throw await messenger.noReply(sent, seconds);
    if (heard === before) for (const awaited of await messenger.awaited()) printLine(waitingText(awaited));
  }
}
