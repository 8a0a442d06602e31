/** Compiles one flow for one merchant. */
import type { EngineSentence } from '../contracts/engine-sentences.js';
import type { FieldType, FlowIr, Type, BlockIr, StepIr } from '../contracts/ir.js';
import type { Json } from '../contracts/json.js';
import type { Path, YamlDocument } from './yaml/document.js';
import { didYouMean } from './yaml/suggest.js';
import { valueAt } from './yaml/zod-issues.js';
import { compileBlock } from './compile-block.js';
import { type Block, type Callee, Compilation, type KnownSteps, type PlacedSentence } from './compilation.js';
import type { Environment } from './type-environment.js';
import { enclosingSteps, isBelow } from './enclosing-steps.js';
import { canonicalFlow, hashOfText } from './hash.js';
import type { Issue } from '../contracts/issue.js';
import { warnOfOtherwise, warnOfUnusedInputs } from './likely-mistakes.js';
import { literalExample, parseLiteral } from './literals.js';
import { wrongStepId } from './names.js';
import type { NotOffered } from './not-offered.js';
import type { OfferedFlow } from './offered-flow.js';
import { noReach, type Reach } from './reach.js';
import { compiledKindOf } from './steps/registry.js';
import type { EventCount } from './steps/step-kind.js';
import { firstScope } from './scope.js';
import type { Signature } from './flow-signature.js';
import { lookAtSteps } from './scan-steps.js';
import { type FieldTypes, moment, named, text } from './types/type.js';
import { programLocale } from '../texts/languages/program-locale.js';
import { blocksOf } from '../workflows/interpreter/steps/registry.js';
import { stepsIn } from '../workflows/interpreter/steps-in.js';

// How long a run's history can get: Temporal ends a run with too long a history, even mid-work.

/**
 * Most events that a flow may cause by the estimate below. The workflow tasks between them, batched or not, about
 * double it: still well below Temporal's limit of 51,200, with room for what customers and approvers send.
 */
const MAX_EVENTS = 10_000;

/** Reports the innermost loop that makes a run too long in the worst case. */
function reportLongHistory(flow: Compilation, steps: readonly StepIr[]): void {
  const loop = tooLong(steps, 1, MAX_EVENTS);
  const path = loop && flow.places.get(loop.id);
  if (loop === undefined || path === undefined) return;
  const message = `With up to ${loop.atMost} repetitions, a run can have about ${rounded(inSteps(steps))} events.`;
  flow.reportIssue([...path, 'atMost'], 'history_too_long', message, hintFor(loop, steps));
}

type Loop = Extract<StepIr, { kind: 'each' | 'repeat' }>;

const isLoop = (step: StepIr): step is Loop => step.kind === 'each' || step.kind === 'repeat';

/** The innermost loop whose repetitions cause more events than are left, if there is one. */
function tooLong(steps: readonly StepIr[], times: number, left: number): Loop | undefined {
  let rest = left;
  for (const step of steps) {
    const events = times * inStep(step);
    if (events > rest) {
      const inner = isLoop(step) ? times * step.atMost : times;
      const loop = blocksIn(step)
        .map((block) => tooLong(block.steps, inner, rest))
        .find((found) => found !== undefined);
      return loop ?? (isLoop(step) ? step : undefined);
    }
    rest -= events;
  }
  return undefined;
}

/** The loop bound that would make the flow fit, if there is one. */
function hintFor(loop: Loop, steps: readonly StepIr[]): string | undefined {
  const without = inSteps(steps) - inStep(loop);
  const fitting = Math.floor(((MAX_EVENTS - without) / inStep(loop)) * loop.atMost);
  return fitting >= 1
    ? `Write \`atMost: ${fitting}\` or less, or move the steps into a sub-flow.`
    : undefined;
}

const rounded = (events: number): string => (Math.ceil(events / 100) * 100).toLocaleString(programLocale);

const inSteps = (steps: readonly StepIr[]): number =>
  steps.reduce((events, step) => events + inStep(step), 0);

const counted: EventCount = {
  steps: inSteps,
  most: (blocks) =>
    Math.max(0, ...blocks.map(({ steps }) => (steps.at(-1)?.kind === 'end' ? 0 : inSteps(steps)))),
};

