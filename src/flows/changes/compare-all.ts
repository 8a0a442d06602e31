/** All flows of a merchant, before and now. */
import type { FlowIr, FieldType } from '../../contracts/ir.js';
import { byWeight, type Change, type Weight, weights } from './change.js';
import { stepsIn } from '../../workflows/interpreter/steps-in.js';
import { named } from '../types/type.js';
import { movesMoney, StepsComparison } from './compare-steps.js';
import { same } from './parts.js';
import { stepName } from './step-words.js';

// Compares two versions of a merchant's flow in words: what affects money first, and nothing left out.

/** What changed, heaviest first; empty if runs behave the same. */
export function compareFlows(before: FlowIr, now: FlowIr): Change[] {
  if (same(before, now)) return [];
  const steps = new StepsComparison(before.steps, now.steps);
  const { usual } = steps;
  const changes = [
    ...steps.changes,
    ...compareTypes('input', before.inputs, now.inputs, usual),
    ...compareResults(before, now, usual),
    ...comparePolicyRead(before, now, usual),
    ...(before.title === now.title
      ? []
      : [words(`its title is “${now.title}” instead of “${before.title}”`)]),
    ...(steps.defaultsDiffer
      ? [words('what is said and done by default has changed, by merchant.yaml')]
      : []),
  ];
  if (changes.length > 0) return byWeight(changes);
  // Never silent: the versions differ, so something must be reported.
  return byMerchant(before, now)
    ? [words('what stands in merchant.yaml for it has changed')]
    : [{ weight: usual, what: 'differs in a way that there are no words for here: read the files' }];
}

/** The steps of a new or removed flow that move money. */
function moneyIn(flow: FlowIr): string[] {
  return [...stepsIn(flow.steps)].filter(movesMoney).map(stepName);
}

const words = (what: string): Change => ({ weight: 'words', what });

type Fields = Readonly<Record<string, FieldType>>;

const typeWords = ({ type, optional }: FieldType): string => `${named(type)}${optional === true ? '?' : ''}`;

function compareTypes(what: string, before: Fields, now: Fields, weight: Weight): Change[] {
  return [...new Set([...Object.keys(before), ...Object.keys(now)])].flatMap((name): Change[] => {
    const [old, fresh] = [before[name], now[name]];
    if (same(old, fresh)) return [];
    if (fresh === undefined) return [{ weight, what: `${what} \`${name}\` is gone` }];
    return [{ weight, what: `${what} \`${name}\` ${typeChange(old, fresh)}` }];
  });
}

/** A record can keep its name but change its fields, for instance a merchant's own. */
function typeChange(old: FieldType | undefined, fresh: FieldType): string {
  const words = typeWords(fresh);
  if (old === undefined) return `is new: ${words}`;
  const before = typeWords(old);
  return before === words ? `(${words}) has other fields now` : `was ${before}, and is ${words} now`;
}

function compareResults({ results: before }: FlowIr, { results: now }: FlowIr, weight: Weight): Change[] {
  return [...new Set([...Object.keys(before), ...Object.keys(now)])].flatMap((name): Change[] => {
    const [old, fresh] = [before[name], now[name]];
    if (fresh === undefined) return [{ weight, what: `the result \`${name}\` is gone` }];
    if (old === undefined) return [{ weight, what: `the result \`${name}\` is new` }];
    return compareTypes(`the output of \`${name}\``, old, fresh, weight);
  });
}

/** Which policy values are read; changes to the values themselves are reported with the merchant. */
function comparePolicyRead({ policy: before }: FlowIr, { policy: now }: FlowIr, weight: Weight): Change[] {
  const came = Object.keys(now).filter((name) => !Object.hasOwn(before, name));
  const went = Object.keys(before).filter((name) => !Object.hasOwn(now, name));
  return [
    ...came.map((name) => ({ weight, what: `now reads the policy \`${name}\`` })),
    ...went.map((name) => ({ weight, what: `no longer reads the policy \`${name}\`` })),
  ];
}

/** True if every difference comes from merchant.yaml: its names, sentences, queues and values. */
function byMerchant(before: FlowIr, now: FlowIr): boolean {
  const { merchant, sentences, defaultQueue, policy } = now;
  return same({ ...before, merchant, sentences, defaultQueue, policy }, now);
}

/** A flow that is new, changed or gone. */
export interface FlowChanges {
  flow: string;
  is: 'new' | 'gone' | 'changed';
  changes: readonly Change[];
}

/** The changed flows, and how many are unchanged. */
export interface AllChanges {
  flows: readonly FlowChanges[];
  unchanged: number;
}

type Flows = ReadonlyMap<string, { ir: FlowIr }>;

/** Compares all flows by name. A flow that runs a changed one weighs as much as the changes there. */
export function compareAllFlows(before: Flows, now: Flows): AllChanges {
  const names = [...new Set([...now.keys(), ...before.keys()])];
  const found = names.map((name) => compared(name, before.get(name)?.ir, now.get(name)?.ir));
  const byFlow = new Map(found.map((each) => [each.flow, each.changes]));
  const flows = found
    .filter(({ is, changes }) => is !== 'changed' || changes.length > 0)
    .map((each) => ({
      ...each,
      changes: byWeight(
        each.changes.map((change) =>
          change.uses === undefined
            ? change
            : { ...change, weight: heaviest(change.uses, byFlow, new Set()) },
        ),
      ),
    }));
  return { flows, unchanged: names.length - flows.length };
}

function compared(flow: string, before: FlowIr | undefined, now: FlowIr | undefined): FlowChanges {
  if (before !== undefined && now !== undefined)
    return { flow, is: 'changed', changes: compareFlows(before, now) };
  const there = now ?? before;
  const weight: Weight = now === undefined ? 'money' : 'looser';
  const moves = now === undefined ? 'no longer moves money' : 'moves money';
  const changes = there === undefined ? [] : moneyIn(there).map((step) => ({ weight, step, what: moves }));
  return { flow, is: now === undefined ? 'gone' : 'new', changes };
}

/** The heaviest weight of all changes in a flow and in those that it runs. */
function heaviest(
  flow: string,
  byFlow: ReadonlyMap<string, readonly Change[]>,
  seen: ReadonlySet<string>,
): Weight {
  if (seen.has(flow)) return 'words';
  const inside = (byFlow.get(flow) ?? []).map(({ weight, uses }) =>
    uses === undefined ? weight : heaviest(uses, byFlow, new Set([...seen, flow])),
  );
  return weights.find((weight) => inside.includes(weight)) ?? 'behaviour';
}
