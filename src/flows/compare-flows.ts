/** What `orderly flows diff` tells of two versions of flows: what about money and its approval has changed. */
import type { ApprovalIr, DurationIr, ExprIr, FlowIr, StepIr } from '../contracts/ir.js';
import { canonicalJson, type Json, type JsonObject } from '../contracts/json.js';
import { amountWords } from '../contracts/operator-words.js';
import { stepsIn } from '../workflows/interpreter/steps-in.js';
import { expressionText, isAmount } from './print/expression.js';
import { durationWords } from './print/measures.js';

/**
 * How much a change matters: `looser`, money can move more easily, in larger amounts or on another's word; `money`,
 * anything else on the way to money.
 */
type Weight = 'looser' | 'money';

/** One change. */
export interface Change {
  weight: Weight;
  /** The step as people find it, if the change belongs to one step. */
  step?: string;
  what: string;
}

/** Heaviest first, otherwise in file order. */
export const byWeight = (changes: readonly Change[]): Change[] =>
  (['looser', 'money'] as const).flatMap((weight) => changes.filter((change) => change.weight === weight));

/** A flow that is new, changed or gone. */
export interface FlowChanges {
  flow: string;
  is: 'new' | 'gone' | 'changed';
  /** About money alone, heaviest first. */
  changes: readonly Change[];
}

/** The changed flows, and how many are unchanged. */
interface AllChanges {
  flows: readonly FlowChanges[];
  unchanged: number;
}

type Flows = ReadonlyMap<string, { ir: FlowIr }>;

/** Compares all flows by name; a flow that runs a changed one has not changed itself. */
export function compareAllFlows(before: Flows, now: Flows): AllChanges {
  const names = [...new Set([...now.keys(), ...before.keys()])];
  const flows = names.flatMap((flow): FlowChanges[] => {
    const [old, fresh] = [before.get(flow)?.ir, now.get(flow)?.ir];
    const is = old === undefined ? 'new' : fresh === undefined ? 'gone' : 'changed';
    if (old !== undefined && fresh !== undefined && same(ownParts(old), ownParts(fresh))) return [];
    return [{ flow, is, changes: compareFlows(old, fresh) }];
  });
  return { flows, unchanged: names.length - flows.length };
}

/** What changed about money, heaviest first; a missing side has no steps. */
export function compareFlows(before: FlowIr | undefined, now: FlowIr | undefined): Change[] {
  const [old, fresh] = [placesOf(before), placesOf(now)];
  const changes = [...new Set([...old.keys(), ...fresh.keys()])].flatMap((key) =>
    comparePlaces(old.get(key), fresh.get(key)),
  );
  const isAround = old.size > 0 && fresh.size > 0 && !same(around(before), around(now));
  return byWeight([
    ...changes,
    ...(isAround ? [change('money', 'the steps around a money call have changed: review the diff')] : []),
  ]);
}

const change = (weight: Weight, what: string): Change => ({ weight, what });

/** A step that moves money, and what runs before it. */
interface Place {
  step: StepIr;
  /** Ids of the named steps that stand before it. */
  after: readonly string[];
}

/** The steps that move money: a named one by its id, others by what they run and in which order. */
function placesOf(flow: FlowIr | undefined): ReadonlyMap<string, Place> {
  const places = new Map<string, Place>();
  const after: string[] = [];
  for (const step of stepsIn(flow?.steps ?? [])) {
    if (movesMoney(step)) places.set(keyOf(step, places), { step, after: [...after] });
    if (step.named) after.push(step.id);
  }
  return places;
}

function keyOf(step: StepIr, taken: ReadonlyMap<string, unknown>): string {
  if (step.named) return step.id;
  for (let count = 1; ; count += 1) {
    const key = `${runBy(step)}#${count}`;
    if (!taken.has(key)) return key;
  }
}

const movesMoney = (step: StepIr): boolean =>
  (step.kind === 'call' && step.effect === 'money') || (step.kind === 'subflow' && step.money);

const runBy = (step: StepIr): string =>
  step.kind === 'call' ? step.operation : step.kind === 'subflow' ? `flow ${step.flow}` : step.kind;