/** Events of a step in the worst case. The engine asks for facts only once per run, so those questions are not counted. */
const inStep = (step: StepIr): number => compiledKindOf(step).events(step, counted);

const blocksIn = (step: StepIr): BlockIr[] => blocksOf(step).map(([, block]) => block);

/** What steps can do; `ofFlow` gives the reach of the sub-flows that they call. */
function reachOf(steps: readonly StepIr[], ofFlow: (name: string) => Reach): Reach {
  const reach = { ...noReach };
  for (const step of stepsIn(steps)) {
    const { asks, confirms, writes, money } = { ...noReach, ...compiledKindOf(step).reach?.(step, ofFlow) };
    reach.asks ||= asks;
    reach.confirms ||= confirms;
    reach.writes ||= writes;
    reach.money ||= money;
  }
  return reach;
}

// What a flow declares and never uses: results that no `end` returns, policy values that nothing reads.

/** Reports what is never used; only for a flow without other mistakes, as any of them may be the reason. */
function reportUnused(flow: Compilation): void {
  reportResults(flow);
  for (const name of Object.keys(flow.signature.policy)) {
    if (isRead(name, flow.policy.read)) continue;
    const message = `\`policy.${name}\` is never read.`;
    flow.reportIssue(['policy', name], 'policy_unused', message, undefined, { at: 'key' });
  }
}

/** True for a value of the policy if it, a part of it or its group is among the paths read. */
const isRead = (name: string, read: ReadonlySet<string>): boolean =>
  [...read].some((path) => `${path}.`.startsWith(`${name}.`) || `${name}.`.startsWith(`${path}.`));

/** A flow that always hands over must declare a result, though it never returns one. */
function reportResults(flow: Compilation): void {
  const results = Object.keys(flow.signature.results);
  if (!results.some((result) => flow.given.has(result))) return;
  const path = ['outputs', 'result'];
  const raw = valueAt(flow.document.value, path);
  results.forEach((result, index) => {
    if (flow.given.has(result)) return;
    const list = Array.isArray(raw);
    const message = `No \`end\` uses the result \`${result}\`.`;
    flow.reportIssue([...path, list ? index : result], 'result_unused', message, undefined, { at: 'key' });
  });
}

/** Largest IR, in characters of its canonical text. */
const MAX_IR = 256 * 1024;

/** A compiled flow, and what callers need from it. */
export interface CompiledFlow extends OfferedFlow {
  reach: Reach;
  /** The sentences a customer can read, each with its place in the file. */
  sentences: readonly PlacedSentence[];
}

/** A flow as compiled, or why the merchant does not offer it; neither if there are issues. */
export interface FlowCompiled {
  flow?: CompiledFlow;
  notOffered?: NotOffered;
  issues: Issue[];
  warnings?: readonly Issue[];
}

/** The ids of a flow's steps, and what is known of the steps before they are compiled. */
function firstLook(
  steps: Json,
  signature: Signature,
): { ids: ReturnType<typeof lookAtSteps>['ids']; known: KnownSteps } {
  const { ids, handled } = lookAtSteps(steps);
  const at = new Map(ids.toReversed().map(({ id, path }) => [id, path.slice(0, -1)] as const));
  const twice = ids.flatMap(({ id }, index) => (ids.findIndex((first) => first.id === id) < index ? id : []));
  const wrongIds = ids.flatMap(({ id }) => (wrongStepId(id) === undefined ? [] : `steps.${id}`));
  const mistaken = [...wrongIds, ...(signature.mistaken ?? [])];
  return { ids, known: { at, twice: new Set(twice), handled, mistaken } };
}

