/** `ask`: a question to the customer. */
import { z } from 'zod';
import type { AskStep, BlockIr, TextIr, Type } from '../../contracts/ir.js';
import type { Compilation, Place } from '../compilation.js';
import { splitText } from '../expressions/parse.js';
import { durationAt } from '../durations.js';
import { type Scope, withStep } from '../scope.js';
import { duration, expression, outcomes as outcomesSchema, words } from '../schema-parts.js';
import { textWords } from '../print/plain-words.js';
import { spokenAt } from '../texts.js';
import { enumOf, number } from '../types/type.js';
import { choiceOf } from './choice.js';
import { behindOutcomes, compileOutcomes, giveFields } from './outcomes.js';
import { base, common, events, stepKind, titled } from './step-kind.js';
import { durationWords } from '../print/measures.js';

/** How long a question stays open unless the flow says otherwise. */
const EXPIRES = '2 days';

const option = z
  .strictObject({
    label: words.describe('The option as shown to the customer.'),
    says: z
      .array(z.string().min(1))
      .min(1)
      .describe(
        'Five to ten phrases with which customers choose this option: `a new one please`. Similar answers choose it too. They are never shown. Phrases in other languages go into `texts/<language>.yaml`.',
      ),
  })
  .describe('An option, and phrases with which customers choose it.');

const schema = () =>
  z.strictObject({
    ...common,
    ask: words.describe('The question to the customer; `${…}` inserts a value.'),
    answer: z
      .enum(['yes_or_no', 'text', 'date', 'amount', 'number', 'choice', 'choices'])
      .describe(
        'The kind of answer; `choices` allows several options. Read the answer as `steps.<id>.answer`.',
      ),
    options: z
      .union([
        expression.describe('A list, such as `${steps.mine.orders}`; the answer is one of its items.'),
        z
          .record(z.string(), z.union([words.describe('The option as shown to the customer.'), option]))
          .describe(
            'Values with their labels, such as `refund: My money back`; the answer is one of the values.',
          ),
      ])
      .optional()
      .describe('With `answer: choice` or `choices`: the options.'),
    label: words
      .optional()
      .describe('The label for each option in a list, such as `Order ${option.number}`.'),
    alias: words
      .optional()
      .describe(
        'Another name for each option in a list, such as its article number: `${option.sku.orValue("")}`. It is recognized in answers, but never shown. Use an empty text if there is none.',
      ),
    things: z
      .record(z.string(), expression)
      .optional()
      .describe(
        'With options that are values: the names of things to which the options refer, such as `items: ${steps.find.order.lines.map(line, line.name)}`. An answer that only names such things chooses that option.',
      ),
    otherwise: z
      .string()
      .optional()
      .describe(
        'With `answer: choice` and options that are values: the option for answers that name no option, such as `otherwise: other`. Questions, other requests and withdrawals do not count as such answers. Use it only for an option that leads to no payment or other change.',
      ),
    ...saidBefore(),
    expires: duration.optional().describe('How long to wait for an answer; 2 days by default.'),
    outcomes: outcomesSchema('`expired`: the customer has not answered in time.').optional(),
  });

/** What need not be asked where the customer has said it. */
const saidBefore = () => ({
  fills: z
    .string()
    .regex(/^[a-z][a-z0-9_]*$/)
    .optional()
    .describe(
      'With `answer: choice`, `choices`, `number`, `amount` or `text`: what it asks for, such as `lines`. If the customer has already said it, the question is not asked; a later `yes_or_no` repeats it before anything is changed. A text is only taken from an address that the customer has corrected.',
    ),
  ifSaid: z
    // Scalars are read as texts.
    .union([z.literal('true'), z.literal(true)])
    .optional()
    .describe(
      'With `answer: choices` and `fills`: the answer is what the customer has already said, or an empty list. The question is asked only if it is unclear what was said.',
    ),
});

type RawAsk = z.infer<ReturnType<typeof schema>>;

