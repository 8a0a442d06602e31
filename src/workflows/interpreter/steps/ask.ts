/** `ask`: a question to the customer. */
import { type Json, canonicalJson } from '../../../contracts/json.js';
import { asList, isList, isMoney } from '../expression/value-kinds.js';
import type { AskStep } from '../../../contracts/ir.js';
import type { AskCommand, Sentence } from '../../../contracts/interpreter-command.js';
import type { Answer } from '../../../contracts/interpreter-event.js';
import { RunError } from '../run-error.js';
import type { Wait } from '../state.js';
import type { Move, StepClause, Visit } from '../visit.js';
import { expiry, hear } from './apply-answer.js';
import { handedOver, stop } from './stop-run.js';

// A digest of what a question names, so that an answer to other values is told from one to these.

const bits = (1n << 64n) - 1n;

/** FNV-1a over 64 bits, as hex digits: nobody gains by two questions of one run that look alike. */
function digestOf({ key, args }: Sentence): string {
  let hash = 0xcbf29ce484222325n;
  const named = [key, ...args.map(({ source, value }) => [source, value])];
  for (const character of canonicalJson(named))
    hash = ((hash ^ BigInt(character.codePointAt(0) ?? 0)) * 0x100000001b3n) & bits;
  return hash.toString(16).padStart(16, '0');
}

type AnswerWait = Extract<Wait, { on: 'answer' }>;

/** Outputs `answer`: the text, `yes` or `no`, the chosen elements, the date or the amount. */
export const ask: StepClause<AskStep> = {
  enter(visit) {
    if (visit.turn.state.withPeople) return handedOver;
    if (visit.turn.state.cancelled) return stop(visit);
    const options = optionsOf(visit);
    const asked = question(visit, options);
    visit.emit(asked);
    return {
      to: 'wait',
      wait: {
        ...{ on: 'answer', id: visit.key },
        ...(options === undefined ? {} : { options }),
        ...(asked.digest === undefined ? {} : { digest: asked.digest }),
      },
    };
  },
  on(visit, wait, event) {
    if (wait.on !== 'answer') return undefined;
    if (event.is === 'asked' && event.id === wait.id)
      return event.said === undefined
        ? opened(visit, wait, event.labels, event.expiresAt)
        : known(visit, wait, event.said);
    if (event.is === 'timer_fired' && event.id === expiry(wait)) return expired(visit, wait);
    if (event.is !== 'answered' || event.id !== wait.id || isToAnother(wait, event.answer)) return undefined;
    const answer = fitting(visit.step, wait, event.answer.value);
    if (answer === undefined) return undefined;
    hear(visit, wait, event.answer);
    const { startedBy } = event.answer;
    // Not readable by flows: a call that builds on the answer says whose it was.
    const outputs = { answer, ...(startedBy === undefined ? {} : { answeredBy: startedBy }) };
    return { to: 'next', outputs, outcome: 'answered' };
  },
  close(visit, wait) {
    visit.emit({ do: 'withdraw_ask', id: wait.id });
    if (wait.on === 'answer' && wait.expiresAt !== undefined)
      visit.emit({ do: 'cancel_timer', id: expiry(wait) });
  },
  blocks: (step) => [['expired', step.outcomes.expired]],
};

/** Whether an answer was given to this question when it named other values. */
const isToAnother = ({ digest }: AnswerWait, { to }: Answer): boolean =>
  digest !== undefined && to !== undefined && to !== digest;

function optionsOf(visit: Visit<AskStep>): readonly Json[] | undefined {
  const { answer, options } = visit.step;
  if (answer !== 'choice' && answer !== 'choices') return undefined;
  const list = options === undefined ? [] : asList(visit.value(options));
  if (list.length === 0) throw new RunError('options_missing');
  return list;
}

function question(visit: Visit<AskStep>, options: readonly Json[] | undefined): AskCommand {
  const { step, key } = visit;
  const sentence = visit.sentence(step.question);
  return {
    do: 'ask',
    id: key,
    question: sentence,
    answer: step.answer,
    ...(options === undefined ? {} : { labels: options.map((option) => label(visit, option)) }),
    ...aliases(visit, options),
    ...otherwise(step, options),
    ...fills(visit),
    expires: step.expires,
    ...(isConfirming(visit) ? { confirms: true, digest: digestOf(sentence) } : {}),
    ...visit.delay,
  };
}

