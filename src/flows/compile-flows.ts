/** Compiles all flows of a merchant: heads first, then bodies with sub-flows before their callers (DESIGN §4). */
import type { Effect } from '../contracts/effect.js';
import { issueAt, readDocument, type YamlDocument } from './yaml/document.js';
import { valueAt } from './yaml/zod-issues.js';
import { mainFlow } from '../contracts/main-flow.js';
import { flowsByIntent, flowsOfIntents, type IntentPlace } from './flows-by-intent.js';
import type { Callee, PlacedSentence } from './compilation.js';
import { compileFlow, type FlowCompiled } from './compile-flow.js';
import { type Environment, environmentOf, type MerchantTerms } from './type-environment.js';
import type { Issue } from '../contracts/issue.js';
import type { NotOffered } from './not-offered.js';
import type { OfferedFlow } from './offered-flow.js';
import { noReach } from './reach.js';
import { readSignature, type Signature, signatureDifference } from './flow-signature.js';
import { type SubflowPlace, subflowsIn } from './scan-steps.js';

/** A file as read. */
export interface SourceFile {
  file: string;
  text: string;
  /** True for a flow of the product. */
  shipped?: true;
}

/** What is compiled, and for whom. */
export interface CompileRequest {
  flows: readonly SourceFile[];
  merchant: MerchantTerms;
  /** Effects of the operations that the merchant's connections provide. */
  effects: ReadonlyMap<string, Effect>;
  /** merchant.yaml, if it is at hand: what is wrong with a value of the policy is told there. */
  merchantFile?: YamlDocument;
}

/**
 * A merchant's flows; a replacing flow is also found under the shipped name, and the shipped one that it calls under
 * `shipped/<name>`. With issues, some are missing.
 */
export interface CompileResult {
  flows: Map<string, OfferedFlow>;
  /** The flows that the merchant does not offer, by the same names. */
  notOffered: Map<string, NotOffered>;
  /** Names of all flows, those that cannot be read included. */
  known: ReadonlySet<string>;
  /** Names of the product's flows. */
  shipped: ReadonlySet<string>;
  /** Flows that could not be compiled, each with the files whose issues are the reason: its own, or those of its sub-flows. */
  broken: ReadonlyMap<string, readonly BrokenFlow[]>;
  /** The flow that answers each intent of the main flow, with its place. */
  byIntent: readonly (IntentPlace & { document: YamlDocument })[];
  /** The sentences of the compiled flows that a customer can read, with their places. */
  sentences: readonly Sentence[];
  issues: Issue[];
  /** What is probably wrong in flows but may be meant. */
  warnings: Issue[];
}

/** A flow whose own file has issues. */
export interface BrokenFlow {
  flow: string;
  file: string;
}

/** A sentence that a customer can read, with its flow and place. */
export interface Sentence extends PlacedSentence {
  document: YamlDocument;
}

/** A flow whose head has been read. */
interface Draft {
  document: YamlDocument;
  signature: Signature;
  shipped: boolean;
}

/** Compiles a merchant's flows; reports every issue in every file. */
export function compileFlows({ flows, merchant, effects, merchantFile }: CompileRequest): CompileResult {
  const environment = environmentOf(merchant, effects, merchantFile);
  const { drafts, unread, issues } = readDrafts(flows, environment);
  const compiler = new FlowsCompiler(drafts, unread, environment);
  issues.push(...compiler.checkReplacements());
  for (const name of drafts.keys()) compiler.compile(compiler.replaced(name));
  return {
    ...compiler.result(),
    known: new Set([...drafts.keys(), ...unread.keys()]),
    shipped: new Set([...drafts].flatMap(([name, draft]) => (draft.shipped ? name : []))),
    broken: compiler.broken(),
    byIntent: compiler.byIntent(),
    sentences: compiler.sentences(),
    issues: [...issues, ...compiler.issues],
    warnings: compiler.warnings,
  };
}

