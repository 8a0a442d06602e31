/** `orderly flows talk`: a conversation with a flow, without a server. */
import type { Command } from 'commander';
import { addCommand } from '../../command.js';
import { configuredFolders } from '../../merchant-files.js';
import type { LiveSystems } from '../../talk/live-systems.js';

interface TalkOptions {
  given?: string;
  live?: boolean;
  input: string[];
  language?: string;
  email?: string;
  unauthenticated?: boolean;
  trace: boolean;
}

/** Adds the command. */
export function addTalk(flows: Command): void {
  addCommand(flows, {
    usage: 'talk [merchant] [flow]',
    summary: 'Talk to a flow as a customer, in virtual time and without a server.',
    examples: [
      'orderly flows talk demo',
      'orderly flows talk demo refund-order --input reason=damaged',
      'orderly flows talk --given flows/refund-order.test.yaml:"a refund within the band"',
      'printf "Where is my order?\\n\\n" | orderly flows talk demo',
    ],
  })
    .option('--given <file[:test]>', "start from a flow test, with its inputs and its systems' answers")
    .option('--live', "read from the merchant's own systems; writes are never sent")
    .option('--input <name=value...>', "the flow's inputs", [])
    .option('--language <code>', "the customer's language, such as `de`")
    .option('--email <address>', 'e-mail address of an authenticated customer')
    .option(
      '--unauthenticated',
      'talk as an unauthenticated customer, who must prove that an order is theirs',
    )
    .option('--no-trace', 'print only what the customer sees')
    .action(talk);
}

async function talk(
  first: string | undefined,
  second: string | undefined,
  options: TalkOptions,
): Promise<void> {
  const [{ inputsFrom, Left }, { namesOf, prepareTalk }, { Session }, { TypedLines }, { embeddedFor }] =
    await Promise.all([
      import('../../talk/inputs.js'),
      import('../../talk/prepare-talk.js'),
      import('../../talk/session.js'),
      import('../../typed-lines.js'),
      import('../../talk/understander.js'),
    ]);
  const folders = await configuredFolders();
  const prepared = await prepareTalk(namesOf(first, second, folders), options);
  const { test } = prepared;
  await using live = options.live === true ? await systemsOf(test.merchant.config.merchant) : undefined;
  using lines = new TypedLines();
  try {
    const inputs = await inputsFrom(prepared, options.input, lines);
    const session = new Session({
      prepared: { ...prepared, test: { ...test, given: { ...test.given, inputs } } },
      ...{ lines, understander: embeddedFor(test.merchant), isTracing: options.trace },
      ...(live === undefined ? {} : { live }),
    });
    await session.run();
  } catch (error) {
    if (!(error instanceof Left)) throw error;
  }
}

async function systemsOf(merchant: string): Promise<LiveSystems> {
  const { openLive } = await import('../../talk/live-systems.js');
  return openLive(merchant);
}
