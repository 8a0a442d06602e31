/** Compiles one flow for one merchant. */
import type { EngineSentence } from '../contracts/engine-sentences.js';
import type { FieldType, FlowIr, Type } from '../contracts/ir.js';
import type { Json } from '../contracts/json.js';
import type { YamlDocument } from '../yaml/document.js';
import { didYouMean } from '../yaml/suggest.js';
import { valueAt } from '../yaml/zod-issues.js';
import { compileBlock } from './compile-block.js';
import { type Block, type Callee, Compilation, type PlacedSentence } from './compilation.js';
import type { Environment } from './environment.js';
import { canonicalFlow, hashOfText } from './hash.js';
import { reportLongHistory } from './history.js';
import type { Issue } from '../contracts/issue.js';
import { literalExample, parseLiteral } from './literals.js';
import { wrongStepId } from './names.js';
import type { NotOffered } from './not-offered.js';
import type { OfferedFlow } from './offered-flow.js';
import { noReach, type Reach, reachOf } from './reach.js';
import { firstScope } from './scope.js';
import type { Signature } from './signature.js';
import { lookAtSteps } from './steps-of.js';
import { type FieldTypes, moment, named, text } from './types/type.js';
import { isRead, reportUnused } from './unused.js';

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
}

/** Compiles a flow whose head has been read and whose sub-flows have been compiled. */
export function compileFlow(
  document: YamlDocument,
  signature: Signature,
  environment: Environment,
  callees: ReadonlyMap<string, Callee | undefined>,
): FlowCompiled {
  const steps = valueAt(document.value, ['steps']) ?? [];
  const { ids, handled } = lookAtSteps(steps);
  const all = new Set(ids.map(({ id }) => id));
  const twice = new Set(
    ids.flatMap(({ id }, index) => (ids.findIndex((first) => first.id === id) < index ? id : [])),
  );
  const flow = new Compilation(
    document,
    signature,
    environment,
    callees,
    { all, twice, handled },
    compileBlock,
  );
  checkIds(flow, ids);
  const block = flow.block(steps, ['steps'], firstScope(rootsOf(signature)));
  if (!block.ends)
    flow.reportIssue(
      lastStep(steps),
      'way_without_end',
      'The flow can come to its last line without an end.',
    );
  const ir = irOf(flow, policyOf(flow), block.ir.steps);
  if (flow.issues.length === 0) checkWhole(flow, ir);
  const notOffered = whyNotOffered(flow, block);
  const issues = [...flow.issues, ...(notOffered === undefined ? flow.lacks : [])];
  if (issues.length > 0) return { issues };
  if (notOffered !== undefined) return { notOffered, issues };
  const canonical = canonicalFlow(ir);
  if (canonical.length > MAX_IR) {
    flow.reportIssue(['flow'], 'flow_too_large', `The compiled flow has ${canonical.length} characters.`);
    return { issues: flow.issues };
  }
  const reach = reachOf(ir.steps, (name) => callees.get(name)?.reach ?? noReach);
  const { fields, sentences } = flow;
  const { policy } = signature;
  return { flow: { hash: hashOfText(canonical), ir, reach, fields, policy, sentences }, issues: [] };
}

/** Checks that make sense only for a flow without other mistakes. */
function checkWhole(flow: Compilation, { steps }: FlowIr): void {
  reportUnused(flow);
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
    else flow.reportIssue(path, 'name_duplicate', `The step in line ${first} is called \`${id}\` already.`);
  }
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
    const written = Object.hasOwn(config.policy, name) ? config.policy[name] : undefined;
    const hasBand = Object.hasOwn(config.bands, name);
    if (type.t === 'band' && hasBand) continue;
    if (written !== undefined && type.t !== 'band') {
      const value = policyValue(flow, name, type, written);
      if (value !== undefined) values.push([name, value]);
    } else if (written !== undefined || hasBand) reportOtherKind(flow, name, type, written);
    else if (optional !== true)
      flow.reportLack(
        ['policy', name],
        'policy_missing',
        `${config.merchant} gives no ${type.t} \`${name}\`.`,
        undefined,
        { at: 'key' },
      );
  }
  return Object.fromEntries(values);
}

function policyValue(flow: Compilation, name: string, type: Type, given: Json): Json | undefined {
  const written = typeof given === 'string' ? given : '';
  const value = parseLiteral(written, type);
  if (value !== undefined) return value;
  const hint = type.t === 'enum' ? didYouMean(written, type.values) : literalExample(type, written);
  flow.reportPolicy(name, `\`${written}\` is no ${named(type)}.`, hint);
  return undefined;
}

/** A band where a value is needed, or a value where a band is. */
function reportOtherKind(flow: Compilation, name: string, type: Type, given: Json | undefined): void {
  if (type.t !== 'band') {
    flow.reportPolicy(name, `A ${named(type)} is needed here, not a band.`, literalExample(type));
    return;
  }
  const written = typeof given === 'string' ? given : '';
  const bound = /^\d+\//.test(written) ? 'perCustomer' : 'upTo';
  const message = `A band is needed here, and \`${written}\` is none.`;
  flow.reportPolicy(name, message, `Write its bound below it: \`${bound}: ${written}\`.`);
}
