/** Writes of which nobody can tell what became of them: listed, shown, and decided by a person who has looked (DESIGN §5). */
import { catalogue } from '../commerce/index.js';
import { OrderlyError } from '../contracts/errors/orderly-error.js';
import { ownerOf, visitId, visitNamed } from '../contracts/visit-id.js';
import type { EffectId, EffectResolution, Store, UnclearEffect } from '../store/store.js';

/** Such a write with its id, `<workflow id>#<step>#<visit>`, and its operation in words. */
export interface EffectItem extends UnclearEffect {
  id: string;
  what: string;
}

/** What a person found in the system's own records. */
export interface EffectDecision {
  merchant: string;
  id: string;
  happened: boolean;
  /** The system's reference for it, if it has happened. */
  reference?: string;
  /** Where it was looked up, and what was seen there; for the audit trail. */
  because: string;
  by: string;
}

/** As many as are listed at most: each is a person's work. */
const listed = 500;

type Unclear = Pick<Store, 'unclear'>;

/** A merchant's unclear writes, the oldest first. */
export async function listEffects({ unclear }: Unclear, merchant: string): Promise<EffectItem[]> {
  return (await unclear.list(merchant, listed)).map(effectItem);
}

/** Any write by its id; throws `effect_unknown`. */
export async function showEffect({ unclear }: Unclear, merchant: string, id: string): Promise<EffectItem> {
  const effect = await unclear.find(idNamed(merchant, id));
  if (effect === undefined) throw unknownEffect(merchant);
  return effectItem(effect);
}

/**
 * Ends an unclear write by what a person found: what it paid counts, or its record is free for another attempt. Throws
 * `effect_unknown`, and `effect_clear` if nothing is to be decided.
 */
export async function resolveEffect(store: Unclear, decision: EffectDecision): Promise<EffectItem> {
  const { merchant, id } = decision;
  await store.unclear.resolve(idNamed(merchant, id), (effect) => {
    if (effect === undefined) throw unknownEffect(merchant);
    if (!isUnclear(effect)) throw new OrderlyError('effect_clear', clear[effect.state]);
    return resolutionOf(effect, decision);
  });
  return showEffect(store, merchant, id);
}

function resolutionOf(effect: UnclearEffect, { id, ...found }: EffectDecision): EffectResolution {
  const { happened, reference, because, by } = found;
  const { operation, state, doubled, subject, amount } = effect;
  return {
    state: happened ? 'done' : 'refused',
    ...(reference === undefined ? {} : { reference }),
    reservation: happened && effect.effect === 'money' ? 'paid' : 'freed',
    audit: {
      ...{ actor: by, action: 'effect', subject: id, outcome: happened ? 'happened' : 'did_not_happen' },
      details: {
        ...{ operation, because, before: doubled ? 'doubled' : state },
        ...(subject === undefined ? {} : { record: subject }),
        ...(amount === undefined ? {} : { amount: { ...amount } }),
        ...(reference === undefined ? {} : { reference }),
      },
    },
  };
}

/** Whether a person is to decide about it. */
export const isUnclear = ({ state, doubled }: UnclearEffect): boolean => doubled || state === 'unknown';

const clear: Readonly<Record<UnclearEffect['state'], string>> = {
  sending: 'It is still being sent, or its system is still being asked about it. Wait until that is finished',
  accepted: 'Its system has accepted it and will report the outcome',
  done: 'It is known to have happened',
  refused: 'It is known not to have happened',
  unknown: 'The outcome is unknown',
};

/** A write as lists show it. */
export const effectItem = (effect: UnclearEffect): EffectItem => ({
  id: visitId(effect),
  what: catalogue.get(effect.operation)?.title ?? effect.operation,
  ...effect,
});

/** The visit that an id names, of this merchant's; throws `effect_unknown`. */
function idNamed(merchant: string, id: string): EffectId {
  const visit = visitNamed(id);
  if (visit === undefined || ownerOf(id) !== merchant) throw unknownEffect(merchant);
  return { merchant, ...visit };
}

const unknownEffect = (merchant: string): OrderlyError =>
  new OrderlyError('effect_unknown', `${merchant} has no such write.`);
