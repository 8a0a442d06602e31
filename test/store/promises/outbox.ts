/** Promises of the outbox. */
import { describe, expect, test } from 'vitest';
import { fresh, newSeed, openClients, seeded, type Subject } from '../support/subject.js';

const reply = (place: { merchant: string; conversation: string }, text: string, notBefore = 0) => ({
  ...place,
  kind: 'reply' as const,
  body: { text },
  key: fresh('key'),
  notBefore,
});
const newPlace = () => ({ merchant: fresh('merchant'), conversation: fresh('conversation') });

/** Proves them. */
export function outboxPromises(subject: Subject): void {
  describe('outbox', () => {
    const seed = newSeed();
    test(`positions have no gap, and a key adds one row, whoever adds at once (seed ${seed})`, async () => {
      await using clients = await openClients(subject, 4);
      const random = seeded(seed);
      const pick = (below: number) => Math.floor(random() * below);
      const merchant = fresh('merchant');
      const rows = Array.from({ length: 40 }, (_, index) => ({
        ...reply({ merchant, conversation: `c${pick(3)}` }, `text ${index}`),
      }));
      const twice = [...rows, ...rows].sort(() => random() - 0.5);
      await Promise.all(twice.map((row) => clients[pick(4)]!.outbox.add(row)));
      for (const conversation of ['c0', 'c1', 'c2']) {
        const read = await clients[0]!.outbox.read(merchant, conversation, 0, Date.now());
        const added = rows.filter((row) => row.conversation === conversation);
        expect(read.map(({ position }) => position)).toEqual(added.map((_, index) => index + 1));
        expect(read.map(({ body }) => body.text).sort()).toEqual(added.map(({ body }) => body.text).sort());
      }
    });

    test('rows are read after a position; one that is held back holds those after it', async () => {
      await using clients = await openClients(subject, 1);
      const { outbox } = clients[0]!;
      const place = newPlace();
      for (const [text, notBefore] of [
        ['a', 0],
        ['b', 500],
        ['c', 0],
      ] as const)
        await outbox.add(reply(place, text, notBefore));
      const texts = async (after: number, now: number) =>
        (await outbox.read(place.merchant, place.conversation, after, now)).map(({ body }) => body.text);
      expect(await texts(0, 499)).toEqual(['a']);
      expect(await texts(0, 500)).toEqual(['a', 'b', 'c']);
      expect(await texts(2, 0)).toEqual(['c']);
    });

    test('of many places those are named behind which a reply is due, in one question', async () => {
      await using clients = await openClients(subject, 1);
      const { outbox } = clients[0]!;
      const [first, second] = [newPlace(), newPlace()];
      await outbox.add(reply(first, 'a'));
      await outbox.add(reply(first, 'b', 500));
      await outbox.add(reply(first, 'c'));
      await outbox.add(reply(second, 'a', 900));
      const places = [
        { ...first, after: 0 },
        { ...first, after: 1 },
        { ...first, after: 3 },
        { ...second, after: 0 },
        { ...newPlace(), after: 0 },
      ];
      expect(await outbox.due(places, 499)).toEqual([0]);
      expect(await outbox.due(places, 500)).toEqual([0, 1]);
      expect((await outbox.due(places, 900)).sort()).toEqual([0, 1, 3]);
      expect(await outbox.due([], 900)).toEqual([]);
    });

    test('what we have told holds questions with their labels and what waits, not what people wrote to each other', async () => {
      await using clients = await openClients(subject, 1);
      const { outbox } = clients[0]!;
      const place = newPlace();
      await outbox.add(reply(place, 'later', Date.now() + 60_000));
      await outbox.add({
        ...place,
        kind: 'question',
        key: fresh('key'),
        body: { text: 'Which one?', labels: ['1001', '1002'] },
      });
      await outbox.add({
        ...place,
        kind: 'handover',
        key: fresh('key'),
        body: { text: 'anna@example.org asks', queue: 'service' },
      });
      await outbox.add({
        ...place,
        kind: 'passed_on',
        key: fresh('key'),
        body: { text: 'I am anna@example.org' },
      });
      expect(await outbox.sentTexts(place.merchant, place.conversation)).toEqual([
        'later',
        'Which one?',
        '1001',
        '1002',
      ]);
    });

    test('a text with any character comes back as it was', async () => {
      await using clients = await openClients(subject, 1);
      const { outbox } = clients[0]!;
      const place = newPlace();
      const text = "NUL \u0000, lone \ud800, quote ', 😀";
      await outbox.add(reply(place, text));
      expect((await outbox.read(place.merchant, place.conversation, 0, Date.now()))[0]?.body.text).toBe(text);
    });
  });
}