const nameOf = (step: StepIr): string => (step.named ? `\`${step.id}\` (${runBy(step)})` : runBy(step));

function comparePlaces(before: Place | undefined, now: Place | undefined): Change[] {
  const step = now?.step ?? before?.step;
  if (step === undefined) return [];
  const found =
    before === undefined
      ? [change('looser', `is new and moves money${approvalWords(step)}`)]
      : now === undefined
        ? [change('money', 'no longer moves money')]
        : [...comparePosition(before, now), ...compareSteps(before.step, now.step)];
  return found.map((each) => ({ ...each, step: nameOf(step) }));
}

function approvalWords(step: StepIr): string {
  if (step.kind !== 'call') return '';
  const { approval } = step;
  if (approval === undefined) return ' without approval';
  const { by, notNeededWithin: band } = approval;
  return `, approved by ${by}${band === undefined ? '' : `, not needed within ${band}`}`;
}

/** A step that no longer comes before the money might have been what it waited for. */
function comparePosition({ after: before }: Place, { after: now }: Place): Change[] {
  const lost = before.filter((id) => !now.includes(id));
  if (lost.length === 0) return [];
  return [change('looser', `no longer comes after ${lost.map((id) => `\`${id}\``).join(', ')}`)];
}

/** Parts that are compared otherwise: its place, its approval, and what follows it. */
const otherParts: ReadonlySet<string> = new Set([
  ...['kind', 'id', 'named', 'title', 'line', 'hash', 'approval', 'outcomes'],
]);

function compareSteps(before: StepIr, now: StepIr): Change[] {
  const approvals =
    before.kind === 'call' && now.kind === 'call' ? compareApprovals(before.approval, now.approval) : [];
  const [old, fresh] = [jsonOf(before), jsonOf(now)];
  const keys = [...new Set([...Object.keys(old), ...Object.keys(fresh)])].filter(
    (key) => !otherParts.has(key) && !same(old[key], fresh[key]),
  );
  const fields = keys.flatMap((key) =>
    key === 'inputs' ? compareInputs(old[key], fresh[key]) : [compareField(key, old[key], fresh[key])],
  );
  return [...approvals, ...fields];
}

// An IR is JSON by construction; its interfaces only lack the index signature of `Json`.
const jsonOf = (step: StepIr): JsonObject => step as unknown as JsonObject;

/** What it moves, how much and on whose word. */
const decisive: ReadonlySet<string> = new Set(['effect', 'money', 'operation', 'flow', 'confirmedBy']);

const compareField = (key: string, old: Json | undefined, fresh: Json | undefined): Change =>
  change(decisive.has(key) ? 'looser' : 'money', instead(key, old, fresh));

function compareInputs(old: Json | undefined, fresh: Json | undefined): Change[] {
  const [was, is] = [isMap(old) ? old : {}, isMap(fresh) ? fresh : {}];
  return [...new Set([...Object.keys(was), ...Object.keys(is)])].flatMap((name) => {
    if (same(was[name], is[name])) return [];
    const weight = name === 'amount' || name === 'order' ? 'looser' : 'money';
    return [change(weight, instead(`input \`${name}\``, was[name], is[name]))];
  });
}

function instead(name: string, old: Json | undefined, fresh: Json | undefined): string {
  if (old === undefined) return `${name} is new: ${valueWords(fresh ?? null)}`;
  if (fresh === undefined) return `${name} was removed; it was ${valueWords(old)}`;
  return `${name} is ${valueWords(fresh)} instead of ${valueWords(old)}`;
}

/** A value of a step: an expression as written, an amount, or JSON. */
function valueWords(value: Json): string {
  // Only expressions of an IR have a `k`.
  if (isMap(value) && typeof value['k'] === 'string')
    return `\`${expressionText(value as JsonObject & ExprIr)}\``;
  return isAmount(value)
    ? amountWords(value)
    : `\`${typeof value === 'string' ? value : JSON.stringify(value)}\``;
}

