/** Parses a `*.test.yaml` into runnable tests, each issue with its place. */
import { environmentOf } from '../flows/type-environment.js';
import type { BrokenFlow, SourceFile } from '../flows/compile-flows.js';
import type { Issue } from '../contracts/issue.js';
import { isAnswered } from '../merchants/bind-connections.js';
import type { LoadedMerchants } from '../merchants/load-merchants.js';
import type { Merchant, Merchants } from '../merchants/merchant.js';
import { becauseOf } from '../merchants/missing-offers.js';
import { issueAt, type Path, readDocument, type YamlDocument } from '../flows/yaml/document.js';
import { didYouMean } from '../flows/yaml/suggest.js';
import { issuesOfZod } from '../flows/yaml/zod-issues.js';
import type { FlowTest, Given, Action } from './flow-test.js';
import { type GivenContext, type PartlyGiven, readGiven } from './read-given.js';
import { readExpected } from './read-then.js';
import { type FlowTestFile, flowTestSchema, type RawGiven, type RawAction } from './schema.js';
import { unansweredIn } from './unanswered-operations.js';
import { ValueReader } from './value-reader.js';
import { parseDuration, parseInteger } from '../flows/literals.js';

// `when:` of a test: what happens.

/** Most times that an event is told by one action. */
const MAX_TIMES = 1000;

/** Reads one action, as often as it happens; one reported as wrong is left out. */
function readAction(context: GivenContext, action: RawAction, path: Path): Action[] {
  if (typeof action === 'string') return [{ is: action, path }];
  const read = readOnce(context, action, path);
  return read === undefined ? [] : Array<Action>(timesOf(context, action.times, path)).fill(read);
}

function timesOf({ reader }: GivenContext, written: string | undefined, path: Path): number {
  const times = parseInteger(written ?? '1') ?? 0;
  if (times >= 1 && times <= MAX_TIMES) return times;
  const message = `\`${String(written)}\` is not a whole number from 1 to ${MAX_TIMES}.`;
  reader.reportIssue([...path, 'times'], 'type_mismatch', message, 'Write `times: 3`.');
  return 1;
}

function readOnce(context: GivenContext, action: Exclude<RawAction, string>, path: Path): Action | undefined {
  const { reader } = context;
  const { customer, approver, by, after, event, fields, ref, times } = action;
  if ([customer, approver, after, event].filter((each) => each !== undefined).length !== 1) {
    const hint =
      'Write `customer:`, `approver:` (with `by:`), `event:` or `after:`, each as a list item of its own.';
    reader.reportIssue(path, 'flow_test_shape', 'Each item can contain only one action.', hint);
    return;
  }
  if (by !== undefined && approver === undefined) {
    reader.reportIssue(
      [...path, 'by'],
      'flow_test_shape',
      '`by:` can only be used with `approver:`.',
      undefined,
      'key',
    );
    return;
  }
  if (event === undefined && (fields ?? ref ?? times) !== undefined) {
    const message = '`fields:`, `ref:` and `times:` can only be used with `event:`.';
    reader.reportIssue(path, 'flow_test_shape', message, undefined, 'key');
    return;
  }
  if (event !== undefined) return reportedEvent(context, { event, fields, ref }, path);
  if (customer !== undefined) return { is: 'customer', text: customer, path: [...path, 'customer'] };
  if (approver !== undefined) return decision(context, approver, by, path);
  const duration = parseDuration(after ?? '');
  const hint = 'Write `3 days`, `4 hours` or `2 business days`.';
  if (duration === undefined) {
    reader.reportIssue([...path, 'after'], 'type_mismatch', 'Expected a duration.', hint);
    return;
  }
  return { is: 'after', duration, path: [...path, 'after'] };
}

function decision(
  { reader, environment }: GivenContext,
  decided: 'approved' | 'rejected',
  by: string | undefined,
  path: Path,
): Action | undefined {
  const at = [...path, 'approver'];
  if (by === undefined) return { is: 'approver', decision: decided, path: at };
  const known = [...environment.roles, ...Object.keys(environment.config.approvers)];
  if (known.includes(by)) return { is: 'approver', decision: decided, by, path: at };
  const message = `There is no role or approver \`${by}\`.`;
  reader.reportIssue([...path, 'by'], 'role_unknown', message, didYouMean(by, known));
}

function reportedEvent(
  { reader, environment }: GivenContext,
  { event, fields = {}, ref }: Pick<Exclude<RawAction, string>, 'event' | 'fields' | 'ref'>,
  path: Path,
): Action | undefined {
  const types = environment.events.get(event ?? '');
  const at = [...path, 'event'];
  if (event === undefined || types === undefined) {
    const hint = didYouMean(event ?? '', environment.events.keys());
    reader.reportIssue(at, 'event_not_known', `There is no business event \`${event ?? ''}\`.`, hint);
    return;
  }
  const options = { of: `\`${event}\``, wholeness: 'whole' } as const;
  const says = reader.fields(fields, types, [...path, 'fields'], options);
  return { is: 'event', event, fields: says, ...(ref === undefined ? {} : { ref }), path: at };
}

