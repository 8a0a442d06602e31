/** Compares what a customer says with a record: pure, and equal only where the values mean the same. */
import { asciiLowerCase } from '../../../commerce/email.js';
import type { FactKind, Facts, NeededFacts } from '../../../contracts/customer.js';
import type { SubjectRecord } from '../../../commerce/subject.js';

const spelled: Readonly<Record<FactKind, (value: string) => string>> = {
  number: (value) => asciiLowerCase(value.trim().replace(/^#/, '')),
  email: (value) => asciiLowerCase(value.trim()),
  postcode: (value) => asciiLowerCase(value.replace(/[\s-]/g, '')),
};

/** Whether many customers share a value of this kind: an e-mail is one customer's own, a postcode is a whole town's. */
export const isShared = (kind: FactKind): boolean => kind === 'postcode';

/** A fact in the single spelling in which it is compared and counted. */
export function normalised(kind: FactKind, value: string): string {
  return spelled[kind](value);
}

/** True if both name the same value of that kind; an absent value is never the same. */
export function sameFact(kind: FactKind, a: string | undefined, b: string | undefined): boolean {
  if (a === undefined || b === undefined) return false;
  const value = normalised(kind, a);
  return value !== '' && value === normalised(kind, b);
}

/** True if a channel vouches for an e-mail or reference that makes the record the customer's. */
export function isOwned(
  record: SubjectRecord,
  customer: { ref?: string | undefined; email?: string | undefined },
): boolean {
  const sameRef = customer.ref !== undefined && record.customerRef === customer.ref;
  return sameRef || record.emails.some((email) => sameFact('email', email, customer.email));
}

/** The merchant's sets that the facts complete; a number alone is never a set. */
export function completeSets(sets: readonly (readonly FactKind[])[], facts: Facts): (readonly FactKind[])[] {
  return usable(sets).filter((set) => lacking(set, facts).length === 0);
}

/** What the least incomplete sets still need: what all of them lack, and either fact where they differ by one. */
export function missingFacts(sets: readonly (readonly FactKind[])[], facts: Facts): NeededFacts {
  const open = usable(sets).map((set) => lacking(set, facts));
  const least = open.filter((set) => set.length === Math.min(...open.map(({ length }) => length)));
  return alternatives(least);
}

/** What a customer may check and repeat after a set did not match; the number only if they had to tell it. */
export function factsToCheck(sets: readonly (readonly FactKind[])[], withNumber: boolean): NeededFacts {
  return alternatives(usable(sets).map((set) => set.filter((kind) => withNumber || kind !== 'number')));
}

function alternatives(sets: readonly (readonly FactKind[])[]): NeededFacts {
  const [first = ['number']] = sets;
  const missing = first.filter((kind) => sets.every((set) => set.includes(kind)));
  const either = [...new Set(sets.flat())].filter((kind) => !missing.includes(kind));
  // Sets that differ by more than one fact each would need two questions: only the first set is asked for.
  const byOne = sets.every((set) => set.length === missing.length + 1);
  if (either.length < 2 || !byOne) return { missing: first };
  return { missing, either };
}

/** True if every fact of the set matches the record. */
export function matchesRecord(record: SubjectRecord, set: readonly FactKind[], facts: Facts): boolean {
  const of: Record<FactKind, readonly (string | undefined)[]> = {
    number: [record.number],
    email: record.emails,
    postcode: [record.postcode],
  };
  return set.every((kind) => of[kind].some((value) => sameFact(kind, facts[kind], value)));
}

// Each set includes the number, whether or not the merchant wrote it.
function usable(sets: readonly (readonly FactKind[])[]): (readonly FactKind[])[] {
  return sets
    .filter((set) => set.some((kind) => kind !== 'number'))
    .map((set) => [...new Set<FactKind>(['number', ...set])]);
}

const lacking = (set: readonly FactKind[], facts: Facts): FactKind[] =>
  set.filter((kind) => facts[kind] === undefined || normalised(kind, facts[kind]) === '');
