/** Describes changes to what merchant.yaml says about money and approvals: whatever is not certainly stricter counts as looser. */
import type { Change } from '../flows/compare-flows.js';
import { parseDuration, parseMoney } from '../flows/literals.js';
import { canonicalJson, type Json, type JsonObject } from '../contracts/json.js';
import { borneOutReasons } from '../contracts/policy.js';
import type { RawMerchant } from './merchant-schema.js';

type Weight = Change['weight'];

/** How much other keys matter that are about money, or about whose word counts. */
const keyWeights: Readonly<Partial<Record<keyof RawMerchant, Weight>>> = {
  mode: 'looser',
  verification: 'looser',
  channels: 'looser',
  signIn: 'looser',
  operations: 'money',
  without: 'money',
  flows: 'money',
};

/** What changed, in file order; keys held in secrets are compared by secret name. */
export function compareMerchants(before: RawMerchant, now: RawMerchant): Change[] {
  const [old, fresh] = [asJson(before), asJson(now)];
  return namesOf(old, fresh).flatMap((key) => {
    const [was, is] = [old[key], fresh[key]];
    if (key === 'policy') return each('', was, is, policyChange);
    if (key === 'approvers') return each('', was, is, approverChanges);
    // Own fields only add vocabulary for flows; an own operation may move money.
    if (key === 'custom')
      return each('custom operation ', operationsOf(was), operationsOf(is), simply('money'));
    // The keys are those of the file's schema.
    const weight = keyWeights[key as keyof RawMerchant];
    if (weight === undefined) return [];
    if (isMap(was) || isMap(is)) return each(`${key} `, was, is, simply(weight));
    return same(was, is) ? [] : [{ weight, what: sentence(key, was, is) }];
  });
}

const simply =
  (weight: Weight): Compare =>
  (name, was, is) => [{ weight, what: sentence(name, was, is) }];

const operationsOf = (custom: Json | undefined): Json | undefined =>
  isMap(custom) ? custom['operations'] : undefined;

type Compare = (name: string, was: Json | undefined, is: Json | undefined) => Change[];

/** Compares two maps entry by entry. */
function each(prefix: string, was: Json | undefined, is: Json | undefined, compare: Compare): Change[] {
  const [old, fresh] = [isMap(was) ? was : {}, isMap(is) ? is : {}];
  return namesOf(old, fresh).flatMap((name) =>
    same(old[name], fresh[name]) ? [] : compare(`${prefix}\`${name}\``, old[name], fresh[name]),
  );
}

/** Describes a change of a band or policy value. */
function policyChange(name: string, was: Json | undefined, is: Json | undefined): Change[] {
  const what = `policy ${sentence(name, was, is)}`;
  if (isMap(was) || isMap(is)) return [{ weight: bandIsStricter(was, is) ? 'money' : 'looser', what }];
  return [{ weight: isHigher(was, is) ? 'looser' : 'money', what }];
}

/** True only if the change certainly exempts nothing new from approval. */
function bandIsStricter(was: Json | undefined, is: Json | undefined): boolean {
  if (is === undefined) return true;
  if (!isMap(was) || !isMap(is)) return false;
  return (
    atMost(is['upTo'], was['upTo'], amountOf) &&
    oftenAtMost(is['perCustomer'], was['perCustomer']) &&
    isPartOf(reasonsOf(is), reasonsOf(was))
  );
}

/** A band that names no reasons is for those that data bear out. */
const reasonsOf = ({ reasons = [...borneOutReasons] }: JsonObject): Json => reasons;

/** True if the new bound is no higher; a missing bound is no limit. */
function atMost(
  is: Json | undefined,
  was: Json | undefined,
  read: (text: string) => [string, number] | undefined,
): boolean {
  if (was === undefined || same(is, was)) return true;
  const [a, b] = [read(text(is)), read(text(was))];
  return a !== undefined && b !== undefined && a[0] === b[0] && a[1] <= b[1];
}

function amountOf(raw: string): [string, number] | undefined {
  const amount = parseMoney(raw);
  return amount && [amount.currency, amount.minor];
}

/** Compares rates such as `2/30d`: true if no more often, in no shorter a period. */
function oftenAtMost(is: Json | undefined, was: Json | undefined): boolean {
  if (was === undefined || same(is, was)) return true;
  const [a, b] = [oftenOf(text(is)), oftenOf(text(was))];
  return a !== undefined && b !== undefined && a.count <= b.count && a.ms >= b.ms;
}

function oftenOf(raw: string): { count: number; ms: number } | undefined {
  const [count = '', time = ''] = raw.split('/');
  const duration = parseDuration(time);
  return duration !== undefined && 'ms' in duration ? { count: Number(count), ms: duration.ms } : undefined;
}

/** True if the second amount is higher, or if the two cannot be compared but one is an amount. */
function isHigher(was: Json | undefined, is: Json | undefined): boolean {
  if (is === undefined) return false;
  const [a, b] = [amountOf(text(was)), amountOf(text(is))];
  if (a === undefined && b === undefined) return false;
  return a === undefined || b === undefined || a[0] !== b[0] || b[1] > a[1];
}

function approverChanges(name: string, was: Json | undefined, is: Json | undefined): Change[] {
  if (!isMap(was) || !isMap(is)) {
    const what = is === undefined ? `${name} can no longer approve` : `${name} can now approve: ${words(is)}`;
    return [{ weight: is === undefined ? 'money' : 'looser', what }];
  }
  return namesOf(was, is)
    .filter((key) => !same(was[key], is[key]))
    .map((key) => {
      const stricter =
        key === 'limit'
          ? atMost(is[key], was[key], amountOf)
          : key === 'roles' && isPartOf(is[key], was[key]);
      return {
        weight: stricter ? 'money' : 'looser',
        what: `approver ${name}: ${sentence(key, was[key], is[key])}`,
      };
    });
}

function isPartOf(is: Json | undefined, was: Json | undefined): boolean {
  return Array.isArray(is) && Array.isArray(was) && is.every((role: Json) => was.includes(role));
}

function sentence(name: string, was: Json | undefined, is: Json | undefined): string {
  if (was === undefined) return `${name} is new: ${words(is)}`;
  if (is === undefined) return `${name} was removed; it was ${words(was)}`;
  return `${name} is ${words(is)} instead of ${words(was)}`;
}

function words(value: Json | undefined): string {
  if (Array.isArray(value))
    return value.map((item: Json) => (Array.isArray(item) ? `(${words(item)})` : words(item))).join(', ');
  if (!isMap(value)) return text(value);
  const parts = Object.entries(value).map(([name, part]) => `${name} ${words(part)}`);
  return parts.length === 0 ? 'nothing' : parts.join(', ');
}

const text = (value: Json | undefined): string => (typeof value === 'string' ? value : '');

const same = (a: Json | undefined, b: Json | undefined): boolean => canonicalJson(a) === canonicalJson(b);

const namesOf = (a: JsonObject, b: JsonObject): string[] => [
  ...new Set([...Object.keys(b), ...Object.keys(a)]),
];

const isMap = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

// The parsed YAML is JSON, although the schema's type lists each key.
const asJson = (schema: RawMerchant): JsonObject => schema as JsonObject;
