/** `choose`: one of many blocks, by a value; every value has a case, or there is an `else`. */
import { z } from 'zod';
import type { BlockIr, ChooseStep, ExprIr } from '../../contracts/ir.js';
import type { Json } from '../../contracts/json.js';
import { nameWords } from '../../contracts/operator-words.js';
import { isMap } from '../enclosing-steps.js';
import { saidAs } from '../texts.js';
import { didYouMean } from '../yaml/suggest.js';
import type { Path } from '../yaml/document.js';
import { valueAt as rawAt } from '../yaml/zod-issues.js';
import { byIntent, classifyReadBy, stepsFor } from '../by-intent.js';
import type { Block, Compilation, Place } from '../compilation.js';
import { fact, isUnreadable } from '../narrowing-facts.js';
import { knowing, type Scope } from '../scope.js';
import { expression } from '../schema-parts.js';
import { type Checked, typeOf } from '../expressions/checked-expression.js';
import { expressionAt } from '../compile-values.js';
import { behind, compileBranch, openBranch } from './branches.js';
import { expressionWords } from '../print/plain-words.js';
import { base, common, stepKind, titled } from './step-kind.js';
import type { Pen } from '../diagram/pen.js';

/** `choose: expression`, `cases: { value: branch }`, `else: branch`; either may be `by_intent`. */
export const choose = stepKind({
  kind: 'choose',
  schema: (blocks) =>
    z.strictObject({
      ...common,
      choose: expression.describe('The value to choose by, such as `steps.find.order.status`.'),
      cases: z
        .union([z.literal(byIntent), z.record(z.string(), blocks.branch)])
        .describe(
          'Steps for each value, as value: steps. Every value needs a case, unless there is an `else`. `by_intent` takes the flows from the intents’ own files.',
        ),
      else: z
        .union([z.literal(byIntent), blocks.branch])
        .optional()
        .describe(
          'Steps for every value without a case. `by_intent` takes the flows from the intents’ own files.',
        ),
    }),
  compile(flow, step, place) {
    const on = expressionAt(flow, step.choose, [...place.path, 'choose'], place.scope);
    const open = valuesOf(flow, on, place);
    const isByIntent = step.cases === byIntent || step.else === byIntent;
    const byIntents = byIntentOf(flow, step, place);
    const raw = step.cases === byIntent ? {} : step.cases;
    const names = Object.keys(raw);
    checkCases(flow, on, open, names, isByIntent || step.else !== undefined, place);
    const cases = Object.entries(raw).map(([name, branch]): [string, Block] => {
      const path = [...place.path, 'cases', name];
      return [name, branchAt(flow, branch, path, caseScope(place.scope, on, [name]))];
    });
    const rest = open?.filter((value) => !names.includes(value)) ?? [];
    if (byIntents !== undefined)
      cases.push(...rest.map((name) => byIntents(name, caseScope(place.scope, on, [name]))));
    const otherwise =
      step.else === undefined || isByIntent
        ? undefined
        : branchAt(flow, step.else, [...place.path, 'else'], caseScope(place.scope, on, rest));
    const blocks: [string, BlockIr][] = cases.map(([name, block]) => [name, block.ir]);
    const after = behind(flow, place, [
      ...cases.map(([, block]) => block),
      ...(otherwise === undefined ? [] : [otherwise]),
    ]);
    return {
      ir: {
        kind: 'choose',
        ...base(place, titled('Decide', choiceWords(on.ir))),
        on: on.ir,
        cases: Object.fromEntries(blocks),
        ...(otherwise === undefined ? {} : { else: otherwise.ir }),
      },
      ...after,
      // Which intents have a flow differs by merchant; what must be written behind them does not.
      ends: after.ends && !isByIntent,
    };
  },
  compiled: {
    choose: {
      draw: (step, pen, open) =>
        pen.branches(pen.node('decision', [drawnChoice(step.on, pen)], open), blocksOf(step)),
      events: (step, count) => count.most(blocksOf(step).map(([, block]) => block)),
      left: ({ on }, outcome) => `${expressionWords(on)}: ${outcome}`,
    },
  },
});

/** Compiles the case of an intent as its file says, if the step asks for that. */
function byIntentOf(
  flow: Compilation,
  step: { choose: string; cases: unknown; else?: unknown },
  { path }: Place,
): ((intent: string, scope: Scope) => [string, Block]) | undefined {
  const key = step.cases === byIntent ? 'cases' : 'else';
  if (step[key] !== byIntent) return undefined;
  const at = [...path, key];
  if (key === 'cases' && step.else !== undefined)
    flow.reportIssue([...path, 'else'], 'step_unreachable', 'Every intent has a case.', 'Remove it.', {
      at: 'key',
    });
  const classify = classifyReadBy(step.choose);
  if (classify === undefined) {
    const hint = 'Write `choose: steps.understood.intent`, with the id of the `classify` step.';
    flow.reportIssue(at, 'type_mismatch', '`by_intent` needs the intent of a `classify` step.', hint);
    return undefined;
  }
  return (intent, scope) => [intent, flow.block([...stepsFor(flow, intent, classify)], at, scope)];
}

/** What decides; the result of a step by the step's name. */
function choiceWords(on: ExprIr): string {
  const [id = '', field, ...deeper] = on.k === 'read' && on.root === 'steps' ? on.path : [];
  return field === 'result' && deeper.length === 0 ? `result of ${nameWords(id)}` : expressionWords(on);
}