/** Compiles a flow whose head has been read and whose sub-flows have been compiled. */
export function compileFlow(
  document: YamlDocument,
  signature: Signature,
  environment: Environment,
  callees: ReadonlyMap<string, Callee | undefined>,
): FlowCompiled {
  const steps = valueAt(document.value, ['steps']) ?? [];
  const { ids, known } = firstLook(steps, signature);
  const flow = new Compilation(document, signature, environment, callees, known, compileBlock);
  checkIds(flow, ids);
  const block = flow.block(steps, ['steps'], firstScope(rootsOf(signature)));
  if (!block.ends)
    flow.reportIssue(
      lastStep(steps),
      'way_without_end',
      'The flow can reach its last line without an `end`.',
    );
  const ir = irOf(flow, policyOf(flow), block.ir.steps);
  if (flow.issues.length === 0) checkWhole(flow, ir);
  const notOffered = whyNotOffered(flow, block);
  const issues = [...flow.issues, ...(notOffered === undefined ? flow.lacks : [])];
  const { warnings } = flow;
  if (issues.length > 0) return { issues, warnings };
  if (notOffered !== undefined) return { notOffered, issues, warnings };
  const canonical = canonicalFlow(ir);
  if (canonical.length > MAX_IR) {
    flow.reportIssue(['flow'], 'flow_too_large', `The compiled flow has ${canonical.length} characters.`);
    return { issues: flow.issues };
  }
  const reach = reachOf(ir.steps, (name) => callees.get(name)?.reach ?? noReach);
  const { fields, sentences } = flow;
  const { policy } = signature;
  return {
    flow: { hash: hashOfText(canonical), ir, reach, fields, policy, sentences },
    issues: [],
    warnings,
  };
}

/** Checks that make sense only for a flow without other mistakes. */
function checkWhole(flow: Compilation, { steps }: FlowIr): void {
  reportUnused(flow);
  warnOfUnusedInputs(flow);
  warnOfOtherwise(flow, steps);
  reportLongHistory(flow, steps);
}

/** A flow is not offered if it calls what nobody answers, or certainly comes to a sub-flow that is not offered. */
function whyNotOffered({ unanswered }: Compilation, { over }: Block): NotOffered | undefined {
  const flows = over?.without === undefined ? [] : [over.without];
  return unanswered.size + flows.length === 0 ? undefined : { operations: [...unanswered], flows };
}

function irOf(
  { signature, environment }: Compilation,
  policy: Readonly<Record<string, Json>>,
  steps: FlowIr['steps'],
): FlowIr {
  const { config } = environment;
  const sentence = (name: EngineSentence): string => environment.sentence(name) ?? '';
  const { merchant: id, name, language, zone } = config;
  return {
    schema: 1,
    flow: signature.name,
    title: signature.title,
    merchant: { id, name, language, zone },
    inputs: signature.inputs,
    results: signature.results,
    policy,
    steps,
    sentences: {
      ask_facts: sentence('ask_facts'),
      ask_facts_again: sentence('ask_facts_again'),
      ask_again: sentence('ask_again'),
      internal_error: sentence('internal_error'),
      accepted: sentence('accepted'),
      approval_asked: sentence('approval_asked'),
      approval_asked_amount: sentence('approval_asked_amount'),
    },
    defaultQueue: config.handover.default,
  };
}

function checkIds(flow: Compilation, ids: ReturnType<typeof lookAtSteps>['ids']): void {
  const seen = new Map<string, number>();
  for (const { id, path } of ids) {
    const wrong = wrongStepId(id);
    if (wrong !== undefined) flow.reportIssue(path, 'name_invalid', `${wrong}.`);
    const first = seen.get(id);
    if (first === undefined) seen.set(id, flow.document.locate(path).line);
    else reportSame(flow, id, path, first);
  }
}

/** Reports a second step of the same id; one that sets a value again is taken for a variable, which flows do not have. */
function reportSame(flow: Compilation, id: string, path: Path, first: number): void {
  const { value } = flow.document;
  const isSet = (step: Path): boolean => valueAt(value, [...step, 'set']) !== undefined;
  const [at, other] = [path.slice(0, -1), flow.steps.at.get(id) ?? []];
  const message = `The step in line ${first} already has the id \`${id}\``;
  const around = enclosingSteps(value, at).findLast(({ path: outer }) => !isBelow(outer, other));
  if (!isSet(at) || !isSet(other) || around === undefined) {
    flow.reportIssue(path, 'name_duplicate', `${message}.`);
    return;
  }
  const loop = /^(each|repeat)$/.test(around.kind);
  const named = typeof around.raw['id'] === 'string' ? around.raw['id'] : '<id>';
  const hint = loop
    ? `Give the \`${around.kind}\` \`outputs:\`, and work with its list after it: \`size(steps.${named}.items.filter(x, …))\`.`
    : `Give every branch of the \`${around.kind}\` the same \`outputs:\`, and read them as \`steps.<id>.<output>\`.`;
  const why = loop
    ? 'a value is set once, so a loop cannot count or add up'
    : 'a value is set once, and not changed later';
  flow.reportIssue(path, 'name_duplicate', `${message}: ${why}.`, hint);
}