/** `ask: text`, `answer: kind`; its answer is `steps.<id>.answer`. */
export const ask = stepKind({
  kind: 'ask',
  schema,
  compile(flow, step, place) {
    if (place.scope.inside.has('side_by_side')) {
      const message = 'Two questions could be open at once here.';
      flow.reportIssue([...place.path, 'ask'], 'ask_side_by_side', message, undefined, { at: 'key' });
    }
    const question = spokenAt(flow, step.ask, [...place.path, 'ask'], place.scope);
    const choice = choiceOf(flow, step, place);
    const type = answerType(step.answer, choice.of);
    const fields = type === undefined ? {} : { answer: { type, ...codeOf(type) } };
    const title = titled('Ask', textWords(question));
    const plan = { views: { expired: { fields: {} } }, title, given: giveFields(fields) };
    const outcomes = compileOutcomes(flow, step.outcomes, place, plan);
    const view = { fields, ...(type === undefined ? { broken: true as const } : {}) };
    const done = withStep(place.scope, place.named ? place.id : undefined, view);
    // The plan has only this outcome.
    const { expired } = outcomes.blocks as AskStep['outcomes'];
    return {
      ir: {
        kind: 'ask',
        ...base(place, title),
        question,
        answer: step.answer,
        ...choice.ir,
        ...fillsOf(flow, step, place),
        expires: durationAt(flow, step.expires ?? EXPIRES, [...place.path, 'expires']),
        outcomes: { expired },
      },
      scope: asked(behindOutcomes(done, outcomes), step, place, { question, expired }),
      ends: false,
    };
  },
  compiled: {
    ask: {
      draw: (step, pen, open) => pen.withOutcomes(pen.node('question', askWords(step), open), step.outcomes),
      events: ({ outcomes }, count) => 2 * events.activity + events.timer + count.most([outcomes.expired]),
      reach: ({ answer }) => ({ asks: true, confirms: answer === 'yes_or_no' }),
      left: ({ id }, outcome, values) =>
        outcome === 'said before' ? `${id}: ${outcome} ${values()}` : undefined,
    },
  },
});

/** Only what is said back can be taken from what was said before: no yes, no free text. */
function fillsOf(
  flow: Compilation,
  { fills, ifSaid, answer }: RawAsk,
  { path }: Place,
): Pick<AskStep, 'fills' | 'ifSaid'> {
  const wrong = (key: 'fills' | 'ifSaid', message: string): void => {
    flow.reportIssue([...path, key], 'flow_shape', message, `Remove \`${key}\`.`, { at: 'key' });
  };
  if (fills !== undefined && !fillable.has(answer))
    wrong('fills', '`fills` belongs to `answer: choice`, `choices`, `number`, `amount` or `text`.');
  if (ifSaid !== undefined && (answer !== 'choices' || fills === undefined))
    wrong('ifSaid', '`ifSaid` belongs to `answer: choices` with `fills`.');
  return {
    ...(fills === undefined ? {} : { fills }),
    ...(ifSaid === undefined ? {} : { ifSaid: true as const }),
  };
}

const fillable: ReadonlySet<RawAsk['answer']> = new Set(['choice', 'choices', 'number', 'amount', 'text']);

/** Remembers a yes or no with what the question named: a band can build on it. */
function asked(
  scope: Scope,
  { answer }: RawAsk,
  { id, named }: Place,
  { question, expired }: { question: TextIr; expired: BlockIr },
): Scope {
  if (answer !== 'yes_or_no' || !named || !onlyCustomerSaysYes(expired)) return scope;
  const asking = { id, named: question.args.map(({ expr }) => expr), ...(isWhole(question) ? {} : unread) };
  return { ...scope, questions: [...scope.questions, asking] };
}

const unread = { unread: true } as const;

/** Whether every value of a text could be read. */
const isWhole = ({ key, args }: TextIr): boolean =>
  key !== '' &&
  splitText(key).pieces.every(
    (piece) => !('source' in piece) || args.some(({ source }) => source === piece.source),
  );

/** False if a block that goes on could say yes in place of the customer. */
function onlyCustomerSaysYes({ outputs }: BlockIr): boolean {
  const answer = outputs?.['answer'];
  return answer === undefined || (answer.k === 'value' && answer.value === 'no');
}

/** An answer that is one of the flow's own values is no word for customers. */
function codeOf(type: Type): { opaque?: true } {
  const of = type.t === 'list' ? type.of : type;
  return of.t === 'enum' && of.name === undefined ? { opaque: true } : {};
}

function answerType(answer: RawAsk['answer'], option: Type | undefined): Type | undefined {
  switch (answer) {
    case 'yes_or_no':
      return enumOf(['yes', 'no']);
    case 'text':
    case 'date':
      return { t: answer };
    case 'amount':
      return { t: 'money' };
    case 'number':
      return number;
    case 'choice':
      return option;
    case 'choices':
      return option === undefined ? undefined : { t: 'list', of: option };
  }
}

const answers: Readonly<Record<AskStep['answer'], string>> = {
  yes_or_no: 'yes or no',
  text: 'free text',
  date: 'a date',
  amount: 'an amount',
  number: 'a number',
  choice: 'one of a list',
  choices: 'some of a list',
};

/** A question, its kind of answer, and how long it stays open. */
function askWords({ question, answer, labels, expires }: AskStep): string[] {
  const options = Object.values(labels ?? {}).map(textWords);
  const kind = options.length === 0 ? answers[answer] : options.join(' / ');
  return [`Ask: ${textWords(question)}`, `${kind} · waits ${durationWords(expires)}`];
}
