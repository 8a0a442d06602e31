/** `orderly connections try`: one operation of a merchant, with the request as it was sent and the answer as it was read. */
import type { Command } from 'commander';
import type { Effect } from '../../../contracts/effect.js';
import type { Operation } from '../../../commerce/operation.js';
import { OrderlyError } from '../../../contracts/errors/orderly-error.js';
import type { Issue } from '../../../contracts/issue.js';
import type { JsonObject } from '../../../contracts/json.js';
import type { JsonAttempt } from '../../../connectors/connector.js';
import type { Caller, SeenCall } from '../../call/caller.js';
import { outcomeText } from '../../call/outcome-text.js';
import type { Replay } from '../../call/recording.js';
import { shown, shownSignIn } from '../../call/exchange-text.js';
import { addCommand } from '../../command.js';
import { exitCodes } from '../../../platform/observability/print-failure.js';
import { printJson, printLine } from '../../print.js';

interface TryOptions {
  json?: boolean;
  send?: boolean;
  dry?: boolean;
  record?: string;
  replay?: string;
}

/** Adds the command. */
export function addTry(connections: Command): void {
  addCommand(connections, {
    usage: 'try <merchant> <operation> [inputs...]',
    summary: 'Call one operation and show the request, the answer and the mapped fields.',
    examples: [
      'orderly connections try demo orders.get number=10105',
      'orderly connections try demo orders.find email=hanno.hoeft@mail.example',
      'orderly connections try demo payments.quote_refund order=10105',
      'orderly connections try demo payments.refund order=10105 "amount=12.30 EUR" reason=damaged --dry',
    ],
  })
    .option('--send', 'also send writes, except those that move money')
    .option('--dry', "show a write's request without sending it; only GET requests are sent")
    .option('--record <file>', 'save the exchange to a file, without secrets or personal data')
    .option('--replay <file>', 'replay a recording instead of calling the system')
    .option('--json', 'print one JSON object: exchanges, outcome, events, issues, notRead')
    .action(tryOperation);
}

async function tryOperation(
  merchant: string,
  name: string,
  pairs: string[],
  options: TryOptions,
): Promise<void> {
  const { openCaller } = await import('../../call/caller.js');
  const replay = options.replay === undefined ? undefined : await replayOf(options.replay);
  await using caller = await openCaller(merchant, replay?.network);
  const { binding } = caller.bindingOf(name);
  // A replay sends nothing.
  if (replay === undefined && options.dry !== true) refuseToMove(name, binding.effect, options);
  const inputs = replay?.inputs ?? (await inputsOf(name, pairs, caller));
  refuseEmpty(name, inputs, caller);
  const seen = await caller.call(name, inputs, { dry: options.dry === true });
  await printSeen(name, seen, caller, options.json === true);
  if (options.record !== undefined) {
    const { record } = await import('../../call/record-call.js');
    const differs = await record(options.record, { merchant, operation: name, inputs, seen }, caller);
    if (options.json !== true) printLine(`Saved the exchange to ${options.record}.`);
    if (differs !== undefined) process.stderr.write(`${differs}\n`);
  }
  const isShown = 'code' in seen.attempt && seen.attempt.code === 'dry_run';
  if (seen.attempt.is !== 'done' && !isShown) process.exitCode = exitCodes.failed;
}

async function replayOf(file: string): Promise<Replay> {
  const { readReplay } = await import('../../call/recording.js');
  return readReplay(file);
}

/** Refuses operations that move money, which need a flow's approval, and writes without --send. */
function refuseToMove(name: string, effect: Effect, { send }: TryOptions): void {
  if (effect === 'read' || (effect === 'write' && send === true)) return;
  const message = `\`${name}\` has the effect \`${effect}\` and was not sent`;
  const hint =
    effect === 'money'
      ? 'Use a flow, which asks for approval; --dry shows the request.'
      : 'Pass --send to send it, or --dry to see the request.';
  throw new OrderlyError('operation_moves', message, { hint });
}

/** Refuses a call without any input: nothing would be sent, and it would look as if nothing were found. */
function refuseEmpty(name: string, inputs: JsonObject, caller: Caller): void {
  const known = Object.keys(caller.operationOf(name).inputs);
  if (Object.keys(inputs).length > 0 || known.length === 0) return;
  const hint = `Pass ${known.map((key) => `${key}=…`).join(' ')}.`;
  throw new OrderlyError('operation_input', `\`${name}\` was given no input`, { hint });
}

/** Inputs as given, except that the number of a record is first resolved to the record, as a flow does. */
async function inputsOf(name: string, pairs: readonly string[], caller: Caller): Promise<JsonObject> {
  const [{ readInputs }, { inputKinds }, { orderSubject }] = await Promise.all([
    import('../../call/inputs.js'),
    import('../../call/input-kinds.js'),
    import('../../../commerce/orders/subject.js'),
  ]);
  const operation: Operation = caller.operationOf(name);
  const { input, get, kind } = operation.about ?? orderSubject;
  const inputs = readInputs(pairs, inputKinds(operation), input);
  const number = inputs[input];
  if (typeof number !== 'string') return inputs;
  const { attempt } = await caller.call(get, { number });
  if (attempt.is !== 'done') {
    const hint = `\`orderly connections try … ${get} number=${number}\` shows why.`;
    const message = `The ${kind} ${number} could not be read: ${outcomeText(attempt)}`;
    throw new OrderlyError('operation_input', message, { hint });
  }
  const found = attempt.outputs[input];
  if (found === undefined) throw new OrderlyError('operation_input', `No ${kind} ${number} was found`);
  return { ...inputs, [input]: found };
}

async function printSeen(operation: string, seen: SeenCall, caller: Caller, json: boolean): Promise<void> {
  const { secrets } = caller;
  const exchanges = shown(seen.exchanges, secrets);
  // A log-in that succeeds says nothing of the call.
  const failed = seen.events.some(({ kind }) => kind === 'token_failed');
  const signIns = failed ? seen.signIns.map((one) => shownSignIn(one, secrets)) : [];
  const issues = (await causesOf(operation, seen, caller)).map((issue) => ({
    ...issue,
    message: secrets.masked(issue.message),
    hint: secrets.masked(issue.hint),
  }));
  // The system's messages and member names may contain a secret too.
  const attempt = secrets.maskedIn(seen.attempt) as JsonAttempt; // of the same form
  const unused = seen.unused.map((path) => secrets.masked(path));
  const { events } = seen;
  if (json) {
    printJson({ operation, logIns: signIns, exchanges, outcome: attempt, events, issues, notRead: unused });
    return;
  }
  const { printCall } = await import('../../call/print-call.js');
  printCall({ signIns, exchanges, attempt, events, issues, unused });
}

/** Why it came out like this, at the places of the connection's file. */
async function causesOf(name: string, seen: SeenCall, caller: Caller): Promise<Issue[]> {
  const [{ explained }, { connectionDocument }] = await Promise.all([
    import('../../call/explain.js'),
    import('../../call/connection-file.js'),
  ]);
  const { binding } = caller.bindingOf(name);
  const document = await connectionDocument(caller.folder, binding.connection);
  const { currency } = caller;
  return explained(seen, { operation: caller.operationOf(name), binding, currency, document });
}
