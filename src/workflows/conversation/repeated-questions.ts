/** Questions about something that will be changed: said once more in short, and never left without a word. */
import { belongsTo } from './runs.js';
import type { ConversationState, Task } from './state.js';

type Ask = ConversationState['asks'][number];

/** A question in short: the sentence that asks, unless the others alone say what it is about; undefined if it is not kept. */
export function shortQuestion(ask: Pick<Ask, 'question' | 'labels' | 'kind'>): string | undefined {
  const question = withoutOptions(ask);
  if (question === undefined) return undefined;
  const sentences = question.split(/\n+|(?<=[.!?]) +/);
  const asking = sentences.findLast((sentence) => sentence.endsWith('?'));
  // Facts are asked for without a question mark, in the last sentence.
  if (asking === undefined) return ask.kind === 'facts' ? sentences.at(-1) : question;
  return /\d/.test(asking) || !/\d/.test(question) ? asking : question;
}

/** The question without the list of its options. */
const withoutOptions = ({ question, labels }: Pick<Ask, 'question' | 'labels'>): string | undefined =>
  question
    ?.split('\n')
    .filter((line) => !labels.some((label, at) => line === `${at + 1}. ${label}`))
    .join('\n');

/** What is said with a question that is asked once more, by what answers it. */
const again = {
  ...{ yes_or_no: 'yes_or_no', choice: 'again_choice', choices: 'again_choice', number: 'again_number' },
  ...{ date: 'again_date', amount: 'again_amount', text: 'again_text', facts: 'again_text' },
} as const satisfies Record<Ask['kind'], string>;

/** How it is asked once more: with what answers it, and then alone. */
export function askedAgain(ask: Ask | undefined, messageId: string): Task {
  const question = (ask && shortQuestion(ask)) ?? '…';
  if (ask === undefined || ask.reasked === 0) {
    const sentence = again[ask?.kind ?? 'text'];
    return { do: 'say', sentence, key: `${sentence}/${messageId}`, values: { question }, ...withLabels(ask) };
  }
  const { labels, kind } = ask;
  const options = kind === 'yes_or_no' ? [] : labels.map((label, at) => `${at + 1}. ${label}`);
  return {
    do: 'repeat',
    question: [question, ...options].join('\n'),
    labels,
    key: `again/${messageId}`,
  };
}

/** What a customer hears who does not know the answer, or does not understand the question. */
export function saysWhatIsPossible(ask: Ask | undefined, messageId: string): Task {
  const listed = (ask?.labels.length ?? 0) > 0 ? 'unknown_choice' : 'unknown_answer';
  const sentence = ask?.kind === 'yes_or_no' ? 'plainly' : listed;
  const question = (ask && shortQuestion(ask)) ?? '…';
  return { do: 'say', sentence, key: `${sentence}/${messageId}`, values: { question }, ...withLabels(ask) };
}

/** The answers to choose from, of a question that is said again within another sentence; nothing for a free one. */
export const withLabels = (
  ask: Pick<Ask, 'labels' | 'kind'> | undefined,
): { labels?: readonly string[]; listed?: true } => {
  if (ask === undefined || ask.labels.length === 0) return {};
  return { labels: ask.labels, ...(ask.kind === 'yes_or_no' ? {} : { listed: true }) };
};

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
