/** A message about a matter that is open already is answered from its run: no second one asks the same again (DESIGN §7). */
import type { UnderstoodMessage } from '../../contracts/activities.js';
import { askedAgain } from './repeated-questions.js';
import { belongsTo } from './runs.js';
import type { ConversationState, OpenRun, Task } from './state.js';

/** The open run that a message is about, and what else the message wants. */
export interface OpenMatter {
  run: OpenRun;
  /** Whether the message asks how the matter stands; else it wants the same once more. */
  isQuestion: boolean;
  others: readonly string[];
}

/**
 * The open run that a message asks about, or whose intent it repeats; the newest, if there are several. Another number than the
 * run's makes it another matter, and nobody who wants a person is put off.
 */
export function openMatter(
  { runs }: ConversationState,
  { understanding, wanted, asksAbout }: UnderstoodMessage,
): OpenMatter | undefined {
  if (understanding.flags.includes('wants_human')) return undefined;
  const numbers = understanding.entities.flatMap(({ type, value }) =>
    type === 'order_number' ? [value] : [],
  );
  const same = runs.filter(({ about }) => numbers.every((number) => isSame(number, about))).reverse();
  const isQuestion = ({ intent }: OpenRun): boolean =>
    asksAbout?.length === 0 || asksAbout?.some((matter) => isOf(intent, matter)) === true;
  const question = same.find(isQuestion);
  const run = question ?? same.find(({ intent }) => wanted.includes(intent));
  if (run === undefined) return undefined;
  // Of a question, the first intent is the question itself.
  const rest = question === undefined ? wanted : wanted.slice(1);
  return {
    run,
    isQuestion: question !== undefined,
    others: rest.filter((other) => !same.some(({ intent }) => intent === other)),
  };
}

/** The open question of a run or of one below it. */
export const askOf = (
  { asks }: Pick<ConversationState, 'asks'>,
  { id }: Pick<OpenRun, 'id'>,
): ConversationState['asks'][number] | undefined => asks.find(({ run }) => belongsTo(run, id));

/** What the customer hears of an open run: its question once more, else what it waits for. */
export function statusOf({ asks }: ConversationState, { id, waitStatus }: OpenRun, messageId: string): Task {
  const ask = askOf({ asks }, { id });
  if (ask?.question !== undefined)
    return { do: 'repeat', question: ask.question, labels: ask.labels, key: `question/${messageId}` };
  const said = (sentence: string, values: Readonly<Record<string, number>> = {}): Task => ({
    do: 'say',
    sentence,
    key: `${sentence}/${messageId}`,
    values,
  });
  if (ask !== undefined) return askedAgain(ask, messageId);
  if (waitStatus?.on === 'approval' && waitStatus.since !== undefined)
    return said('still_checked', { since: waitStatus.since });
  return waitStatus?.until === undefined
    ? said('still_open')
    : said('still_open_until', { until: waitStatus.until });
}

const isOf = (intent: string, matter: string): boolean =>
  intent === matter || intent.startsWith(`${matter}.`);

/** Numbers are compared as customers write them: without `#`, spaces, and regard to case. */
const isSame = (number: string, about: string | undefined): boolean =>
  about !== undefined && spelled(number) === spelled(about);

const spelled = (number: string): string => number.replaceAll(/[#\s]/g, '').toUpperCase();
