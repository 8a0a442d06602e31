/** What the checker knows about an expression, and what its parts use from each other. */
import type { ErrorCode } from '../../contracts/errors/catalogue.js';
import type { ExprIr, FieldType, Type } from '../../contracts/ir.js';
import { type Facts, noFacts, unreadable } from '../narrowing-facts.js';
import type { Scope } from '../scope.js';
import { named } from '../types/type.js';
import type { Node } from './parse.js';

/** An expression, typed and lowered. */
export interface Checked {
  ir: ExprIr;
  /** `undefined` after a reported mistake: every use of it passes. */
  type: Type | undefined;
  optional?: boolean;
  opaque?: boolean;
  /** The path, if it is a plain read: facts are kept under it. */
  path?: string;
  /** All values of the enum, including those ruled out here. */
  declared?: readonly string[];
  /** The text, if it is a literal. */
  literal?: string;
  /** The texts of a list literal. */
  literals?: readonly string[];
  /** Its value, if the compiler has decided it: what a merchant offers is known before any run. */
  decided?: boolean;
  /** What is known where the expression is true, and where it is false. */
  whenTrue: Facts;
  whenFalse: Facts;
}

/** Reports a mistake at a character of the expression. */
type ReportIssue = (at: number, code: ErrorCode, message: string, hint?: string) => void;

/** What an expression's flow and merchant know, wherever the expression stands. */
export interface Surroundings {
  /** Why a step of the flow cannot be read here; undefined if there is no such step. */
  whyNotRun(id: string): { message: string; hint?: string } | undefined;
  /** Those that several steps have: which one is read is not known, and that is told already. */
  sameIds: ReadonlySet<string>;
  /** Every operation by name, and whether the merchant offers it. */
  offers: ReadonlyMap<string, boolean>;
  reportIssue: ReportIssue;
  /** Called with the path of each value of the policy that is read. */
  onPolicy(path: string): void;
  /** Called with the name of each input that is read. */
  onInput(name: string): void;
  /** Called with the place and currency of each fixed amount. */
  onMoney(at: number, currency: string): void;
  /** Called with each field of a named record that is read. */
  onField(record: string, field: string): void;
}

/** How the parts of the checker call each other. */
export interface Checking extends Surroundings {
  check(node: Node, scope: Scope): Checked;
  /** The same, where a value must be present; otherwise reports a mistake. */
  present(node: Node, scope: Scope): Checked;
}

/** An expression with a known type and no facts. */
export const checked = (ir: ExprIr, type: Type | undefined): Checked => ({
  ir,
  type,
  whenTrue: noFacts,
  whenFalse: noFacts,
});

/** Of a text made of these: it holds a code, an enum's value or a system's id, which no customer reads. */
export const holdingCodes = (...parts: readonly Checked[]): { opaque?: true } =>
  parts.some(
    ({ opaque, type, literal }) =>
      opaque === true || (type?.t === 'enum' && type.name !== undefined && literal === undefined),
  )
    ? { opaque: true }
    : {};

/** A condition that the compiler has decided. */
export const decidedAs = (value: boolean): Checked => ({
  ...checked({ k: 'value', value }, { t: 'bool' }),
  decided: value,
});

/** Stands in for an expression with a mistake. */
export const mistaken: Checked = {
  ...checked({ k: 'value', value: null }, undefined),
  ...{ whenTrue: unreadable, whenFalse: unreadable },
};

/** Whether a value stands in for one with a mistake: the language has no `null`. */
export const isMistaken = (ir: ExprIr): boolean => ir.k === 'value' && ir.value === null;

/** A field of a record: the IR reads fields only from names, so that of another value is `[value].map(_, _.field)[0]`. */
export function fieldOf(record: ExprIr, name: string): ExprIr {
  if (record.k === 'read') return { ...record, path: [...record.path, name] };
  const body = { k: 'read', root: '_', path: [name] } as const;
  const mapped = { k: 'macro', fn: 'map', list: { k: 'list', items: [record] }, as: '_', body } as const;
  return { k: 'index', of: mapped, at: { k: 'value', value: 0 } };
}

/** Reports a mistake, and goes on. */
export function mistake(
  checking: Checking,
  at: number,
  code: ErrorCode,
  message: string,
  hint?: string,
): Checked {
  checking.reportIssue(at, code, message, hint);
  return mistaken;
}

/** The type of an expression in words; a text literal with its words. */
export function typeOf({ type, literal }: { type: FieldType['type'] | undefined; literal?: string }): string {
  if (literal !== undefined) return `text "${literal.length > 40 ? `${literal.slice(0, 40)}…` : literal}"`;
  return type === undefined ? '?' : named(type);
}
