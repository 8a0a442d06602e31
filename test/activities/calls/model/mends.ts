/**
 * The rules of overlapping attempts, each taken out by what stands between a call and its store: the test of the
 * model. Each must be missed within the schedules of a usual run.
 */
import type { EffectChange, EffectRecord, Effects, FoundEffect } from '../../../../src/store/store.js';
import type { ModelStore } from './world.js';

/** The attempt that decides. */
export interface Deciding {
  name: string;
  /** Its worker's clock. */
  now: () => number;
}

/** A store under which one rule does not hold. */
export type Mend = (store: ModelStore, attempt: Deciding) => ModelStore;

type Decide = (found: FoundEffect) => EffectChange<unknown>;
type Spoil = (decide: Decide, found: FoundEffect, attempt: Deciding) => EffectChange<unknown>;

const without =
  (spoil: Spoil): Mend =>
  (store, attempt) => {
    const change: Effects['change'] = <Value>(
      place: Parameters<Effects['change']>[0],
      decide: (found: FoundEffect) => EffectChange<Value>,
    ) =>
      store.effects.change(place, (found) => {
        // What was spoilt is still of the decision's own kind.
        return spoil(decide, found, attempt) as EffectChange<Value>;
      });
    return { ...store, effects: { ...store.effects, change } };
  };

const withRow = (found: FoundEffect, changes: (row: EffectRecord) => Partial<EffectRecord>): FoundEffect =>
  found.row === undefined ? found : { ...found, row: { ...found.row, ...changes(found.row) } };

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

/** The rules, by what happens without them. */
export const mends: Readonly<Record<string, Mend>> = {
  'a late "nothing left" takes the row back although others have passed the gate': without(
    (decide, found) => {
      const change = decide(found);
      const { row, value } = change;
      const withdrawn = isRecord(value) && 'taken' in value && typeof row === 'object';
      return withdrawn ? { row: 'deleted', value: { ...value, taken: true } } : change;
    },
  ),

  'a refusal of a repeated write settles it': without((decide, found, { name }) => {
    const change = decide(found);
    const unsettled =
      isRecord(change.value) && 'before' in change.value && change.value.before === change.value.after;
    if (!unsettled || found.row?.state !== 'sending') return change;
    return decide(withRow(found, ({ out }) => ({ out: out.filter(({ attempt }) => attempt === name) })));
  }),

  'the gate lets pass whoever comes': without((decide, found, { name }) => {
    const change = decide(found);
    return change.value === 'taken_over' ? decide(withRow(found, () => ({ sender: name }))) : change;
  }),

  'the gate lets pass an attempt that has stood still': without((decide, found, { name }) => {
    const change = decide(found);
    const atGate = change.value === 'late' && found.row?.sender === name;
    return atGate ? decide(withRow(found, () => ({ sendBy: Infinity }))) : change;
  }),

  'the "no" of a look-up counts from the first sending': without((decide, found) => {
    const change = decide(found);
    if (typeof change.value !== 'number' || change.row !== undefined) return change;
    return decide(
      withRow(found, ({ out, firstSentAt }) => ({ out: out.map((one) => ({ ...one, at: firstSentAt })) })),
    );
  }),

  "a key's window counts by the worker's clock": without((decide, found, { now }) =>
    decide(found.row === undefined ? found : { ...found, now: now() }),
  ),

  'a reservation is freed without a look at the row': without((decide, found) => {
    const blind = decide({ ...found, row: undefined });
    return blind.reservation?.state === 'freed' && blind.row === undefined ? blind : decide(found);
  }),
};