/** When a test begins by default: a Monday morning. */
export const defaultNow = '2026-03-02 10:00';

/** The tests of one file; none if there are issues. */
export interface ReadTests {
  /** What is tested, and for whom, as far as that is known. */
  flow?: string;
  merchant?: string;
  document?: YamlDocument;
  /** Operations that the tests need and that no connection of the merchant answers. */
  unanswered?: readonly string[];
  tests: FlowTest[];
  /** Tests of what the merchant does not offer. */
  skipped: SkippedTest[];
  issues: Issue[];
  /** The files whose issues keep the flow from being tested. */
  because?: readonly BrokenFlow[];
}

/** A test that is not run, and why in words. */
interface SkippedTest {
  name: string;
  path: Path;
  why: string;
}

/** The flows of merchants that could not be compiled, by merchant, with the files that are the reason. */
type Broken = LoadedMerchants['broken'];

/** Reads a file; `home` is the merchant whose folder contains it. */
export function readTestFile(
  { file, text }: SourceFile,
  merchants: Merchants,
  home?: string,
  broken: Broken = new Map(),
): ReadTests {
  const { document, issues } = readDocument(file, text);
  if (document === undefined) return { tests: [], skipped: [], issues };
  const parsed = flowTestSchema.safeParse(document.value);
  if (!parsed.success) {
    const found = issuesOfZod(document, parsed.error, 'flow_test_shape', { schema: flowTestSchema });
    return { document, tests: [], skipped: [], issues: found };
  }
  const merchant = merchantFor(document, parsed.data, merchants, home);
  const { flow } = parsed.data;
  if (!('config' in merchant)) {
    const because = brokenAt(broken, flow, parsed.data.merchant ?? home);
    const issue = because === undefined ? merchant : untested(document, flow, because);
    return { document, flow, tests: [], skipped: [], issues: [issue], ...(because && { because }) };
  }
  const reader = new ValueReader(document, merchant.config.zone);
  const isShipped = home === undefined && parsed.data.merchant === undefined;
  const replaced = isShipped ? whyReplaced([flow], merchant) : undefined;
  const { tests, strange } =
    replaced === undefined ? testsOf(reader, parsed.data, merchant, isShipped) : { tests: [], strange: [] };
  return {
    ...{ document, flow, merchant: merchant.config.merchant },
    unanswered: unansweredIn(parsed.data, merchant),
    tests: reader.issues.length > 0 ? [] : tests,
    skipped: [...skippedOf(parsed.data, merchant, replaced), ...strange],
    issues: reader.issues,
  };
}

/** Why a flow is broken: at the merchant that is named, or at the first where it is. */
function brokenAt(broken: Broken, flow: string, name: string | undefined): readonly BrokenFlow[] | undefined {
  const all = name === undefined ? [...broken.values()] : [broken.get(name)];
  return all.flatMap((flows) => [flows?.get(flow) ?? []]).find((found) => found.length > 0);
}

function untested(document: YamlDocument, flow: string, because: readonly BrokenFlow[]): Issue {
  const names = because.map((each) => each.flow).join(', ');
  const itself = because.some((each) => each.flow === flow);
  const message = itself
    ? `Not tested: ${flow} has errors.`
    : `Not tested: ${flow} calls ${names}, which has errors.`;
  return issueAt(document, ['flow'], 'flow_untested', message);
}

/** What a shipped test says of shipped flows need not hold for the merchant's own in the place of one of them. */
function whyReplaced(flows: readonly string[], { config }: Merchant): string | undefined {
  const flow = flows.find((name) => Object.hasOwn(config.flows, name));
  return flow && `${config.merchant} replaces ${flow} with ${config.flows[flow] ?? ''}`;
}

/** The tests of what the merchant does not have: the flow itself, or what a test of its own lets answer. */
function skippedOf(
  { flow, tests }: FlowTestFile,
  merchant: Merchant,
  replaced: string | undefined,
): SkippedTest[] {
  return tests.flatMap(({ name, given }, index) => {
    const why = replaced ?? whyNotOffered(merchant, [flow, ...Object.keys(given?.subflows ?? {})], given);
    return why === undefined ? [] : [{ name, path: ['tests', index, 'name'], why }];
  });
}

function whyNotOffered(
  merchant: Merchant,
  flows: readonly string[],
  given: RawGiven | undefined,
): string | undefined {
  const { config, notOffered } = merchant;
  for (const flow of flows) {
    const reason = notOffered.get(flow);
    if (reason !== undefined)
      return `${config.merchant} does not offer ${flow}: ${becauseOf(config, reason)}`;
  }
  const missing = Object.keys(given?.operations ?? {}).find(
    (name) => config.vocabulary.catalogue.has(name) && !isAnswered(merchant, name),
  );
  return missing && `${config.merchant} has no connection bound for ${missing}`;
}

