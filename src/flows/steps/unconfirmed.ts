/** Why no yes of the customer counts for a call, told where the mistake is: at the question, its test, or the call. */
import type { Json } from '../../contracts/json.js';
import type { Path } from '../yaml/document.js';
import { valueAt } from '../yaml/zod-issues.js';
import type { Compilation, Place } from '../compilation.js';
import { enclosingSteps, isBelow, isMap } from '../enclosing-steps.js';

/** What is wrong, where, and what to do. */
interface Why {
  path: Path;
  message: string;
  hint: string;
}

/** The call that needs the yes. */
interface Unconfirmed {
  operation: string;
  /** How the question would name its values, such as `${steps.quote.amount}`. */
  named: readonly string[];
}

const textOf = (value: Json | undefined): string => (typeof value === 'string' ? value : '');

/** A question that was asked, and no yes to it is certain here. */
export function whyNotYes(flow: Compilation, place: Place, question: string, call: Unconfirmed): Why {
  const tests = new RegExp(`\\bsteps\\.${question}\\.answer\\b`);
  const [path, step] =
    stepsBefore(flow, place).findLast(
      ([at, raw]) =>
        [raw['if'], raw['choose']].some((test) => tests.test(textOf(test))) && !isBelow(at, place.path),
    ) ?? [];
  const asked = flow.places.get(question) ?? place.path;
  const until = `\`${call.operation}\` in line ${place.line}`;
  if (path === undefined || step === undefined)
    return {
      path: [...asked, 'ask'],
      message: `The answer to this question is not tested before ${until}, so the call is made after a “no” too.`,
      hint: `After the question, end the flow on “no”: \`if: steps.${question}.answer == "no"\`, with an \`end\` under \`then:\`.`,
    };
  const key = step['if'] === undefined ? 'choose' : 'if';
  const hint =
    key === 'choose'
      ? 'End the case `no` with an `end`.'
      : step['else'] === undefined && /==\s*["']yes["']/.test(textOf(step['if']))
        ? 'Add `else:` with an `end`, or move what follows under `then:`.'
        : 'Finish the branch for “no” with an `end`.';
  return {
    path: [...path, key],
    message: `After a “no” to \`${question}\`, the flow goes on to ${until}.`,
    hint,
  };
}

/** No question counts here at all: the likeliest one that was meant, and why it does not count. */
export function whyNoQuestion(flow: Compilation, place: Place, call: Unconfirmed): Why | undefined {
  const before = stepsBefore(flow, place);
  const yesOrNo = before.filter(([, raw]) => raw['ask'] !== undefined && raw['answer'] === 'yes_or_no');
  return (
    yesOrNo.toReversed().map(([path, raw]) => whyNotCounted(flow, place, path, raw, call))[0] ??
    otherQuestion(flow, place, before, call) ??
    inSubflow(flow, place, before, call)
  );
}

type PlacedStep = readonly [path: Path, raw: Readonly<Record<string, Json>>];

/** The steps that have been compiled before the call. */
const stepsBefore = (flow: Compilation, place: Place): PlacedStep[] =>
  [...flow.places.values()].flatMap((path): PlacedStep[] => {
    const raw = valueAt(flow.document.value, path);
    return isMap(raw) && path !== place.path ? [[path, raw]] : [];
  });

/** Why the yes to a question does not count for a call behind it. */
function whyNotCounted(
  flow: Compilation,
  place: Place,
  path: Path,
  raw: PlacedStep[1],
  { operation }: Unconfirmed,
): Why {
  const { value } = flow.document;
  const id = typeof raw['id'] === 'string' ? raw['id'] : undefined;
  const until = `\`${operation}\` in line ${place.line}`;
  const ask = [...path, 'ask'];
  if (id === undefined)
    return {
      path: ask,
      message: 'This question has no `id`, so its answer cannot be tested and confirms nothing.',
      hint: 'Add `id: sure`, and end the flow on “no” with `if: steps.sure.answer == "no"`.',
    };
  const used = flow.confirmed.get(id);
  if (used !== undefined)
    return {
      path: [...place.path, 'call'],
      message: `The yes to \`${id}\` confirms the call in line ${used}, and a yes counts for one call only.`,
      hint: 'Ask again before this call.',
    };
  const loop = enclosingSteps(value, place.path).find(
    ({ kind, path: around }) => /^(each|repeat|parallel)$/.test(kind) && !isBelow(around, path),
  );
  if (loop !== undefined)
    return {
      path: ask,
      message: `A yes counts for one call only. This question is asked once, but ${until} is inside the \`${loop.kind}\` in line ${lineOf(flow, loop.path)}.`,
      hint: `Move the question into the \`${loop.kind}\`, before the call.`,
    };
  const branch = enclosingSteps(value, path).findLast(({ path: around }) => !isBelow(around, place.path));
  if (branch !== undefined)
    return {
      path: ask,
      message: `This question is only asked in one branch of the \`${branch.kind}\` in line ${lineOf(flow, branch.path)}, and ${until} comes after that.`,
      hint: `Move the question before the \`${branch.kind}\`, or the call into the same branch.`,
    };
  return {
    path: ask,
    message: `The yes to this question does not count for ${until}: on the way, something other than the customer may give the answer.`,
    hint: 'Let its `outcomes:` answer with “no”, or end the flow.',
  };
}

const lineOf = (flow: Compilation, path: Path): number => flow.document.locate(path).line;

/** A question of another kind that seems to be meant as the confirmation. */
function otherQuestion(
  flow: Compilation,
  place: Place,
  before: readonly PlacedStep[],
  { operation, named }: Unconfirmed,
): Why | undefined {
  const found = before.findLast(([, { ask, answer, options }]) => {
    if (typeof ask !== 'string' || answer === 'yes_or_no') return false;
    const isYesOrNo =
      isMap(options) &&
      Object.keys(options).some((name) => /^(yes|no|ja|nein|ok|confirm|cancel)$/i.test(name));
    return isYesOrNo || named.some((value) => ask.includes(value));
  });
  if (found === undefined) return undefined;
  const [path, { answer, options }] = found;
  const without = options === undefined ? '' : ' and remove `options:`';
  return {
    path: [...path, 'answer'],
    message: `Only a question with \`answer: yes_or_no\` confirms \`${operation}\` in line ${place.line}; this one has \`answer: ${textOf(answer)}\`.`,
    hint: `Write \`answer: yes_or_no\`${without}. The words of its buttons are the sentences \`answer_yes\` and \`answer_no\` in merchant.yaml.`,
  };
}

/** A sub-flow that has been given the values of the call, and asks for a yes of its own. */
function inSubflow(
  flow: Compilation,
  place: Place,
  before: readonly PlacedStep[],
  { operation, named }: Unconfirmed,
): Why | undefined {
  const found = before.findLast(([, { subflow, inputs }]) => {
    const asks = typeof subflow === 'string' && flow.callees.get(subflow)?.reach.confirms === true;
    return asks && named.some((value) => JSON.stringify(inputs ?? {}).includes(value));
  });
  if (found === undefined) return undefined;
  const [path, { subflow }] = found;
  return {
    path: [...path, 'subflow'],
    message: `A yes that the customer gives in \`${textOf(subflow)}\` does not confirm \`${operation}\` in line ${place.line}: a yes only counts in the flow that makes the call.`,
    hint: `Ask in this flow, with \`answer: yes_or_no\`, instead of in \`${textOf(subflow)}\`.`,
  };
}