function readDrafts(
  files: readonly SourceFile[],
  environment: Environment,
): { drafts: Map<string, Draft>; unread: Map<string, BrokenFlow>; issues: Issue[] } {
  const drafts = new Map<string, Draft>();
  const unread = new Map<string, BrokenFlow>();
  const issues: Issue[] = [];
  for (const { file, text, shipped = false } of files) {
    const read = readDocument(file, text);
    issues.push(...read.issues);
    const { document } = read;
    if (document !== undefined && holdsTests(document)) {
      issues.push(testsMisnamed(document));
      continue;
    }
    const head = document && readSignature(document, environment.types);
    issues.push(...(head?.issues ?? []));
    if (document === undefined || head?.signature === undefined) {
      const flow = nameIn(file, text);
      unread.set(flow, { flow, file });
      continue;
    }
    const { name } = head.signature;
    const first = drafts.get(name);
    if (first === undefined) drafts.set(name, { document, signature: head.signature, shipped });
    else
      issues.push(
        issueAt(
          document,
          ['flow'],
          'flow_duplicate',
          `\`${name}\` is already defined in ${first.document.file}.`,
        ),
      );
  }
  return { drafts, unread, issues };
}

/** Whether a file that is read as a flow holds tests of one. */
const holdsTests = ({ value }: YamlDocument): boolean =>
  valueAt(value, ['tests']) !== undefined && valueAt(value, ['steps']) === undefined;

function testsMisnamed(document: YamlDocument): Issue {
  const name = /([^/\\]*)\.yaml$/.exec(document.file)?.[1] ?? '';
  const tested = valueAt(document.value, ['flow']);
  const own = name.replace(/^(tests?|specs?)[-_. ]|[-_. ](tests?|specs?)$/i, '');
  const flow = typeof tested === 'string' && own === name ? tested : own;
  const message = 'The file contains tests, but because of its name it is read as a flow.';
  const hint = `Rename it to \`${flow}.test.yaml\`.`;
  return issueAt(document, ['tests'], 'file_name_ending', message, hint, { at: 'key' });
}

/** The name of a flow whose head cannot be read: as it is written, or its file's. */
const nameIn = (file: string, text: string): string =>
  /^flow:\s*([\w-]+)/m.exec(text)?.[1] ?? /([^/\\]+?)\.yaml$/.exec(file)?.[1] ?? file;

/** Before the name of a shipped flow, where a step calls it though a merchant has its own in its place. */
const ofProduct = 'shipped/';

class FlowsCompiler {
  readonly issues: Issue[] = [];
  readonly warnings: Issue[] = [];
  private readonly done = new Map<string, Omit<FlowCompiled, 'issues' | 'warnings'>>();
  private readonly failed = new Map<string, readonly BrokenFlow[]>();
  private readonly open: string[] = [];
  /** Shipped flows that steps call by `shipped/<name>`. */
  private readonly calledAsShipped = new Set<string>();

  constructor(
    private readonly drafts: ReadonlyMap<string, Draft>,
    /** Files whose head cannot be read, by the name of their flow. */
    private readonly unread: ReadonlyMap<string, BrokenFlow>,
    private readonly environment: Environment,
  ) {}

  /** Compiles a flow once, after its sub-flows; false if it or one of them has issues. */
  compile(name: string): boolean {
    const draft = this.drafts.get(name);
    if (draft === undefined || this.done.has(name)) return this.isRight(name);
    this.open.push(name);
    const called = this.calledBy(draft).map((place) => this.compileCallee(place, draft.document));
    this.open.pop();
    const { document, signature } = draft;
    const compiled = compileFlow(document, signature, this.environment, this.callees());
    const { issues, warnings = [], ...made } = compiled;
    this.issues.push(...issues);
    this.warnings.push(...warnings);
    // A caller is locked to the hashes of its sub-flows: if one is missing, the caller is not compiled.
    this.done.set(name, called.includes(false) ? {} : made);
    if (!this.isRight(name)) this.failed.set(name, this.reasonsOf(name, draft, issues.length > 0));
    return this.isRight(name);
  }

