/** A document is kept before its answer is recorded: whatever dies in between, none is lost, and no run holds a content. */
import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import type { Attempt } from '../../../src/connectors/connector.js';
import type { Documents } from '../../../src/store/documents.js';
import { newSeed, seeded } from '../../store/support/subject.js';
import { type Asked, type Scripted, scripted } from './support/scripted.js';

const KEY = { kind: 'key', windowMs: 86_400_000 } as const;
const DOCUMENTS = 200;

/** Documents as the store keeps them, by their reference. */
class Kept implements Pick<Documents, 'keep'> {
  readonly byRef = new Map<string, Buffer>();

  keep: Documents['keep'] = ({ conversation }, { content, ...told }) => {
    const sha256 = createHash('sha256').update(content).digest('hex');
    const ref = `${conversation}-${sha256.slice(0, 16)}`;
    this.byRef.set(ref, content);
    return Promise.resolve({ ...told, ref, bytes: content.length, sha256 });
  };
}

/** The shop's answer with a label; the same order has the same one. */
const labelled = (content: Buffer): Attempt => ({
  ...{ is: 'done', result: 'done', outputs: {} },
  document: { output: 'document', kind: 'label', mediaType: 'application/pdf', name: 'label.pdf', content },
});

type Death = 'before it is kept' | 'after it is kept' | 'before it is settled' | 'after it is settled';
const deaths: readonly Death[] = [
  'before it is kept',
  'after it is kept',
  'before it is settled',
  'after it is settled',
];

const died = (): never => {
  throw new Error('the process has died');
};

/** Has the next passing of a point be the last thing that the process does. */
function dieOnce(it: Scripted, kept: Kept, death: Death): void {
  const { effects } = it.store;
  let isOver = false;
  const dies = (at: Death): void => {
    if (isOver || at !== death) return;
    isOver = true;
    died();
  };
  const keep: Documents['keep'] = async (...given) => {
    dies('before it is kept');
    const reference = await kept.keep(...given);
    dies('after it is kept');
    return reference;
  };
  const change: typeof effects.change = async (place, decide) => {
    const seen = { settles: false };
    const watched: typeof decide = (found) => {
      const changed = decide(found);
      const row = 'row' in changed ? changed.row : undefined;
      seen.settles = typeof row === 'object' && row.state === 'done';
      if (seen.settles) dies('before it is settled');
      return changed;
    };
    const value = await effects.change(place, watched);
    if (seen.settles) dies('after it is settled');
    return value;
  };
  Object.assign(it.store, { documents: { keep }, effects: { ...effects, change } });
}

const seed = newSeed();

test(`${DOCUMENTS} labels whose process dies in between, up to three times each: none is lost (seed ${seed})`, async () => {
  const random = seeded(seed);
  const kept = new Kept();
  for (let number = 0; number < DOCUMENTS; number += 1) {
    const it = scripted(KEY);
    const content = Buffer.from(`%PDF-1.7 CONTENT ${number}`);
    it.answers.push(...Array.from({ length: 8 }, () => labelled(content)));
    Object.assign(it.store, { documents: kept });
    const planned = Array.from({ length: number % 4 }, () => deaths[Math.floor(random() * deaths.length)]!);
    let came: Asked | undefined;
    for (const death of [...planned, undefined]) {
      const { effects } = it.store;
      if (death !== undefined) dieOnce(it, kept, death);
      came = await it.ask({ step: 'label', minor: 4000, run: `w${number}` }).catch(() => undefined);
      Object.assign(it.store, { documents: kept, effects });
    }
    expect(came).toMatchObject({ outcome: 'done', result: 'done' });
    const row = await it.store.effects.find({
      ...{ merchant: 'm', workflowId: `w${number}`, step: 'label', visit: 1 },
    });
    const recorded = JSON.stringify([came, row]);
    expect(recorded).not.toMatch(/CONTENT|%PDF|"content"/);
    const { ref } = (came as unknown as { outputs: { document: { ref: string } } }).outputs.document;
    expect(kept.byRef.get(ref)).toEqual(content);
    expect(row).toMatchObject({ state: 'done', doubled: false });
    // Each went out under one key, however often.
    expect(new Set(it.sent.map(({ idempotencyKey }) => idempotencyKey)).size).toBe(1);
  }
});
