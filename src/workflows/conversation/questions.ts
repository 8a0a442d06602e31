/** Questions about something that will be changed: said once more in short, and never left without a word. */
import { belongsTo } from './runs.js';
import type { ConversationState, Task } from './state.js';

type Ask = ConversationState['asks'][number];

/** A question in short: the sentence that asks, unless the others alone say what it is about; undefined if it is not kept. */
export function shortQuestion({ question }: Pick<Ask, 'question'>): string | undefined {
  if (question === undefined) return undefined;
  const asking = question.split(/\n+|(?<=[.!?]) +/).findLast((sentence) => sentence.endsWith('?'));
  const saysAll = asking !== undefined && (/\d/.test(asking) || !/\d/.test(question));
  return saysAll ? asking : question;
}

/** How it is asked once more: a yes or no in short, anything else by saying that it was not read. */
export function askedAgain(ask: Ask | undefined, messageId: string): Task {
  const question = ask?.kind === 'yes_or_no' ? shortQuestion(ask) : undefined;
  const labels = withLabels(ask);
  return question === undefined
    ? { do: 'say', sentence: 'ask_again', key: `ask_again/${messageId}`, ...labels }
    : { do: 'say', sentence: 'yes_or_no', key: `yes_or_no/${messageId}`, values: { question }, ...labels };
}

/** The answers to choose from, of a question that is said again within another sentence; nothing for a free one. */
export const withLabels = (ask: Pick<Ask, 'labels'> | undefined): { labels?: readonly string[] } =>
  ask === undefined || ask.labels.length === 0 ? {} : { labels: ask.labels };

/** The state once something else is begun beside such questions: they are said again when that is over. */
export const passedOver = (state: ConversationState): ConversationState => ({
  ...state,
  asks: state.asks.map((ask) => (ask.confirms === true ? { ...ask, passedOver: true } : ask)),
});

/** Says the newest such question again when what was begun beside it needs nothing more from the customer. */
export function remind(state: ConversationState): ConversationState | undefined {
  const { asks, runs, queue } = state;
  const ask = asks.find((each) => each.passedOver === true);
  if (ask === undefined || queue.length > 0) return undefined;
  if (runs.some(({ id, waiting }) => waiting.length === 0 && !belongsTo(ask.run, id))) return undefined;
  const question = shortQuestion(ask);
  const reminded = (ask.reminded ?? 0) + 1;
  const key = `reminder/${ask.run}/${ask.key}/${reminded}`;
  const others = asks.map(({ passedOver: _passedOver, ...each }) =>
    each.run === ask.run && each.key === ask.key ? { ...each, reminded } : each,
  );
  const tasks: Task[] =
    question === undefined
      ? []
      : [{ do: 'say', sentence: 'question_open', key, values: { question }, ...withLabels(ask) }];
  return { ...state, asks: others, tasks };
}

/** What the customer hears of such a question that nobody will answer any more: nothing has been done about it. */
export function notDone(asks: readonly Ask[]): Task[] {
  const ask = asks.find(({ confirms }) => confirms === true);
  const question = ask && shortQuestion(ask);
  if (ask === undefined || question === undefined) return [];
  const key = `not_done_yet/${ask.run}/${ask.key}`;
  return [{ do: 'say', sentence: 'not_done_yet', key, values: { question } }];
}
