/** `orderly chat`: a conversation in the terminal. */
import { randomUUID } from 'node:crypto';
import { createInterface, type Interface } from 'node:readline';
import type { Command } from 'commander';
import { addCommand, wholeNumber } from '../command.js';
import { type CommandContext, openContext } from '../context.js';
import { Messenger, noReply } from '../messenger.js';
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
    await talkFromPipe(context, messenger, options.wait);
  }
}

/** Prints replies whenever they arrive, preserving the line being typed. */
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
  const listening = listen(messenger, terminal, left.signal).finally(() => {
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
      process.stdout.write('\r\x1b[K');
      printLine(replyText(reply));
      showPrompt(terminal, left);
    }
  }
}

function showPrompt(terminal: Interface, left: AbortSignal): void {
  if (!left.aborted) terminal.prompt(true);
}

/** Sends a line, prints its replies, then sends the next: a script answers questions in order. */
async function talkFromPipe(context: CommandContext, messenger: Messenger, seconds: number): Promise<void> {
  let heard = 0;
  for await (const line of createInterface({ input: process.stdin })) {
    if (line.trim() === '') continue;
    printLine(`> ${line}`);
    const sent = await messenger.send(line);
    for await (const reply of messenger.hear({ firstMs: seconds * 1_000, quietMs })) {
      printLine(replyText(reply));
      heard += 1;
    }
    // Later, silence can be legitimate: a yes may lead to an approval by others.
    if (heard === 0) throw await noReply(context, sent, seconds);
  }
}
