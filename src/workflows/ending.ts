/** How a run of a flow ends, and what its caller learns of that. */
import { ApplicationFailure } from '@temporalio/common';
import type { Command } from '../contracts/interpreter-command.js';
import type { RunEnd } from '../contracts/workflow-messages.js';

/** The command with which a run ends. */
export type Ending = Extract<Command, { do: 'end' | 'fail' }>;

/** Whether a command ends the run. */
export const isEnding = (command: Command): command is Ending =>
  command.do === 'end' || command.do === 'fail';

/** Whether a command is carried out while the run goes on. */
export const isDoable = (command: Command): command is Exclude<Command, Ending> => !isEnding(command);

/** What the caller's event is built from; throws the code of a run that has failed, after it has handed over. */
export function endOf(ending: Ending): RunEnd {
  // A plain Error would be retried for ever; the code says what happened.
  if (ending.do === 'fail') throw ApplicationFailure.nonRetryable(ending.code, ending.code);
  const { result, outputs, answeredBy } = ending;
  return { result, outputs, ...(answeredBy === undefined ? {} : { answeredBy }) };
}
