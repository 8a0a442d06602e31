/** A flow test ready to run: everything typed, defaults filled in, each part with its place in the file. */
import type { DurationIr, FlowIr } from '../contracts/ir.js';
import type { Facts } from '../contracts/customer.js';
import type { Json, JsonObject } from '../contracts/json.js';
import type { Merchant, MerchantConfig } from '../merchants/merchant.js';
import type { Path } from '../flows/yaml/document.js';
import type { ReportedEvent } from './memory-conversations.js';

/** A result of an operation or a sub-flow, with its outputs. */
interface Done {
  is: 'done';
  result: string;
  outputs: JsonObject;
}

/** The system refuses. */
export interface Refused {
  is: 'refused';
  code: string;
  message?: string;
}

/** The system has accepted a write; later it reports how the write ended. */
export interface Accepted {
  is: 'accepted';
  after: DurationIr;
  /** `pending`: it never reports. */
  then: Done | Refused | { is: 'pending' };
}

/** What can go wrong when an operation gives no result. */
export type Fault =
  Refused | Accepted | { is: 'unknown' | 'unavailable' | 'unverified' | 'superseded' | 'not_now' };

/** One scripted answer: for inputs that contain `when`, or for all. */
export interface ScriptedAnswer {
  when: JsonObject;
  gives: Done | Fault;
}

/** What a message means. */
interface Meaning {
  message: string;
  intent: string;
  sure: boolean;
  language?: string;
}

/** Something that happens during a test. */
export type Action =
  | { is: 'customer'; text: string; path: Path }
  | { is: 'approver'; decision: 'approved' | 'rejected'; by?: string; path: Path }
  | ({ is: 'event'; path: Path } & ReportedEvent)
  | { is: 'after'; duration: DurationIr; path: Path }
  | { is: 'cancelled' | 'with_people'; path: Path };

/** A sentence or question that is expected. */
export interface ExpectedText {
  text?: string;
  contains?: string;
  options?: readonly string[];
  path: Path;
}

/** The expected outcome; absent parts are not checked. */
export interface Expected {
  said?: readonly ExpectedText[];
  asked?: readonly ExpectedText[];
  called?: readonly { operation: string; inputs: JsonObject; path: Path }[];
  notCalled?: readonly { operation: string; path: Path }[];
  handedOver?: { queue: string; path: Path };
  waitsFor?: { all: readonly string[]; path: Path };
  result?: { name: string; path: Path };
  outputs?: { values: JsonObject; path: Path };
  fails?: { code: string; path: Path };
}

/** The initial state of a test. */
export interface Given {
  inputs: JsonObject;
  language: string;
  /** Epoch milliseconds. */
  now: number;
  customer: 'verified' | 'unauthenticated';
  facts: Facts;
  /** What the customer has said before the run begins, newest first. */
  said?: readonly string[];
  operations: Readonly<Record<string, readonly ScriptedAnswer[]>>;
  subflows: Readonly<Record<string, readonly ScriptedAnswer[]>>;
  understands: readonly Meaning[];
  /** The merchant's file with the policy of the test. */
  config: MerchantConfig;
  /** Values of the policy that the test gives, as an IR holds them. */
  policy: Readonly<Record<string, Json>>;
}

/** One test. */
export interface FlowTest {
  name: string;
  path: Path;
  flow: FlowIr;
  hash: string;
  merchant: Merchant;
  given: Given;
  when: readonly Action[];
  then: Expected;
}
