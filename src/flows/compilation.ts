/** The compilation of one flow: what its parts look up, and where they report mistakes. */
import type { ErrorCode } from '../contracts/errors/catalogue.js';
import type { BlockIr, StepIr } from '../contracts/ir.js';
import type { Json } from '../contracts/json.js';
import { issueAt, type Path, type YamlDocument } from './yaml/document.js';
import type { Environment } from './type-environment.js';
import type { Reach } from './reach.js';
import type { Issue } from '../contracts/issue.js';
import type { Scope } from './scope.js';
import type { Signature } from './flow-signature.js';
import type { FieldTypes } from './types/type.js';

/** A compiled block: its scope at the end, whether every path through it ends the flow, and its outputs. */
export interface Block {
  ir: BlockIr;
  scope: Scope;
  ends: boolean;
  outputs?: FieldTypes;
  path: Path;
  over?: Over;
}

/** For this merchant nothing behind it is reached; `without` is the sub-flow that it does not offer, if that is why. */
export interface Over {
  without?: string;
}

/** A compiled step: the scope after it, and whether it ends the flow on every path, at any merchant. */
export interface CompiledStep {
  /** Several where steps are compiled in its place. */
  ir: StepIr | readonly StepIr[];
  scope: Scope;
  ends: boolean;
  over?: Over;
}

/** Another flow that can be called; one that is not offered has no hash and reaches nothing. */
export interface Callee {
  /** As callers may use it: of a flow that stands in for a shipped one, with that one's optional inputs. */
  signature: Signature;
  /** Inputs that it reads; others are left out. */
  reads: ReadonlySet<string>;
  offered: boolean;
  hash: string;
  reach: Reach;
}

/** A step's place in the file and its name. */
export interface Place {
  path: Path;
  scope: Scope;
  id: string;
  named: boolean;
  line: number;
}

/** A sentence that a customer can read, with its place in the file. */
export interface PlacedSentence {
  key: string;
  path: Path;
  /** True for a merchant's sentence that replaces the product's. */
  reworded?: true;
  /** The label of an option that has paraphrases: other languages have some too. */
  hasSays?: true;
}

/** The exact place of a mistake. */
export interface Where {
  at?: 'key' | 'value';
  /** Index of the character in the text at the path. */
  index?: number;
}

/** Compiles blocks; passed in from above, so that step kinds need not know each other. */
export type CompileBlock = (flow: Compilation, steps: Json, path: Path, scope: Scope) => Block;

/** What a first look at a flow has shown. */
export interface KnownSteps {
  /** Each id with the path of its first step. */
  at: ReadonlyMap<string, Path>;
  /** Ids that several steps have. */
  twice: ReadonlySet<string>;
  /** Steps whose `handed_over` has a case. */
  handled: ReadonlySet<string>;
  /** Reads such as `steps.find-order` of what has a wrong name or type: that is told there, and not at each of them. */
  mistaken: readonly string[];
}

/** The compilation of one flow. */
export class Compilation {
  readonly issues: Issue[] = [];
  /** What is probably wrong but may be meant. */
  readonly warnings: Issue[] = [];
  /** Each step's path by its id: the IR has only lines. */
  readonly places = new Map<string, Path>();
  readonly sentences: PlacedSentence[] = [];
  /** What the merchant's files lack of what the flow needs; no mistake of a flow that is not offered anyway. */
  readonly lacks: Issue[] = [];
  /** Operations that are called and that no connection answers. */
  readonly unanswered = new Set<string>();
  /** Values of the policy that steps read, by dotted name: at any merchant, and where this one can come to them. */
  readonly policy = { read: new Set<string>(), needed: new Set<string>() };
  /** Fields of business records that it reads, such as `Order.status`. */
  readonly fields = new Set<string>();
  /** Results that an `end` gives. */
  readonly given = new Set<string>();
  /** Questions whose yes confirms a call, with the line of that call. */
  readonly confirmed = new Map<string, number>();
  /** Inputs that are read. */
  readonly inputsRead = new Set<string>();
  /** How many blocks around this place the merchant never comes to. */
  private removed = 0;
  private readonly counters = new Map<string, number>();
  constructor(
    readonly document: YamlDocument,
    readonly signature: Signature,
    readonly environment: Environment,
    /** Undefined for a flow whose file cannot be read, which is told already. */
    readonly callees: ReadonlyMap<string, Callee | undefined>,
    readonly steps: KnownSteps,
    private readonly compileBlock: CompileBlock,
  ) {}

  /** Reports a mistake at a path. */
  reportIssue(path: Path, code: ErrorCode, message: string, hint?: string, where: Where = {}): void {
    this.issues.push(issueAt(this.document, path, code, message, hint, where));
  }

  /** Reports what is probably wrong at a path, but may be meant. */
  warn(path: Path, code: ErrorCode, message: string, hint: string, where: Where = {}): void {
    const issue = issueAt(this.document, path, code, message, hint, where);
    this.warnings.push({ ...issue, level: 'warning' });
  }

  /** Reports what the merchant's files lack, where it can come to this place. */
  reportLack(path: Path, code: ErrorCode, message: string, hint?: string, where: Where = {}): void {
    if (this.removed === 0) this.lacks.push(issueAt(this.document, path, code, message, hint, where));
  }

  /** Reports a value of the policy that the merchant gives and this flow cannot use, where it is given. */
  reportPolicy(name: string, message: string, hint: string): void {
    const document = this.environment.merchantFile ?? this.document;
    this.lacks.push(issueAt(document, ['policy', name], 'type_mismatch', message, hint));
  }

  /** Remembers an operation that is called. */
  needsOperation(name: string): void {
    if (this.removed === 0 && !this.environment.effects.has(name)) this.unanswered.add(name);
  }

  /** Remembers a value of the policy that is read. */
  readsPolicy(name: string): void {
    this.policy.read.add(name);
    if (this.removed === 0) this.policy.needed.add(name);
  }

  /** Compiles what this merchant never comes to: it is checked like all else, and needs nothing of the merchant. */
  withoutReaching<T>(compile: () => T): T {
    this.removed += 1;
    const compiled = compile();
    this.removed -= 1;
    return compiled;
  }

  /** Remembers a sentence that a customer can read. */
  readable(key: string, path: Path, { reworded = false, hasSays = false } = {}): void {
    if (this.removed > 0) return;
    this.sentences.push({ key, path, ...(reworded ? { reworded } : {}), ...(hasSays ? { hasSays } : {}) });
  }

  /** Compiles a list of steps. */
  block(steps: Json, path: Path, scope: Scope): Block {
    return this.compileBlock(this, steps, path, scope);
  }

  /** An id for a step that has none: its kind and a number. */
  newId(kind: string): string {
    const count = (this.counters.get(kind) ?? 0) + 1;
    this.counters.set(kind, count);
    return `${kind}${count}`;
  }
}
