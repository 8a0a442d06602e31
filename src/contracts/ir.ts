/**
 * The intermediate representation: what `flows/` compiles a flow to and the interpreter runs.
 * Plain JSON, published per merchant, identified by the SHA-256 of its canonical text (DESIGN §4).
 */
import type { Effect } from './effect.js';
import type { Json } from './json.js';
import type { EngineSentences } from './engine-sentences.js';
import type { ExprIr } from './expression-ir.js';

export type { ExprIr, FunctionName, Operator } from './expression-ir.js';

/** A type of the flow language, used by the checker and for writing values in texts. */
export type Type =
  | { t: 'text' | 'number' | 'bool' | 'money' | 'moment' | 'date' | 'duration' | 'band' }
  | { t: 'enum'; name?: string; values: readonly string[] }
  | { t: 'list'; of: Type }
  | { t: 'record'; name?: string; fields: Readonly<Record<string, FieldType>> };

/** A field of a record: its type, and whether it may be absent. */
export interface FieldType {
  type: Type;
  optional?: boolean;
  /** A system's own id: passed along, never written in a text. */
  opaque?: true;
}

/** A text with values: the flow's sentence is its key in `flows/texts/<language>.yaml`. */
export interface TextIr {
  key: string;
  args: readonly { source: string; type: Type; expr: ExprIr }[];
}

/** A duration: calendar milliseconds, business days (working days), or business milliseconds by opening hours. */
export type DurationIr = { ms: number } | { businessDays: number } | { businessMs: number };

/** Steps in order, and the outputs that the block gives to its step. */
export interface BlockIr {
  steps: readonly StepIr[];
  outputs?: Readonly<Record<string, ExprIr>>;
  /** True where the flow has no block of its own and the merchant's default applies (DESIGN §4, Outcomes). */
  default?: true;
}

/** Outcomes besides `done` that a step may have a block for. */
export type OutcomeName =
  | 'unsure'
  | 'refused'
  | 'unknown'
  | 'unavailable'
  | 'unverified'
  | 'rejected'
  | 'expired'
  | 'superseded'
  | 'gave_up';

interface StepBase {
  /** Unique in the flow: the author's id, or `<kind><n>` made by the compiler. Used in keys and child ids. */
  id: string;
  /** True if the author gave the id, so that `steps.<id>` can be read. */
  named: boolean;
  /** The summary that operators read, without values. */
  title: string;
  line: number;
}

/** Finds out what a message wants; outputs `intent`, `confidence` and `entities`. */
export interface ClassifyStep extends StepBase {
  kind: 'classify';
  text: ExprIr;
  intents: readonly string[];
  /** The listed intent that stands for whatever is not listed; without one, that ends as `unsure`. */
  otherwise?: string;
  outcomes: { unsure: BlockIr };
}

/** Extracts typed fields from a text. */
export interface ExtractStep extends StepBase {
  kind: 'extract';
  text: ExprIr;
  /** field → entity type. */
  fields: Readonly<Record<string, string>>;
  outcomes: { unsure: BlockIr };
}

/** Who must approve a call, when nobody needs to, and until when. */
export interface ApprovalIr {
  /** Name of the policy's band within which no approval is needed. */
  notNeededWithin?: string;
  by: string;
  expires: DurationIr;
  remind?: DurationIr;
  escalate?: { after: DurationIr; to: string };
}

/** How a call that cannot be made now is retried: interval (calendar ms) and maximum attempts, first included. */
export interface RetryIr {
  everyMs: number;
  atMost: number;
}

/** Calls one operation of the catalogue or of the merchant. */
export interface CallStep extends StepBase {
  kind: 'call';
  operation: string;
  effect: Effect;
  inputs: Readonly<Record<string, ExprIr>>;
  /** For a write: the yes_or_no `ask` naming its record and amount (`write_unconfirmed`, `money_unconfirmed`). */
  confirmedBy?: string;
  /** Undoes another call, which was confirmed. */
  undoes?: true;
  approval?: ApprovalIr;
  /** What the customer hears at once if a write is only accepted; absent: the merchant's sentence, later. */
  accepted?: readonly TextIr[];
  /** Calendar milliseconds until `unavailable` or `unknown`; default by effect. */
  deadlineMs?: number;
  retry?: RetryIr;
  /** Undoes this call when the run reaches no result of its own; never `money`, and without outcomes. */
  undo?: CallStep;
  outcomes: Readonly<Partial<Record<OutcomeName, BlockIr>>>;
}

/** Runs another flow as a child and reads its result. */
export interface SubflowStep extends StepBase {
  kind: 'subflow';
  flow: string;
  hash: string;
  inputs: Readonly<Record<string, ExprIr>>;
  /** It can reach a money call, so its run outlives a cancelled parent (DESIGN §10). */
  money: boolean;
  /** True if a `choose` on its result has a case `handed_over`; otherwise that result ends the caller too. */
  handlesHandedOver: boolean;
}

/** Derives values from what is known. */
export interface SetStep extends StepBase {
  kind: 'set';
  values: Readonly<Record<string, ExprIr>>;
}

/** Chooses by a value: one block per case. */
export interface ChooseStep extends StepBase {
  kind: 'choose';
  on: ExprIr;
  cases: Readonly<Record<string, BlockIr>>;
  else?: BlockIr;
}