  /** The files whose issues keep a flow from being compiled. */
  private reasonsOf(flow: string, draft: Draft, own: boolean): readonly BrokenFlow[] {
    if (own) return [{ flow, file: draft.document.file }];
    const behind = this.calledBy(draft).flatMap(({ name }) => {
      const callee = this.called(name);
      return this.failed.get(callee) ?? this.unread.get(callee) ?? [];
    });
    const byFile = new Map(behind.map((each) => [each.file, each]));
    return byFile.size > 0 ? [...byFile.values()] : [{ flow, file: draft.document.file }];
  }

  /** The flows that the main flow has for intents. */
  byIntent(): CompileResult['byIntent'] {
    const document = this.drafts.get(this.replaced(mainFlow))?.document;
    if (document === undefined) return [];
    return flowsOfIntents(document.value, this.environment.config).map((place) => ({ ...place, document }));
  }

  /** Flows that could not be compiled, by the names that steps use. */
  broken(): ReadonlyMap<string, readonly BrokenFlow[]> {
    const names = [...this.drafts.keys(), ...this.unread.keys()];
    return new Map(
      names.flatMap((name): [string, readonly BrokenFlow[]][] => {
        const own = this.replaced(name);
        const unread = this.unread.get(own);
        const reasons = this.failed.get(own) ?? (unread && [unread]);
        return reasons === undefined ? [] : [[name, reasons]];
      }),
    );
  }

  private isRight(name: string): boolean {
    const { flow, notOffered } = this.done.get(name) ?? {};
    return flow !== undefined || notOffered !== undefined;
  }

  /** The flows that a flow calls; one that an intent names, and that there is not, is not called. */
  private calledBy({ document }: Draft): SubflowPlace[] {
    const byIntent = flowsByIntent(document.value, this.environment.config);
    return [
      ...subflowsIn(document.value),
      ...byIntent.filter(({ name }) =>
        [this.drafts, this.unread].some((flows) => flows.has(this.called(name))),
      ),
    ];
  }

  private compileCallee({ name, path }: SubflowPlace, document: YamlDocument): boolean {
    const callee = this.called(name);
    if (name === `${ofProduct}${callee}`) this.calledAsShipped.add(callee);
    if (!this.open.includes(callee)) return this.compile(callee);
    const circle = [...this.open.slice(this.open.indexOf(callee)), callee].join(' → ');
    const hint =
      name !== callee && this.drafts.get(name)?.shipped === true
        ? `\`${callee}\` replaces it; to call the shipped flow itself, write \`subflow: ${ofProduct}${name}\`.`
        : undefined;
    this.issues.push(
      issueAt(document, path, 'flow_cycle', `These flows call each other in a cycle: ${circle}.`, hint),
    );
    return false;
  }

  /** The flow that a step calls: the merchant's own for a shipped one, and for `shipped/<name>` the shipped one itself. */
  private called(name: string): string {
    const shipped = name.startsWith(ofProduct) ? name.slice(ofProduct.length) : undefined;
    return shipped !== undefined && this.drafts.get(shipped)?.shipped === true
      ? shipped
      : this.replaced(name);
  }

  /** The merchant's own flow that replaces a shipped one. */
  replaced(name: string): string {
    const { flows } = this.environment.config;
    return Object.hasOwn(flows, name) ? (flows[name] ?? name) : name;
  }