/** Who decides, until when, and what makes them unnecessary; anything not certainly stricter counts as looser. */
function compareApprovals(before: ApprovalIr | undefined, now: ApprovalIr | undefined): Change[] {
  if (before === undefined && now === undefined) return [];
  if (now === undefined)
    return [change('looser', `no longer needs an approval; it was approved by ${before?.by ?? ''}`)];
  if (before === undefined) return [change('money', `must now be approved by ${now.by}`)];
  return [
    ...(before.by === now.by ? [] : [change('looser', `is approved by ${now.by} instead of ${before.by}`)]),
    ...compareBands(before, now),
    ...compareExpiry(before.expires, now.expires),
    ...compareEscalation(before, now),
    ...(same(before.remind, now.remind) ? [] : [change('money', 'the time of its reminder has changed')]),
  ];
}

function compareBands(
  { notNeededWithin: before }: ApprovalIr,
  { notNeededWithin: now }: ApprovalIr,
): Change[] {
  if (before === now) return [];
  if (now === undefined)
    return [
      change('money', `now always needs an approval; before, it was not needed within ${before ?? ''}`),
    ];
  const insteadOf = before === undefined ? '' : ` instead of ${before}`;
  return [change('looser', `needs no approval within the band ${now}${insteadOf}`)];
}

function compareExpiry(before: DurationIr, now: DurationIr): Change[] {
  if (same(before, now)) return [];
  const what = `an approval now expires after ${durationWords(now)} instead of ${durationWords(before)}`;
  return [change(isShorter(now, before) ? 'money' : 'looser', what)];
}

function compareEscalation({ escalate: before }: ApprovalIr, { escalate: now }: ApprovalIr): Change[] {
  if (same(before, now)) return [];
  if (now === undefined) return [change('money', `is no longer escalated to ${before?.to ?? ''}`)];
  const what = `${now.to} may decide after ${durationWords(now.after)}`;
  if (before === undefined) return [change('looser', `${what}; before, it was not escalated`)];
  const isStricter = before.to === now.to && isShorter(before.after, now.after);
  const insteadOf = `instead of ${before.to} after ${durationWords(before.after)}`;
  return [change(isStricter ? 'money' : 'looser', `${what} ${insteadOf}`)];
}

/** True only if certain: durations of different kinds cannot be compared. */
function isShorter(a: DurationIr, b: DurationIr): boolean {
  if ('ms' in a && 'ms' in b) return a.ms < b.ms;
  if ('businessDays' in a && 'businessDays' in b) return a.businessDays < b.businessDays;
  return 'businessMs' in a && 'businessMs' in b && a.businessMs < b.businessMs;
}

/** What a flow itself says; what stands in merchant.yaml for it is told with the merchant. */
const ownParts = (flow: FlowIr | undefined): Json => withoutPlaces(partsOf(flow), false);

/** The same without the steps that move money, which are compared for themselves. */
const around = (flow: FlowIr | undefined): Json => withoutPlaces(partsOf(flow), true);

const partsOf = (flow: FlowIr | undefined): Json | undefined =>
  flow && ({ steps: flow.steps, inputs: flow.inputs, results: flow.results } as unknown as Json);

/** A part of an IR without lines, compiler-made names, versions of sub-flows and the merchant's default blocks. */
function withoutPlaces(value: Json | undefined, isAround: boolean): Json {
  if (value === undefined || value === null || typeof value !== 'object') return value ?? null;
  if (!isMap(value)) return value.map((item: Json) => withoutPlaces(item, isAround));
  if (value['default'] === true) return null;
  const isMade = value['named'] === false;
  const isMoney = isAround && typeof value['kind'] === 'string' && movesMoney(value as unknown as StepIr);
  const entries = Object.entries(value).filter(
    ([key, inner]) =>
      !(key === 'line' && typeof inner === 'number') &&
      !((key === 'id' || key === 'title') && isMade) &&
      !(key === 'hash' && value['kind'] === 'subflow') &&
      !(isMoney && key !== 'id' && key !== 'outcomes'),
  );
  return Object.fromEntries(entries.map(([key, inner]) => [key, withoutPlaces(inner, isAround)]));
}

const isMap = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const same = (a: unknown, b: unknown): boolean =>
  canonicalJson(withoutPlaces(a as Json | undefined, false)) ===
  canonicalJson(withoutPlaces(b as Json | undefined, false));
