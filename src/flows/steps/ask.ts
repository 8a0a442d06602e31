/** `ask`: a question to the customer. */
import { z } from 'zod';
import type { AskStep, Type } from '../../interpreter/ir.js';
import type { Compilation, Place } from '../compilation.js';
import { durationAt } from '../durations.js';
import { typeOf } from '../expressions/checked.js';
import { withRoot, withStep, type Scope } from '../scope.js';
import { duration, expression, values, words } from '../surface.js';
import { textAt } from '../texts.js';
import { enumOf, text } from '../types/type.js';
import { expressionAt } from '../values.js';
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
      scope: behindOutcomes(asked(done, step, place, question.args.map(({ expr }) => expr)), outcomes),
      ends: false,
    };
  },
});

/** A yes or no is remembered with what the question named: a band can build on it. */
function asked(scope: Scope, { answer }: Surface, { id, named }: Place, names: Scope['questions'][number]['named']): Scope {
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

/** The list to choose from, and how one option is written. */
function choiceOf(flow: Compilation, step: Surface, place: Place): { ir: Pick<AskStep, 'options' | 'label'>; of?: Type } {
  const path = [...place.path, 'options'];
  if (step.answer !== 'choice') {
    for (const key of ['options', 'label'] as const) {
      if (step[key] === undefined) continue;
      flow.tell([...place.path, key], 'flow_shape', `\`${key}\` belongs to \`answer: choice\`.`, undefined, { at: 'key' });
    }
    return { ir: {} };
  }
  if (step.options === undefined) {
    flow.tell([...place.path, 'answer'], 'flow_shape', 'There is nothing to choose from.', 'Add `options: ${list}`.');
    return { ir: {} };
  }
  const list = expressionAt(flow, step.options, path, place.scope);
  if (list.type === undefined) return { ir: {} };
  if (list.type.t !== 'list') {
    flow.tell(path, 'type_mismatch', `\`options\` needs a list, not a ${typeOf(list)}.`);
    return { ir: {} };
  }
  const { of } = list.type;
  if (step.label !== undefined) {
    const label = textAt(flow, step.label, [...place.path, 'label'], withRoot(place.scope, 'option', { type: of }));
    return { ir: { options: list.ir, label }, of };
  }
  if (of.t !== 'text' && of.t !== 'enum') {
    flow.tell(path, 'flow_shape', `A ${typeOf({ type: of })} does not say how it is written.`, 'Add `label: ${option.…}`.');
  }
  const type = of.t === 'enum' && of.name === undefined ? text : of;
  const label = { key: '${option}', args: [{ source: 'option', type, expr: { k: 'read', root: 'option', path: [] } as const }] };
  return { ir: { options: list.ir, label }, of };
}
