/** The compilation of one flow: what its parts look up, and where they report mistakes. */
import type { ErrorCode } from '../contracts/errors/catalogue.js';
import type { BlockIr, StepIr } from '../contracts/ir.js';
import type { Json } from '../contracts/json.js';
import { issueAt, type Path, type YamlDocument } from '../yaml/document.js';
import type { Environment } from './environment.js';
import type { Reach } from './reach.js';
import type { Issue } from '../contracts/issue.js';
import type { Scope } from './scope.js';
import type { Signature } from './signature.js';
import type { FieldTypes } from './types/type.js';

/** A compiled block: its scope at the end, whether every path through it ends the flow, and its outputs. */
export interface Block {
  ir: BlockIr;
  scope: Scope;
  ends: boolean;
  outputs?: FieldTypes;
  path: Path;
}

/** A compiled step: the scope after it, and whether it ends the flow on every path. */
export interface CompiledStep {
  ir: StepIr;
  scope: Scope;
  ends: boolean;
}

/** Another flow that can be called. */
export interface Callee {
  signature: Signature;
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
}

/** The exact place of a mistake. */
export interface Where {
  at?: 'key' | 'value';
  /** Index of the character in the text at the path. */
  index?: number;
}

/** Compiles blocks; passed in from above, so that step kinds need not know each other. */
export type CompileBlock = (flow: Compilation, steps: Json, path: Path, scope: Scope) => Block;

/** The compilation of one flow. */
export class Compilation {
  readonly issues: Issue[] = [];
  /** Each step's path by its id: the IR has only lines. */
  readonly places = new Map<string, Path>();
  readonly sentences: PlacedSentence[] = [];
  private readonly counters = new Map<string, number>();

  constructor(
    readonly document: YamlDocument,
    readonly signature: Signature,
    readonly environment: Environment,
    readonly callees: ReadonlyMap<string, Callee>,
    /** Ids of all steps, and of those whose `handed_over` has a case. */
    readonly steps: { all: ReadonlySet<string>; handled: ReadonlySet<string> },
    private readonly compileBlock: CompileBlock,
  ) {}

  /** Reports a mistake at a path. */
  reportIssue(path: Path, code: ErrorCode, message: string, hint?: string, where: Where = {}): void {
    this.issues.push(issueAt(this.document, path, code, message, hint, where));
  }

  /** Remembers a sentence that a customer can read. */
  readable(key: string, path: Path, reworded = false): void {
    this.sentences.push({ key, path, ...(reworded ? { reworded } : {}) });
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