const lastStep = (steps: Json): (string | number)[] => [
  'steps',
  ...(Array.isArray(steps) && steps.length > 0 ? [steps.length - 1] : []),
];

/** What every flow can read apart from its steps. */
function rootsOf({ inputs, policy }: Signature): Map<string, FieldType> {
  const record = (fields: FieldTypes): FieldType => ({ type: { t: 'record', fields } });
  const words = (...names: string[]): FieldType =>
    record(Object.fromEntries(names.map((name) => [name, { type: text }])));
  return new Map([
    ['inputs', record(inputs)],
    ['policy', nested(policy)],
    ['merchant', words('id', 'name', 'language', 'zone')],
    ['conversation', words('language')],
    ['run', record({ now: { type: moment }, today: { type: { t: 'date' } } })],
  ]);
}

/** `refund.autoApprove: band` as `{ refund: { autoApprove } }`. */
function nested(policy: FieldTypes): FieldType {
  const fields: Record<string, FieldType> = {};
  const groups = new Map<string, Record<string, FieldType>>();
  for (const [name, type] of Object.entries(policy)) {
    const [first = '', ...rest] = name.split('.');
    if (rest.length === 0) fields[first] = type;
    else groups.set(first, { ...groups.get(first), [rest.join('.')]: type });
  }
  for (const [name, group] of groups) fields[name] = nested(group);
  return { type: { t: 'record', fields } };
}

/** The merchant's values for the policy that it can come to, converted by type; bands are read when the call is made. */
function policyOf(flow: Compilation): Record<string, Json> {
  const { config } = flow.environment;
  const values: [string, Json][] = [];
  for (const [name, { type, optional }] of Object.entries(flow.signature.policy)) {
    if (!isRead(name, flow.policy.needed)) continue;
    const raw = Object.hasOwn(config.policy, name) ? config.policy[name] : undefined;
    const hasBand = Object.hasOwn(config.bands, name);
    if (type.t === 'band' && hasBand) continue;
    if (raw !== undefined && type.t !== 'band') {
      const value = policyValue(flow, name, type, raw);
      if (value !== undefined) values.push([name, value]);
    } else if (raw !== undefined || hasBand) reportOtherKind(flow, name, type, raw);
    else if (optional !== true)
      flow.reportLack(
        ['policy', name],
        'policy_missing',
        `${config.merchant} does not set \`${name}\` (${type.t}).`,
        undefined,
        { at: 'key' },
      );
  }
  return Object.fromEntries(values);
}

function policyValue(flow: Compilation, name: string, type: Type, given: Json): Json | undefined {
  const raw = typeof given === 'string' ? given : '';
  const value = parseLiteral(raw, type);
  if (value !== undefined) return value;
  const hint = type.t === 'enum' ? didYouMean(raw, type.values) : literalExample(type, raw);
  flow.reportPolicy(name, `\`${raw}\` is not a valid ${named(type)}.`, hint);
  return undefined;
}

/** A band where a value is needed, or a value where a band is. */
function reportOtherKind(flow: Compilation, name: string, type: Type, given: Json | undefined): void {
  if (type.t !== 'band') {
    flow.reportPolicy(name, `Expected a ${named(type)}, not a band.`, literalExample(type));
    return;
  }
  const raw = typeof given === 'string' ? given : '';
  const bound = /^\d+\//.test(raw) ? 'perCustomer' : 'upTo';
  const message = `Expected a band, but \`${raw}\` is not one.`;
  flow.reportPolicy(name, message, `Write its limit as a key below it: \`${bound}: ${raw}\`.`);
}
