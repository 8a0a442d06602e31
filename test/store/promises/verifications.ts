/** Promises of verifications. */
import { describe, expect, test } from 'vitest';
import type { Attempt, AttemptCounts, Judgement, Store } from '../../../src/store/store.js';
import { fresh, openClients, type Subject } from '../support/subject.js';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const NOW = 1_800_000_000_000;

const attempt = (named: Partial<Attempt> & Pick<Attempt, 'merchant'>): Attempt => ({
  ...{ conversation: fresh('c'), number: fresh('n'), set: fresh('set'), own: [], watched: [], now: NOW },
  ...named,
});

/** Counts as failed, and says what was counted before. */
const failing =
  ({ own }: Attempt) =>
  (counts: AttemptCounts): Judgement<AttemptCounts> => ({ value: counts, failed: { own } });

const fail = async ({ verifications }: Store, made: Attempt): Promise<AttemptCounts> =>
  (await verifications.judge(made, failing(made))).value;

const upTo = (count: number): number[] => Array.from({ length: count }, (_, index) => index);
const sorted = (numbers: readonly number[]): number[] => [...numbers].sort((a, b) => a - b);

/** Proves them. */
export function verificationsPromises(subject: Subject): void {
  describe('verifications', () => {
    failures(subject);
    watching(subject);
    matches(subject);
  });
}

function failures(subject: Subject): void {
  test('an attempt counts once however often it is made, and each of many at once sees its own count', async () => {
    await using clients = await openClients(subject, 4);
    const [merchant, number] = [fresh('merchant'), fresh('number')];
    const judged = await Promise.all(
      upTo(12).map((index) => fail(clients[index % 4]!, attempt({ merchant, number }))),
    );
    expect(sorted(judged.map((counts) => counts.number))).toEqual(upTo(12));
    const again = attempt({ merchant, number });
    expect((await fail(clients[0]!, again)).isRepeated).toBe(false);
    expect(await fail(clients[1]!, again)).toMatchObject({ isRepeated: true, conversation: 1, number: 13 });
    expect(await clients[2]!.verifications.counts(again)).toMatchObject({ conversation: 1, number: 13 });
  });

  test('a fact of one customer counts over all numbers and conversations, of many attempts at once too', async () => {
    await using clients = await openClients(subject, 4);
    const merchant = fresh('merchant');
    const judged = await Promise.all(
      // Named in either order, and each beside another one.
      upTo(12).map((index) => {
        const own = index % 2 === 0 ? ['mia', `x${index}`] : [`x${index}`, 'mia'];
        return fail(clients[index % 4]!, attempt({ merchant, own }));
      }),
    );
    expect(sorted(judged.map(({ own }) => own.get('mia') ?? Number.NaN))).toEqual(upTo(12));
    const { own } = await clients[0]!.verifications.counts(attempt({ merchant, own: ['mia', 'x3', 'noah'] }));
    expect([...own].sort()).toEqual([
      ['mia', 12],
      ['noah', 0],
      ['x3', 1],
    ]);
  });

  test('of 40 guesses at once five are compared with effect, wherever the right one stands among them', async () => {
    await using clients = await openClients(subject, 4);
    for (const [right, by] of [
      [0, 'number'],
      [4, 'fact'],
      [20, 'number'],
      [39, 'fact'],
    ] as const) {
      const merchant = fresh('merchant');
      const match = { subject: 'order:r-1', number: '1001', until: NOW + DAY_MS, hashes: [] };
      const judged = await Promise.all(
        upTo(40).map((index) => {
          const named = by === 'number' ? { number: 'n' } : { own: ['mia'] };
          const made = attempt({ merchant, conversation: `c${index}`, ...named });
          return clients[index % 4]!.verifications.judge(made, (counts): Judgement<string> => {
            if ((by === 'number' ? counts.number : (counts.own.get('mia') ?? 0)) >= 5)
              return { value: 'exhausted' };
            return index === right
              ? { value: 'verified', match }
              : { value: 'failed', failed: { own: made.own } };
          });
        }),
      );
      const verdicts = judged.map(({ value }) => value);
      expect(verdicts.filter((verdict) => verdict === 'failed')).toHaveLength(5);
      const seen = await clients[0]!.verifications.verified(merchant, `c${right}`, NOW);
      expect(seen).toHaveLength(verdicts[right] === 'verified' ? 1 : 0);
    }
  });

  test('a conversation remembers its attempts; a number and a fact forget theirs after a day', async () => {
    await using clients = await openClients(subject, 1);
    const { verifications } = clients[0]!;
    const made = attempt({ merchant: fresh('merchant'), conversation: 'c', own: ['mia'] });
    await fail(clients[0]!, made);
    const counted = async (changes: Partial<Attempt>): Promise<(number | undefined)[]> => {
      const counts = await verifications.counts({ ...made, ...changes });
      return [counts.conversation, counts.number, counts.own.get('mia')];
    };
    expect(await counted({ now: NOW + DAY_MS - 1 })).toEqual([1, 1, 1]);
    expect(await counted({ now: NOW + DAY_MS })).toEqual([1, 0, 0]);
    expect(await counted({ conversation: 'd', number: fresh('n') })).toEqual([0, 0, 1]);
    expect(await counted({ merchant: fresh('merchant') })).toEqual([0, 0, 0]);
  });
}