/** Chooses by a condition. */
export interface IfStep extends StepBase {
  kind: 'if';
  condition: ExprIr;
  then: BlockIr;
  else: BlockIr;
}

/** Runs its block for every item of a list; the outputs are collected as `items`, in list order. */
export interface EachStep extends StepBase {
  kind: 'each';
  list: ExprIr;
  /** More items than this are an `each_too_many` error. */
  atMost: number;
  /** How many items run at the same time; absent: one after the other. */
  concurrent?: number;
  do: BlockIr;
}

/** Runs all its branches side by side; each branch's outputs are found under its name. */
export interface ParallelStep extends StepBase {
  kind: 'parallel';
  branches: Readonly<Record<string, BlockIr>>;
}

/** Runs its block until a condition holds at its end. */
export interface RepeatStep extends StepBase {
  kind: 'repeat';
  /** Has no outputs of its own: `outputs` are evaluated once `until` holds. */
  do: BlockIr;
  outputs?: Readonly<Record<string, ExprIr>>;
  /** Evaluated in the block's scope, at its end. */
  until: ExprIr;
  /** Time between the end of one round and the start of the next. */
  every: DurationIr;
  /** Maximum rounds; if `until` still fails after the last, the step ends as `gave_up`. */
  atMost: number;
  outcomes: { gave_up: BlockIr };
}

/** The kind of answer an `ask` waits for; `facts` is the engine's own, for verification. */
export type AnswerKind = 'text' | 'yes_or_no' | 'choice' | 'choices' | 'number' | 'date' | 'amount' | 'facts';

/** Asks the customer and waits for the answer. */
export interface AskStep extends StepBase {
  kind: 'ask';
  question: TextIr;
  answer: Exclude<AnswerKind, 'facts'>;
  /** With `choice` and `choices`: the list to choose from, and the label of an option: one text for all, or one each. */
  options?: ExprIr;
  label?: TextIr;
  /** What else an option of a list is called; empty if nothing. */
  alias?: TextIr;
  labels?: Readonly<Record<string, TextIr>>;
  /** Of an option by its value: what customers say who mean it, in the flow's language. */
  says?: Readonly<Record<string, readonly string[]>>;
  /** Of an option by its value: the names of the things that it is about. */
  things?: Readonly<Record<string, ExprIr>>;
  /** The option, by its value, that an answer counts as which names none. */
  otherwise?: string;
  /** What it asks for, by name: not asked if the customer has said it already. */
  fills?: string;
  /** It is never asked: what was said before is the answer, and of `choices` none if nothing was. */
  ifSaid?: true;
  expires: DurationIr;
  outcomes: { expired: BlockIr };
}

/** Replies to the customer. */
export interface SayStep extends StepBase {
  kind: 'say';
  text: TextIr;
}

/** Gives the conversation to a queue of people. */
export interface HandoverStep extends StepBase {
  kind: 'handover';
  queue: string;
  reason: TextIr;
}

/** Waits for a time, until a moment, or for a date: until business begins on that day. */
export interface WaitStep extends StepBase {
  kind: 'wait';
  for?: DurationIr;
  until?: ExprIr;
  on?: ExprIr;
}

/** Waits for what a system tells, and may look for itself meanwhile; outputs what the event says besides. */
export interface AwaitStep extends StepBase {
  kind: 'await';
  /** A business event. */
  event: string;
  /** What the event names its record by: the system's own id, of a parcel the tracking number; `''` if it has none. */
  ref: ExprIr;
  /** How long; then it ends as `expired`. */
  atMost: DurationIr;
  look?: LookIr;
  outcomes: { expired: BlockIr };
}

/** How a flow finds out for itself what no system may tell. */
export interface LookIr {
  do: BlockIr;
  /** Evaluated in the block's scope, at its end: if it holds, what is waited for has happened. */
  until: ExprIr;
  /** Time between the end of a look and the next one; the last is kept. */
  every: readonly DurationIr[];
}

/** Ends the flow with a result and its outputs. */
export interface EndStep extends StepBase {
  kind: 'end';
  result: string;
  outputs: Readonly<Record<string, ExprIr>>;
}

/** A step of any kind. */
export type StepIr =
  | ClassifyStep
  | ExtractStep
  | CallStep
  | SubflowStep
  | SetStep
  | ChooseStep
  | IfStep
  | EachStep
  | ParallelStep
  | RepeatStep
  | AskStep
  | SayStep
  | HandoverStep
  | WaitStep
  | AwaitStep
  | EndStep;

/** A compiled flow of one merchant. */
export interface FlowIr {
  schema: 1;
  flow: string;
  title: string;
  merchant: { id: string; name: string; language: string; zone: string };
  inputs: Readonly<Record<string, FieldType>>;
  results: Readonly<Record<string, Readonly<Record<string, FieldType>>>>;
  /** Values of the merchant's policy that the flow reads; bands are read by the activity when the call is made. */
  policy: Readonly<Record<string, Json>>;
  steps: readonly StepIr[];
  /** The merchant's sentences for the engine's own questions (verification) and for internal errors. */
  sentences: EngineSentences;
  defaultQueue: string;
}