/** Whether a call builds on the yes to it. */
const isConfirming = ({ step, turn }: Visit<AskStep>): boolean =>
  step.answer === 'yes_or_no' && buildsOn(turn.flow.steps, step.id);

/** Looks into every step alike: what stands below one is known to the registry alone, which knows this kind, too. */
const buildsOn = (part: unknown, id: string): boolean =>
  typeof part === 'object' &&
  part !== null &&
  (('confirmedBy' in part && part.confirmedBy === id) ||
    Object.values(part).some((each) => buildsOn(each, id)));

function otherwise(
  { otherwise: value }: AskStep,
  options: readonly Json[] = [],
): Pick<AskCommand, 'otherwise'> {
  const place = value === undefined ? -1 : options.indexOf(value);
  return place < 0 ? {} : { otherwise: place };
}

/** What it asks for; in a loop what was said counts for the first of it alone, but for a number of what each is about. */
const fills = ({ step, number }: Visit<AskStep>): Pick<AskCommand, 'fills' | 'repeated' | 'ifSaid'> => ({
  ...(step.fills === undefined || (number > 1 && step.answer !== 'number') ? {} : { fills: step.fills }),
  ...(step.fills !== undefined && number > 1 && step.answer === 'number' ? { repeated: true } : {}),
  ...(step.ifSaid === undefined ? {} : { ifSaid: step.ifSaid }),
});

/** What else each option is called, or the things that it is about, each behind a line break. */
function aliases(visit: Visit<AskStep>, options: readonly Json[] = []): Pick<AskCommand, 'aliases'> {
  const { alias, things } = visit.step;
  if (alias !== undefined) return { aliases: options.map((option) => visit.sentence(alias, { option })) };
  if (things === undefined) return {};
  return {
    aliases: options.map((option) => {
      const named = typeof option === 'string' ? things[option] : undefined;
      return thingsSentence(named === undefined ? [] : asList(visit.value(named)));
    }),
  };
}

const thingsSentence = (names: readonly Json[]): Sentence => ({
  key: names.map((_, at) => `\n\${thing${at}}`).join(''),
  args: names.map((value, at) => ({ source: `thing${at}`, type: { t: 'text' }, value })),
});

function label(visit: Visit<AskStep>, option: Json): Sentence {
  const { label, labels } = visit.step;
  if (label !== undefined) return visit.sentence(label, { option });
  const own = labels !== undefined && typeof option === 'string' ? labels[option] : undefined;
  if (own !== undefined) return visit.sentence(own);
  if (typeof option !== 'string') throw new RunError('value_type');
  return { key: '${option}', args: [{ source: 'option', type: { t: 'text' }, value: option }] };
}

function opened(visit: Visit, wait: AnswerWait, labels: readonly string[], expiresAt: number): Move {
  visit.emit({ do: 'timer', id: expiry(wait), until: expiresAt });
  return { to: 'wait', wait: { ...wait, labels, expiresAt } };
}

/** The answer was given before the question. */
function known(visit: Visit<AskStep>, wait: AnswerWait, said: Json): Move {
  const answer = fitting(visit.step, wait, said);
  if (answer === undefined) throw new RunError('value_type');
  return { to: 'next', outputs: { answer }, outcome: 'said_before' };
}

function expired(visit: Visit, wait: Wait): Move {
  visit.emit({ do: 'withdraw_ask', id: wait.id });
  return { to: 'branch', branch: 'expired', outcome: 'expired' };
}

/** The answer as the flow reads it; `undefined` if it does not answer this question. */
function fitting(step: AskStep, wait: AnswerWait, value: Json): Json | undefined {
  switch (step.answer) {
    case 'text':
      return typeof value === 'string' ? value : undefined;
    case 'yes_or_no':
      return value === 'yes' || value === 'no' ? value : undefined;
    case 'choice':
      return typeof value === 'number' ? wait.options?.[value] : undefined;
    case 'choices':
      return chosen(wait, value, step.ifSaid);
    case 'number':
      return Number.isSafeInteger(value) ? value : undefined;
    case 'date':
      return typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value) ? value : undefined;
    case 'amount':
      return isMoney(value) ? value : undefined;
  }
}

/** One or more of the options, each once and in their order; none where it was only looked for. */
function chosen({ options = [] }: AnswerWait, value: Json, orNone?: true): Json | undefined {
  const places = isList(value) ? value : [];
  const items = options.filter((_, place) => places.includes(place));
  return (items.length > 0 || orNone === true) && items.length === places.length ? items : undefined;
}