/** The merchant that is named, or whose folder contains the file, or the first that has the flow, offered if possible. */
function merchantFor(
  document: YamlDocument,
  { flow, merchant }: FlowTestFile,
  merchants: Merchants,
  home: string | undefined,
): Merchant | Issue {
  const name = merchant ?? home;
  if (merchant !== undefined && !merchants.has(merchant)) {
    const hint = didYouMean(merchant, merchants.keys());
    return issueAt(
      document,
      ['merchant'],
      'merchant_unknown',
      `The merchant \`${merchant}\` is not served.`,
      hint,
    );
  }
  const all = [...merchants.values()];
  const having = [
    ...all.filter(({ flows }) => flows.has(flow)),
    ...all.filter(({ notOffered }) => notOffered.has(flow)),
  ];
  const found = name === undefined ? having[0] : having.find(({ config }) => config.merchant === name);
  if (found !== undefined) return found;
  const known = all.flatMap(({ flows }) => [...flows.keys()]);
  const whose = name === undefined ? '' : ` at ${name}`;
  const hint = didYouMean(flow, new Set(known));
  return issueAt(document, ['flow'], 'flow_unknown', `There is no flow \`${flow}\`${whose}.`, hint);
}

/** The tests of a file; of a shipped one, apart, those that speak of a sub-flow as the merchant's own in its place is not. */
function testsOf(
  reader: ValueReader,
  file: FlowTestFile,
  merchant: Merchant,
  isShipped: boolean,
): { tests: FlowTest[]; strange: SkippedTest[] } {
  const flow = merchant.flows.get(file.flow);
  if (flow === undefined) return { tests: [], strange: [] };
  // Effects come from the compiled flow; only operations and their inputs are needed here.
  const environment = environmentOf(merchant.config, new Map());
  const context: GivenContext = { reader, flow: flow.ir, merchant, environment };
  const common = readGiven(context, file.given ?? {}, ['given']);
  const strange: SkippedTest[] = [];
  const tests = file.tests.flatMap((test, index): FlowTest[] => {
    const path: Path = ['tests', index];
    if (whyNotOffered(merchant, Object.keys(test.given?.subflows ?? {}), test.given) !== undefined) return [];
    const before = reader.issues.length;
    const own = readGiven(context, test.given ?? {}, [...path, 'given']);
    const why = isShipped ? whyReplaced(Object.keys(test.given?.subflows ?? {}), merchant) : undefined;
    if (why !== undefined && reader.issues.length > before) {
      reader.issues.splice(before);
      strange.push({ name: test.name, path: [...path, 'name'], why });
      return [];
    }
    const given = together(context, common, own);
    checkInputs(context, given, [...path, 'name']);
    const run: FlowTest = {
      name: test.name,
      path: [...path, 'name'],
      flow: flow.ir,
      hash: flow.hash,
      merchant,
      given,
      when: (test.when ?? []).flatMap((action, at) => readAction(context, action, [...path, 'when', at])),
      then: readExpected(context, test.then, [...path, 'then']),
    };
    return [run];
  });
  return { tests, strange };
}

/** Merges the file's and the test's `given:` by name; the test's takes precedence. */
function together({ reader, merchant }: GivenContext, file: PartlyGiven, test: PartlyGiven): Given {
  const { config } = merchant;
  return {
    inputs: { ...file.inputs, ...test.inputs },
    language: test.language ?? file.language ?? config.language,
    now: test.now ?? file.now ?? reader.moment(defaultNow) ?? 0,
    customer: test.customer ?? file.customer ?? 'verified',
    facts: { ...file.facts, ...test.facts },
    ...saidOf(test.said ?? file.said),
    operations: { ...file.operations, ...test.operations },
    subflows: scriptedOf({ ...file.subflows, ...test.subflows }),
    understands: [...(test.understands ?? []), ...(file.understands ?? [])],
    config: { ...config, bands: { ...config.bands, ...file.bands, ...test.bands } },
    policy: { ...file.policy, ...test.policy },
  };
}

const saidOf = (said?: readonly string[]): Pick<Given, 'said'> => (said === undefined ? {} : { said });

const scriptedOf = (subflows: PartlyGiven['subflows']): Given['subflows'] =>
  Object.fromEntries(
    Object.entries(subflows).flatMap(([name, given]) => (given === 'run' ? [] : [[name, given]])),
  );

function checkInputs({ reader, flow }: GivenContext, { inputs }: Given, path: Path): void {
  for (const [name, { optional }] of Object.entries(flow.inputs)) {
    if (optional === true || Object.hasOwn(inputs, name)) continue;
    reader.reportIssue(
      path,
      'input_missing',
      `\`${flow.flow}\` requires the input \`${name}\`.`,
      'Add it to `given: inputs:`.',
    );
  }
}