  /** All flows by the names that steps may use; a failed one has no hash, so its callers are not published. */
  private callees(): ReadonlyMap<string, Callee | undefined> {
    const unread = [...this.unread.keys()].map((name) => [name, undefined] as const);
    const callees = [...this.drafts.keys()].flatMap((name): [string, Callee | undefined][] => {
      const own = this.replaced(name);
      const draft = this.drafts.get(own);
      if (draft === undefined) return this.unread.has(own) ? [[name, undefined]] : [];
      const { flow, notOffered } = this.done.get(own) ?? {};
      const { hash = '', reach = noReach } = flow ?? {};
      const optional = Object.entries(this.drafts.get(name)?.signature.inputs ?? {}).filter(
        ([, field]) => field.optional === true,
      );
      const inputs = { ...Object.fromEntries(optional), ...draft.signature.inputs };
      const reads = new Set(Object.keys(draft.signature.inputs));
      const signature = { ...draft.signature, inputs };
      return [[name, { signature, reads, offered: notOffered === undefined, hash, reach }]];
    });
    const shipped = [...this.drafts].flatMap(([name, { shipped, signature }]): [string, Callee][] => {
      if (!shipped) return [];
      const { flow, notOffered } = this.done.get(name) ?? {};
      const { hash = '', reach = noReach } = flow ?? {};
      const named = { ...signature, name: `${ofProduct}${name}` };
      const reads = new Set(Object.keys(signature.inputs));
      return [[named.name, { signature: named, reads, offered: notOffered === undefined, hash, reach }]];
    });
    return new Map([...unread, ...callees, ...shipped]);
  }

  /** A replacing flow must exist, with the inputs and results of the one it replaces. */
  checkReplacements(): Issue[] {
    return Object.entries(this.environment.config.flows).flatMap(([shipped, own]) => {
      const from = this.drafts.get(shipped);
      const to = this.drafts.get(own);
      // A flow that does not exist is reported where it is named: in merchant.yaml.
      // So is one that is the wrong way round.
      if (from === undefined || to === undefined || (to.shipped && !from.shipped)) return [];
      const readers = [...this.drafts.values()].filter(
        ({ shipped: ofProduct, signature, document }) =>
          ofProduct &&
          signature.name !== mainFlow &&
          subflowsIn(document.value).some(({ name }) => name === shipped),
      );
      const difference = signatureDifference(
        to.signature,
        from.signature,
        readers.map(({ signature }) => signature.name),
      );
      if (difference === undefined) return [];
      return [
        issueAt(
          to.document,
          ['flow'],
          'replacement_differs',
          `\`${own}\` cannot replace \`${shipped}\`: ${difference}.`,
        ),
      ];
    });
  }

  /** Flows that were compiled along with all their sub-flows, and those that are not offered. */
  result(): Pick<CompileResult, 'flows' | 'notOffered'> {
    const result: Pick<CompileResult, 'flows' | 'notOffered'> = { flows: new Map(), notOffered: new Map() };
    for (const name of this.drafts.keys()) {
      const { flow, notOffered } = this.done.get(this.replaced(name)) ?? {};
      if (flow !== undefined) result.flows.set(name, offeredOf(flow));
      if (notOffered !== undefined) result.notOffered.set(name, notOffered);
    }
    // A shipped flow that is replaced is compiled only where a flow calls it.
    for (const [name, { shipped }] of this.drafts) {
      const { flow, notOffered } = this.done.get(name) ?? {};
      if (!shipped || !this.calledAsShipped.has(name)) continue;
      if (flow !== undefined) result.flows.set(`${ofProduct}${name}`, offeredOf(flow));
      if (notOffered !== undefined) result.notOffered.set(`${ofProduct}${name}`, notOffered);
    }
    return result;
  }

  /** Sentences of all flows that were compiled. */
  sentences(): Sentence[] {
    return [...this.drafts].flatMap(([name, { document }]) =>
      (this.done.get(name)?.flow?.sentences ?? []).map((sentence) => ({ ...sentence, document })),
    );
  }
}

const offeredOf = ({ hash, ir, fields, policy }: OfferedFlow): OfferedFlow => ({ hash, ir, fields, policy });
