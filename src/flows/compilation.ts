/** The compilation of one flow: what its parts ask, and where they tell mistakes. */
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

/** A block, compiled: its scope at the end, whether every way through it ends the flow, and what it gives. */
export interface Block {
  ir: BlockIr;
  scope: Scope;
  ends: boolean;
  outputs?: FieldTypes;
  path: Path;
}

/** A step, compiled: the scope behind it, and whether the flow ends with it on every way. */
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

/** Where a step stands, and what it is called. */
export interface Place {
  path: Path;
  scope: Scope;
  id: string;
  named: boolean;
  line: number;
}

/** A sentence that a customer can read, and where it stands. */
export interface PlacedSentence {
  key: string;
  path: Path;
  /** True for a sentence of the merchant's own that stands in for the product's. */
  reworded?: true;
}

/** Where exactly a mistake stands. */
export interface Where {
  at?: 'key' | 'value';
  /** Character of the text at the path. */
  index?: number;
}

/** Compiles blocks; given from above, so that step kinds need not know each other. */
export type CompileBlock = (flow: Compilation, steps: Json, path: Path, scope: Scope) => Block;

/** One flow's compilation. */
export class Compilation {
  readonly issues: Issue[] = [];
  /** Where each step stands, by its id: the IR knows only lines. */
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

  /** Tells a mistake at a path. */
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
