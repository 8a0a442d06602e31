/** What an operation of the catalogue is: a typed business capability that a merchant binds to a connection (DESIGN §2, §5). */
import type { z } from 'zod';
import type { Effect } from '../contracts/effect.js';
import type { DurationIr } from '../contracts/ir.js';
import type { JsonObject } from '../contracts/json.js';
import type { BorneOutReason } from '../contracts/policy.js';
import type { ImportHints } from './import-hints.js';
import type { CarrierTimes } from './shipments/parcel-thresholds.js';
import type { SubjectKind } from './subject.js';

/** Fields of an operation's inputs, or of the outputs that belong to one result. */
export type Fields = Readonly<Record<string, z.ZodType>>;

/** Operations by their names. */
export type Catalogue = ReadonlyMap<string, Operation>;

/** What a merchant's files can refer to: operations, the product's and its own, and its own order fields. */
export interface Vocabulary {
  catalogue: Catalogue;
  ownFields: Fields;
}

/** Where an operation stands in `orderly connections coverage`: the record that it shows, and what it is asked with. */
export interface CoveragePlace {
  /** The record whose data points are told; operations may share one. */
  record: string;
  /** What one such record is called for people, such as `parcel`. */
  noun: string;
  /** The output that holds the record, or a list of them. */
  output: string;
  /** An option of the command, or each item of a field of a record read before; it is given as this input. */
  by: { option: string; input: string } | { record: string; field: string; input: string };
}

/** By what values are worked out that no system answers: the time, the merchant's calendar and its carriers' times. */
export interface Judgement {
  /** Epoch ms. */
  now: number;
  times: (carrier?: string, service?: string) => CarrierTimes;
  /** A moment (epoch ms) that much later by the merchant's calendar. */
  after: (from: number, duration: DurationIr) => number;
}

/** Outputs of one result that are worked out of the answer. */
interface Derived {
  result: string;
  outputs: Fields;
  derive: (read: { inputs: JsonObject; outputs: JsonObject }, by: Judgement) => JsonObject;
}

/** A result with its outputs, none of which is an amount to pay. */
interface WithoutAmount {
  result: string;
  outputs: JsonObject;
}

/** How data of systems bear out why the customer is paid (DESIGN §6). */
export interface Ground {
  reason: BorneOutReason;
  /** What is read for it, given the call's inputs; undefined where these do not say what to read. */
  read?: { operation: string; inputs: (inputs: JsonObject) => JsonObject | undefined };
  /** Whether it holds: `record` is as its system has it now, `outputs` are those of what was read. */
  holds(known: { inputs: JsonObject; record: JsonObject; outputs: JsonObject }): boolean;
}

/** A typed business capability; one file per domain declares them. */
export interface Operation {
  /** `<domain>.<verb_noun>`, e.g. `orders.get`. */
  name: string;
  title: string;
  /** The minimum effect; a connection may raise it, never lower it. */
  effect: Effect;
  privacy: 'customer_data' | 'none';
  inputs: Fields;
  /** result value → its outputs. */
  results: Readonly<Record<string, Fields>>;
  /** Outputs of a read that no system answers. */
  derived?: Derived;
  /**
   * What verification compares: `number` looks a record up by the customer's number, `record` takes one that was
   * found before, `list` lists the verified customer's records.
   */
  subject: 'number' | 'record' | 'list' | 'none';
  /** The kind of record that it is about; an order by default. */
  about?: SubjectKind;
  /** Its guard: an operation with outputs `amount` (and `refunded`), read just before the first sending. */
  guard?: string;
  /**
   * Who pays: if the customer is paid, a lower guard offer supersedes; if shop or customer pays, a higher one.
   * `in_goods`: the customer is given what the amount is worth; `by_us`: whoever is paid has its own prices. No system
   * is told these amounts.
   */
  pays?: 'to_customer' | 'in_goods' | 'by_us' | 'by_customer';
  /** What bears out a reason for which a band can spare the approval. */
  grounds?: readonly Ground[];
  /** What the same request would do again at a system that takes it for a new one; absent: it only sets a state. */
  again?: 'pays' | 'creates';
  /** The output that identifies the write at its system, by which a second one is noticed. */
  reference?: string;
  /** The operation that lists what it has made, each by its reference: it can tell what became of one. */
  listedBy?: string;
  /** The result of a search that finds nothing. */
  empty?: string;
  /** The result of an `amount` of zero or less: there is nothing to pay, and why. */
  withoutAmount?: (read: { inputs: JsonObject; outputs: JsonObject }) => WithoutAmount;
  /** `no`: nobody has to confirm it first, as for a note. */
  confirm?: 'no';
  /** Sent for the outbox to where a conversation is, and by no flow. */
  sentBy?: 'outbox';
  /** How importers recognise and draft it; without hints it is drafted by hand. */
  imports?: ImportHints;
  /** Its place in `orderly connections coverage`, if it shows data points. */
  coverage?: CoveragePlace;
  /** Refusal codes that a flow may meet, for the docs. */
  refusals?: readonly string[];
}

/** The output of a write that says what it has paid back: a connection that maps it moves money. */
export const PAID_BACK = 'refunded';

/** Whether flows can call it. */
export const isCallable = ({ sentBy }: Pick<Operation, 'sentBy'>): boolean => sentBy === undefined;

/** Whether an operation's amount goes to the customer; without a word about it, it does. */
export const paysCustomer = ({ pays = 'to_customer' }: Pick<Operation, 'pays'>): boolean =>
  pays === 'to_customer' || pays === 'in_goods';

/** The operation that is read just before the first sending; none for a write that moves no money and names no amount. */
export const guardOf = ({ guard, inputs }: Operation, effect: Effect): string | undefined =>
  effect === 'money' || Object.hasOwn(inputs, 'amount') ? guard : undefined;