const branchAt = (flow: Compilation, branch: Json, path: readonly (string | number)[], scope: Scope): Block =>
  compileBranch(flow, openBranch(flow, branch, path), path, scope);

/** What is known in a case; a sub-flow that has handed over has done so for its caller too. */
function caseScope(scope: Scope, on: Checked, values: readonly string[]): Scope {
  if (on.path === undefined || on.type?.t !== 'enum') return scope;
  const handedOver =
    scope.handedOver || (on.path.endsWith('.result') && values.length === 1 && values[0] === 'handed_over');
  const { values: open } = on.type;
  return {
    ...knowing(scope, fact(on.path, { values: values.filter((value) => open.includes(value)) })),
    handedOver,
  };
}

/** The values that need a case; undefined if they cannot be listed. */
function valuesOf(flow: Compilation, on: Checked, { path }: Place): readonly string[] | undefined {
  const at = [...path, 'choose'];
  if (on.optional === true) {
    const hint = `Test \`if: has(${on.path ?? 'x'})\` first, or write \`${on.path ?? 'x'}.orValue("…")\`.`;
    flow.reportIssue(at, 'optional_unhandled', `${on.path ?? 'This'} may be missing here.`, hint);
  }
  if (on.type === undefined || on.type.t === 'text') return undefined;
  if (on.type.t === 'enum') return on.type.values;
  const hint = on.type.t === 'bool' ? 'Use `if`.' : 'Use a result, an enum or a text.';
  flow.reportIssue(at, 'type_mismatch', `A ${typeOf(on)} cannot have cases.`, hint);
  return undefined;
}

/** The labels of the options that a case may name by mistake, with their values. */
function labelsOf(flow: Compilation, { path = '' }: Checked): ReadonlyMap<string, string> {
  const id = /^steps\.(\w+)\.answer$/.exec(path)?.[1] ?? '';
  const asked = flow.places.get(id);
  const options = asked && rawAt(flow.document.value, [...asked, 'options']);
  if (!isMap(options)) return new Map();
  return new Map(
    Object.entries(options).flatMap(([value, words]): [string, string][] => {
      const label = isMap(words) ? words['label'] : words;
      return typeof label === 'string' ? [[saidAs(label), value]] : [];
    }),
  );
}

/** Reports, once, cases that are named by the labels of options; returns these cases. */
function reportLabels(flow: Compilation, on: Checked, cases: readonly string[], path: Path): string[] {
  const labels = labelsOf(flow, on);
  const byLabel = cases.filter((name) => labels.has(saidAs(name)));
  const [label] = byLabel;
  if (label === undefined) return [];
  const [value, ...others] = byLabel.map((name) => `${labels.get(saidAs(name)) ?? ''}:`);
  const message = `\`${label}\` is the label of an option: a case is the option’s value.`;
  const rest =
    others.length === 0 ? '' : `, and for the others ${others.map((name) => `\`${name}\``).join(', ')}`;
  const hint = `Write \`${value ?? ''}\`${rest}.`;
  flow.reportIssue([...path, 'cases', label], 'case_unknown', message, hint, { at: 'key' });
  return byLabel;
}

function checkCases(
  flow: Compilation,
  on: Checked,
  open: readonly string[] | undefined,
  names: readonly string[],
  hasElse: boolean,
  { path, scope }: Place,
): void {
  if (open === undefined) {
    if (on.type?.t === 'text' && !hasElse) {
      flow.reportIssue(
        [...path, 'choose'],
        'cases_incomplete',
        'A text can have any value.',
        'Add an `else`.',
      );
    }
    return;
  }
  const missing = open.filter((value) => !names.includes(value));
  const unknown = names.filter((name) => !open.includes(name) && on.declared?.includes(name) !== true);
  const byLabel = reportLabels(flow, on, unknown, path);
  for (const name of names) {
    if (open.includes(name) || byLabel.includes(name)) continue;
    const declared = on.declared?.includes(name) === true;
    const message = declared
      ? `\`${name}\` cannot occur here.`
      : `\`${name}\` is not a value of ${on.path ?? 'this'}.`;
    const hint = declared ? 'Remove this case.' : didYouMean(name, missing.length > 0 ? missing : open);
    flow.reportIssue([...path, 'cases', name], 'case_unknown', message, hint, { at: 'key' });
  }
  // A misspelt case is the missing one.
  if (unknown.length >= missing.length) return;
  // A condition that cannot be read may have ruled them out.
  if (missing.length === 0 || hasElse || isUnreadable(scope.facts)) return;
  const list = missing.map((value) => `\`${value}\``).join(', ');
  flow.reportIssue(
    [...path, 'choose'],
    'cases_incomplete',
    `There is no case for ${list}.`,
    `Add \`${missing[0] ?? ''}:\` under \`cases:\`, or an \`else\`.`,
  );
}

const blocksOf = ({ cases, else: otherwise }: ChooseStep): (readonly [string, BlockIr])[] => [
  ...Object.entries(cases),
  ...(otherwise === undefined ? [] : [['else', otherwise] as const]),
];

/** `result of: Ask how much can be paid back`, for a choice by a step's result. */
function drawnChoice(on: ExprIr, { options }: Pen): string {
  const [id = '', field] = on.k === 'read' && on.root === 'steps' ? on.path : [];
  const title = field === 'result' ? options.titleOf(id) : undefined;
  return title === undefined ? `${expressionWords(on)}?` : `Result of: ${title}`;
}
