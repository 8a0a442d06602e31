/** The text in a step's node. */
import type {
  ApprovalIr,
  AskStep,
  AwaitStep,
  CallStep,
  EachStep,
  EndStep,
  RepeatStep,
  WaitStep,
} from '../../contracts/ir.js';
import { businessEvents } from '../../commerce/business-events.js';
import type { Band } from '../../contracts/policy.js';
import { bandWords, counted, durationWords } from '../print/measures.js';
import { nameWords } from '../../contracts/words.js';
import { expressionWords, textWords } from '../print/plain-words.js';

/** A call: what it does, its operation, and what it changes. */
export function callWords({ title, operation, effect, inputs, undo, accepted = [] }: CallStep): string[] {
  const amount = inputs['amount'];
  const moved = amount === undefined ? '' : `: ‹${expressionWords(amount)}›`;
  const effects = { read: [], write: ['changes something in the shop'], money: [`moves money${moved}`] };
  const back = undo === undefined ? [] : [`taken back by ${undo.operation} if the run comes to no result`];
  const said = accepted.map((text) => `while it is only accepted, say: ${textWords(text)}`);
  return [title, operation, ...effects[effect], ...said, ...back];
}

/** An approval: who, when not, until when. */
export function approvalWords(approval: ApprovalIr, band: Band | undefined): string[] {
  const { by, notNeededWithin, expires, remind, escalate } = approval;
  const within = band === undefined ? '' : `: ${bandWords(band)}`;
  return [
    `Approval by ${by}`,
    ...(notNeededWithin === undefined ? [] : [`not needed within ${notNeededWithin}${within}`]),
    `expires after ${durationWords(expires)}`,
    ...(remind === undefined ? [] : [`overdue after ${durationWords(remind)}`]),
    ...(escalate === undefined ? [] : [`after ${durationWords(escalate.after)} also by ${escalate.to}`]),
  ];
}

const answers: Readonly<Record<AskStep['answer'], string>> = {
  yes_or_no: 'yes or no',
  text: 'in own words',
  date: 'a date',
  amount: 'an amount',
  number: 'a number',
  choice: 'one of a list',
  choices: 'some of a list',
};

/** A question, its kind of answer, and how long it stays open. */
export function askWords({ question, answer, labels, expires }: AskStep): string[] {
  const options = Object.values(labels ?? {}).map(textWords);
  const kind = options.length === 0 ? answers[answer] : options.join(' / ');
  return [`Ask: ${textWords(question)}`, `${kind} · waits ${durationWords(expires)}`];
}

/** A loop over a list. */
export function eachWords({ list, atMost, concurrent }: EachStep): string[] {
  const how = concurrent === undefined ? 'one after the other' : `${concurrent} at a time`;
  return [`For each of: ${expressionWords(list)}`, `at most ${atMost}, ${how}`];
}

/** A loop until a condition holds. */
export function repeatWords({ every, atMost }: RepeatStep): string[] {
  return [`Repeat every ${durationWords(every)}`, `at most ${counted(atMost, 'time')}`];
}

/** A pause. */
export function waitWords(step: WaitStep): string[] {
  if (step.for !== undefined) return [`Wait ${durationWords(step.for)}`];
  const until = step.until ?? step.on;
  return [until === undefined ? 'Wait' : `Wait until ${expressionWords(until)}`];
}

/** A wait for a system's word. */
export const awaitWords = ({ event, atMost }: AwaitStep): string[] => [
  `Wait for ${businessEvents.get(event)?.title ?? event}`,
  `at most ${durationWords(atMost)}`,
];

/** An end with its result and outputs. */
export function endWords({ result, outputs }: EndStep): string[] {
  const names = Object.keys(outputs).map(nameWords);
  return [`End: ${nameWords(result)}`, ...(names.length === 0 ? [] : [`gives ${names.join(', ')}`])];
}
