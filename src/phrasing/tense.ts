/** When a clause says that something happens. */
import type { Words } from './words.js';

/** `state` is what has been done and lasts ("is paused"), `needed` what someone still has to do, `possible` what can be done. */
export type Tense = 'open' | 'going' | 'needed' | 'possible' | 'done' | 'state' | 'present';

/** Whether a clause in lower case has what tells of a tense: a key of `tenses` in words/*.yaml. */
export const hasCue = (cue: string, clause: string, { tenses }: Words): boolean =>
  tenses.get(cue)?.test(clause) === true;

/** Whether a verb of a clause says that something has been done. */
export const hasVerbOfPast = (clause: string, words: Words): boolean =>
  hasCue('done', clause, words) || hasCue('perfect', clause, words);

/** The tense of a clause in lower case; undefined where it says what may or can be. */
export function tenseOf(clause: string, words: Words): Tense | undefined {
  const has = (cue: string): boolean => hasCue(cue, clause, words);
  if (has('timeless')) return undefined;
  if (has('open')) return 'open';
  if (has('needed')) return 'needed';
  if (has('possible')) return 'possible';
  if (has('modal')) return undefined;
  if (has('going')) return 'going';
  if (hasVerbOfPast(clause, words)) return 'done';
  if (has('state')) return has('participle') ? 'state' : undefined;
  return has('past') ? 'done' : 'present';
}

/** Whether a clause has a participle, which may hang on the verb of the clause before. */
export const isParticiple = (clause: string, words: Words): boolean =>
  // "bekommst du" looks like one.
  hasCue('participle', clause.replace(/\p{L}{3,}st(?= du(?!\p{L}))/gu, ' '), words);

const APART: ReadonlySet<string> = new Set([
  'done open',
  'done going',
  'done present',
  'open state',
  'going state',
  'going open',
  'done needed',
  'done possible',
  'possible state',
  'needed state',
]);

/** Whether what two texts say of one thing can never be the same time. */
export function isTurned(said: ReadonlySet<Tense>, meant: ReadonlySet<Tense>): boolean {
  if (said.size === 0 || meant.size === 0) return false;
  return [...said].every((one) => [...meant].every((other) => APART.has([one, other].sort().join(' '))));
}
