/**
 * The intermediate representation: what `flows/` compiles a flow to and the interpreter runs.
 * Plain JSON, published per merchant, named by the SHA-256 of its canonical text (DESIGN §4).
 */
import type { Effect } from './effect.js';
import type { Json } from './json.js';
import type { EngineSentences } from './engine-sentences.js';
import type { ExprIr } from './expression-ir.js';

export type { ExprIr, FunctionName, Operator } from './expression-ir.js';

/** A type of the flow language, as the checker knows it and texts need it to write a value. */
export type Type =
  | { t: 'text' | 'number' | 'bool' | 'money' | 'moment' | 'date' | 'duration' | 'band' }
  | { t: 'enum'; name?: string; values: readonly string[] }
  | { t: 'list'; of: Type }
  | { t: 'record'; name?: string; fields: Readonly<Record<string, FieldType>> };

/** A field of a record: its type, and whether it may be absent. */
export interface FieldType {
  type: Type;
  optional?: boolean;
  /** A system's own id: passed on, never written in a text. */
  opaque?: true;
}

/** A text with values in it: the sentence of the flow is its key in `flows/texts/<language>.yaml`. */
export interface TextIr {
  key: string;
  args: readonly { source: string; type: Type; expr: ExprIr }[];
}

/** A length of time: calendar milliseconds, or business milliseconds by the merchant's hours (a business day is one working day). */
export type DurationIr = { ms: number } | { businessDays: number } | { businessMs: number };

/** Steps in order, and what the branch gives to the step that it belongs to. */
export interface BlockIr {
  steps: readonly StepIr[];
  outputs?: Readonly<Record<string, ExprIr>>;
  /** True where the flow wrote nothing and the merchant's default stands (DESIGN §4, Outcomes). */
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
  /** Unique in the flow: the author's id, or `<kind><n>` made by the compiler. It is the step path of keys and child ids. */
  id: string;
  /** True if the author gave the id, so that `steps.<id>` can be read. */
  named: boolean;
  /** What operators read as summary, without values. */
  title: string;
  line: number;
}

/** Finds out what a message wants; gives `intent`, `confidence` and `entities`. */
export interface ClassifyStep extends StepBase {
  kind: 'classify';
  text: ExprIr;
  intents: readonly string[];
  outcomes: { unsure: BlockIr };
}

/** Takes typed fields out of a text. */
export interface ExtractStep extends StepBase {
  kind: 'extract';
  text: ExprIr;
  /** field → entity type. */
  fields: Readonly<Record<string, string>>;
  outcomes: { unsure: BlockIr };
}

/** Who must approve a call, when not, and until when. */
export interface ApprovalIr {
  /** Name of the policy's band that can spare the approval. */
  notNeededWithin?: string;
  by: string;
  expires: DurationIr;
  remind?: DurationIr;
  escalate?: { after: DurationIr; to: string };
}

/** How a call is tried again that cannot be made now: at which interval (calendar milliseconds), and how often at most, the first time included. */
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
  /** Of a write: the yes_or_no `ask` that names its record and amount (checked: `write_unconfirmed`, `money_unconfirmed`). */
  confirmedBy?: string;
  /** Takes another call back, which was confirmed. */
  undoes?: true;
  approval?: ApprovalIr;
  /** What the customer is told at once where the system has only accepted a write; absent: the merchant's sentence, later. */
  accepted?: readonly TextIr[];
  /** Calendar milliseconds until `unavailable` or `unknown`; default by effect. */
  deadlineMs?: number;
  retry?: RetryIr;
  /** Takes this call back when the run comes to no result of its own; never `money`, and without outcomes. */
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
  /** True if a `choose` on its result has a case `handed_over`; else that result ends the caller likewise. */
  handlesHandedOver: boolean;
}

/** Derives values from what is known. */
export interface SetStep extends StepBase {
  kind: 'set';
  values: Readonly<Record<string, ExprIr>>;
}

/** Goes by a value: one block per case. */
export interface ChooseStep extends StepBase {
  kind: 'choose';
  on: ExprIr;
  cases: Readonly<Record<string, BlockIr>>;
  else?: BlockIr;
}

/** Goes by a condition. */
export interface IfStep extends StepBase {
  kind: 'if';
  condition: ExprIr;
  then: BlockIr;
  else: BlockIr;
}

/** Does its block for every item of a list; what the block gives is collected as `items`, in the order of the list. */
export interface EachStep extends StepBase {
  kind: 'each';
  list: ExprIr;
  /** More items than this is an error `each_too_many`. */
  atMost: number;
  /** How many items are at work at the same time; absent: one after the other. */
  concurrent?: number;
  do: BlockIr;
}

/** Does all its branches side by side; what a branch gives stands under its name. */
export interface ParallelStep extends StepBase {
  kind: 'parallel';
  branches: Readonly<Record<string, BlockIr>>;
}

/** Does its block until a condition holds at its end. */
export interface RepeatStep extends StepBase {
  kind: 'repeat';
  /** Gives nothing by itself: `outputs` are read where `until` holds. */
  do: BlockIr;
  outputs?: Readonly<Record<string, ExprIr>>;
  /** Read in the scope of the block, at its end. */
  until: ExprIr;
  /** Time between the end of a round and the next. */
  every: DurationIr;
  /** Rounds; after the last one without success the step ends as `gave_up`. */
  atMost: number;
  outcomes: { gave_up: BlockIr };
}

/** What kind of answer an `ask` waits for; `facts` is the engine's own, for verification. */
export type AnswerKind = 'text' | 'yes_or_no' | 'choice' | 'date' | 'amount' | 'facts';

/** Asks the customer and waits for the answer. */
export interface AskStep extends StepBase {
  kind: 'ask';
  question: TextIr;
  answer: Exclude<AnswerKind, 'facts'>;
  /** With `choice`: the list to choose from, and how one option is written: all by one text, or each by its own. */
  options?: ExprIr;
  label?: TextIr;
  labels?: Readonly<Record<string, TextIr>>;
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
  | EndStep;

/** A compiled flow of one merchant. */
export interface FlowIr {
  schema: 1;
  flow: string;
  title: string;
  /** The intent whose run this is, for the conversation: free text then fits an ask unless another intent is sure. */
  merchant: { id: string; name: string; language: string; zone: string };
  inputs: Readonly<Record<string, FieldType>>;
  results: Readonly<Record<string, Readonly<Record<string, FieldType>>>>;
  /** Values of the merchant's policy that the flow reads; bands are read by the activity at the moment of the call. */
  policy: Readonly<Record<string, Json>>;
  steps: readonly StepIr[];
  /** The merchant's sentences for the engine's own questions (verification) and for internal errors. */
  sentences: EngineSentences;
  defaultQueue: string;
}
