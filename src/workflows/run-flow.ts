/**
 * One workflow for every flow: it drives the interpreter and has no logic of its own. Commands become activities,
 * children, timers and messages; what comes back becomes an event (DESIGN §10).
 */
import {
  allHandlersFinished,
  ApplicationFailure,
  CancellationScope,
  condition,
  setCurrentDetails,
  workflowInfo,
} from '@temporalio/workflow';
import { describe, waitingOn } from '../interpreter/describe.js';
import type { FlowIr } from '../contracts/ir.js';
import type { Command } from '../contracts/command.js';
import type { RunEvent } from '../contracts/event.js';
import { reduce, startRun } from '../interpreter/reduce.js';
import type { RunState } from '../interpreter/state.js';
import { loadFlow } from './activity-options.js';
import { CommandRunner, type NewEvent } from './command-runner.js';
import { messageToLoad, type Started, withText } from './start-message.js';
import type { RunEnd, RunStart } from '../contracts/messages.js';
import { showFlowVersion, showOutcome, showWaitingOn } from './search-attributes.js';

type Ending = Extract<Command, { do: 'end' | 'fail' }>;

/** Runs a flow to its end; started with the flow's name as workflow type. */
export default async function runFlow(start: RunStart): Promise<RunEnd> {
  const inbox: RunEvent[] = [];
  const push = (event: NewEvent): void => void inbox.push({ ...event, now: Date.now() });
  const runner = new CommandRunner(start, push);
  const scope = CancellationScope.current();
  scope.cancelRequested.catch(() => {
    push({ is: 'cancelled' });
  });
  // Cancellation is an event for the interpreter: nothing between "sent" and "recorded" is cut off.
  return CancellationScope.nonCancellable(async () => {
    const loaded = await loadFlow({
      merchant: start.merchant,
      flow: start.flow,
      ...(start.hash === undefined ? {} : { hash: start.hash }),
      ...messageToLoad(start),
    });
    if (start.hash === undefined) showFlowVersion(loaded.hash);
    runner.loaded = loaded;
    const ending = await drive(loaded.ir, withText(start, loaded.text), inbox, runner);
    await condition(allHandlersFinished);
    showOutcome(ending.do === 'end' ? ending.result : 'failed');
    await sendAtEnd(inbox, runner);
    if (ending.do === 'end') return endOf(ending);
    // A plain Error would be retried for ever; the code says what happened, and the handover came first.
    throw ApplicationFailure.nonRetryable(ending.code, ending.code);
  });
}

async function drive(ir: FlowIr, start: Started, inbox: RunEvent[], runner: CommandRunner): Promise<Ending> {
  const { workflowId, runId } = workflowInfo();
  const context = {
    workflowId,
    runId,
    inputs: start.inputs,
    conversation: start.conversation,
    depth: start.depth,
    ...(start.answeredBy === undefined ? {} : { answeredBy: start.answeredBy }),
  };
  let { state, commands } = startRun(ir, context, Date.now());
  const shown = new Shown(ir);
  for (;;) {
    runner.details = describe(ir, state);
    const ending = commands.find(isEnding);
    for (const command of commands) {
      if (isEnding(command)) continue;
      const done = runner.execute(command);
      // Final commands run one after the other; until then, the interpreter decides what runs side by side.
      if (ending !== undefined) await done;
    }
    shown.update(state, runner);
    if (ending !== undefined) {
      await runner.drain();
      return ending;
    }
    await condition(() => inbox.length > 0);
    const event = inbox.shift();
    if (event === undefined) continue;
    const reduced = reduce(ir, state, event);
    if (event.is === 'answered' && !reduced.taken) runner.sendBack(event.answer);
    ({ state, commands } = reduced);
  }
}

/** What the parent run learns: its event is built from this alone. */
const endOf = ({ result, outputs, answeredBy }: Extract<Ending, { do: 'end' }>): RunEnd => ({
  result,
  outputs,
  ...(answeredBy === undefined ? {} : { answeredBy }),
});

const isEnding = (command: Command): command is Ending => command.do === 'end' || command.do === 'fail';

/**
 * Sends answers that came while the run was ending back, so that none is lost, and its end where the conversation has asked for
 * it: what arrives in the meantime is told as well, and nothing is awaited between the last look and the run's end.
 */
async function sendAtEnd(inbox: RunEvent[], runner: CommandRunner): Promise<void> {
  while (inbox.length > 0 || runner.isEndWanted) {
    for (const event of inbox.splice(0)) if (event.is === 'answered') runner.sendBack(event.answer);
    if (runner.isEndWanted) runner.announceEnd();
    await runner.drain();
  }
}

/** What operators see: details after every step, and the search attribute when it changes. */
class Shown {
  #waiting = '';

  constructor(readonly ir: FlowIr) {}

  update(state: RunState, runner: CommandRunner): void {
    setCurrentDetails(runner.details);
    const waiting = waitingOn(state, this.ir);
    const text = waiting.join();
    if (text === this.#waiting) return;
    this.#waiting = text;
    showWaitingOn(waiting);
    runner.announceWaiting(waiting);
  }
}