function watching(subject: Subject): void {
  const watched = [
    { name: 'channel:chat', windowMs: HOUR_MS, isExact: true },
    { name: 'merchant', windowMs: DAY_MS, isExact: false },
  ];
  const at = watched.map(({ name }) => name);

  test('numbers tried at something watched count once each, within its time, matched or in vain', async () => {
    await using clients = await openClients(subject, 1);
    const { verifications } = clients[0]!;
    const merchant = fresh('merchant');
    const tried = async (number: string, matched: boolean, now: number): Promise<void> => {
      const made = attempt({ merchant, number, watched, now });
      await verifications.judge(made, () => ({ value: undefined, tried: { matched, at } }));
    };
    for (const number of ['1', '2', '2', '3']) await tried(number, false, NOW);
    for (const number of ['4', '4', '5']) await tried(number, true, NOW + HOUR_MS / 2);
    const counted = async (number: string, now: number) => {
      const counts = await verifications.counts(attempt({ merchant, number, watched, now }));
      return at.map((name) => counts.watched.get(name));
    };
    const [own, all] = [
      { failed: 2, matched: 2, until: 0 },
      { failed: 3, matched: 2, until: 0 },
    ];
    // Others than the one that is tried.
    expect(await counted('3', NOW + 1)).toEqual([own, own]);
    expect(await counted('9', NOW + 1)).toEqual([all, all]);
    expect(await counted('9', NOW + HOUR_MS)).toEqual([{ ...all, failed: 0 }, all]);
    expect(await counted('9', NOW + 2 * DAY_MS)).toEqual([
      { failed: 0, matched: 0, until: 0 },
      { failed: 0, matched: 0, until: 0 },
    ]);
  });

  test('what is watched exactly counts attempts at once one behind another; a brake begins once', async () => {
    await using clients = await openClients(subject, 4);
    const merchant = fresh('merchant');
    const until = NOW + HOUR_MS;
    const judged = await Promise.all(
      upTo(12).map((index) =>
        clients[index % 4]!.verifications.judge(attempt({ merchant, watched }), ({ watched: counts }) => ({
          value: counts.get('channel:chat')?.failed,
          tried: { matched: false, at },
          ...(index < 4 ? {} : { brakes: at.map((name) => ({ name, until: until + index })) }),
        })),
      ),
    );
    expect(sorted(judged.map(({ value }) => value ?? Number.NaN))).toEqual(upTo(12));
    expect(judged.flatMap(({ braked }) => braked).sort()).toEqual([...at].sort());
    const { watched: counts } = await clients[0]!.verifications.counts(attempt({ merchant, watched }));
    // The longest one counts, and one that is over begins anew.
    expect(counts.get('merchant')?.until).toBe(until + 11);
    const later = attempt({ merchant, watched, now: until + 11 });
    const anew = () => ({ value: undefined, brakes: [{ name: 'merchant', until: until + DAY_MS }] });
    expect((await clients[0]!.verifications.judge(later, anew)).braked).toEqual(['merchant']);
  });
}

function matches(subject: Subject): void {
  test('facts verify one order, in one conversation, until a moment', async () => {
    await using clients = await openClients(subject, 1);
    const { verifications } = clients[0]!;
    const place = { merchant: fresh('merchant'), conversation: 'c' };
    const seen = { subject: 'order:r-1', number: '1001', until: NOW, hashes: [] };
    const match = { ...place, scope: 'c', ...seen };
    await verifications.verify(match);
    const verified = (now: number, conversation = 'c') =>
      verifications.verified(place.merchant, conversation, now);
    expect(await verified(NOW - 1)).toEqual([{ subject: 'order:r-1', number: '1001' }]);
    expect(await verified(NOW)).toEqual([]);
    expect(await verified(NOW - 1, 'd')).toEqual([]);
    await verifications.verify({ ...match, until: NOW + DAY_MS });
    expect(await verified(NOW)).toHaveLength(1);
  });

  test('what was verified in a conversation ends for whomever, and elsewhere stays', async () => {
    await using clients = await openClients(subject, 1);
    const { verifications } = clients[0]!;
    const merchant = fresh('merchant');
    const seen = { merchant, subject: 'order:r-1', number: '1001', until: NOW + DAY_MS, hashes: [] };
    for (const [conversation, scope] of [
      ['c', 'c'],
      ['c', 'a customer'],
      ['d', 'd'],
    ] as const)
      await verifications.verify({ ...seen, conversation, scope });
    await verifications.end(merchant, 'c');
    const left = ['c', 'a customer', 'd'].map(async (scope) =>
      (await verifications.verified(merchant, scope, NOW)).map(({ number }) => number),
    );
    expect(await Promise.all(left)).toEqual([[], [], ['1001']]);
  });
}
