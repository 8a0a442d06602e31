/** `ask`: a question to the customer. */
import { z } from 'zod';
import type { AskStep, Type } from '../../interpreter/ir.js';
import type { Place } from '../compilation.js';
import { durationAt } from '../durations.js';
import { type Scope, withStep } from '../scope.js';
import { duration, expression, values, words } from '../surface.js';
import { textAt } from '../texts.js';
import { enumOf } from '../types/type.js';
import { choiceOf } from './choice.js';
import { behindOutcomes, compileOutcomes, giveFields } from './outcomes.js';
import { base, common, stepKind, titled } from './step-kind.js';

/** How long a question stays open if the flow does not say. */
const EXPIRES = '2 days';

const surface = () =>
  z.strictObject({
    ...common,
    ask: words,
    answer: z.enum(['yes_or_no', 'text', 'date', 'amount', 'choice']),
    options: expression.optional(),
    label: words.optional(),
    expires: duration.optional(),
    outcomes: values.optional(),
  });

type Surface = z.infer<ReturnType<typeof surface>>;

/** `ask: text`, `answer: kind`; its answer is `steps.<id>.answer`. */
export const ask = stepKind({
  kind: 'ask',
  surface,
  compile(flow, step, place) {
    const question = textAt(flow, step.ask, [...place.path, 'ask'], place.scope);
    const choice = choiceOf(flow, step, place);
    const type = answerType(step.answer, choice.of);
    const fields = type === undefined ? {} : { answer: { type } };
    const title = titled('Ask', question.key);
    const plan = { views: { expired: { fields: {} } }, title, given: giveFields(fields) };
    const outcomes = compileOutcomes(flow, step.outcomes, place, plan);
    const view = { fields, ...(type === undefined ? { broken: true as const } : {}) };
    const done = withStep(place.scope, place.named ? place.id : undefined, view);
    // The plan has the one outcome.
    const { expired } = outcomes.blocks as AskStep['outcomes'];
    return {
      ir: {
        kind: 'ask',
        ...base(place, title),
        question,
        answer: step.answer,
        ...choice.ir,
        expires: durationAt(flow, step.expires ?? EXPIRES, [...place.path, 'expires']),
        outcomes: { expired },
      },
      scope: behindOutcomes(
        asked(
          done,
          step,
          place,
          question.args.map(({ expr }) => expr),
        ),
        outcomes,
      ),
      ends: false,
    };
  },
});

/** A yes or no is remembered with what the question named: a band can build on it. */
function asked(
  scope: Scope,
  { answer }: Surface,
  { id, named }: Place,
  names: Scope['questions'][number]['named'],
): Scope {
  if (answer !== 'yes_or_no' || !named) return scope;
  return { ...scope, questions: [...scope.questions, { id, named: names }] };
}

function answerType(answer: Surface['answer'], option: Type | undefined): Type | undefined {
  switch (answer) {
    case 'yes_or_no':
      return enumOf(['yes', 'no']);
    case 'text':
    case 'date':
      return { t: answer };
    case 'amount':
      return { t: 'money' };
    case 'choice':
      return option;
  }
}
