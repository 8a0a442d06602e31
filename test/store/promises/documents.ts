/** Promises of documents. */
import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { fresh, openClients, type Subject } from '../support/subject.js';

const HOUR_MS = 3_600_000;
const newPlace = () => ({ merchant: fresh('merchant'), conversation: fresh('conversation') });
const label = (text: string) => ({
  ...{ kind: 'label', mediaType: 'application/pdf', name: 'label.pdf' },
  content: Buffer.from(`%PDF-1.7 ${text}`),
});

/** Proves them. */
export function documentsPromises(subject: Subject): void {
  describe('documents', () => {
    test('what was kept is read by its reference, by its merchant alone', async () => {
      await using clients = await openClients(subject, 2);
      const place = newPlace();
      // Every byte there is, none of them text.
      const content = Buffer.from(Uint8Array.from({ length: 70_000 }, (_, index) => index % 256));
      const document = { ...label(''), content };
      const kept = await clients[0]!.documents.keep(place, document);
      expect(kept).toEqual({
        ...{ ref: expect.stringMatching(/^[\w-]{22}$/), kind: 'label', mediaType: 'application/pdf' },
        ...{ name: 'label.pdf', bytes: 70_000 },
        sha256: createHash('sha256').update(content).digest('hex'),
      });
      const read = await clients[1]!.documents.read(place.merchant, kept.ref);
      expect(read).toEqual({ ...kept, ...place, content });
      expect(await clients[1]!.documents.read(fresh('merchant'), kept.ref)).toBeUndefined();
    });

    test('the same content in the same conversation is the same document, whoever keeps it at once', async () => {
      await using clients = await openClients(subject, 4);
      const place = newPlace();
      const kept = await Promise.all(
        Array.from({ length: 12 }, (_, index) =>
          clients[index % 4]!.documents.keep(place, label(index % 2 === 0 ? 'a' : 'b')),
        ),
      );
      expect(new Set(kept.map(({ ref }) => ref)).size).toBe(2);
      const elsewhere = await clients[0]!.documents.keep(
        { ...place, conversation: fresh('c') },
        { ...label('a'), name: 'other.pdf' },
      );
      expect(kept.map(({ ref }) => ref)).not.toContain(elsewhere.ref);
      const again = await clients[1]!.documents.keep(place, { ...label('a'), name: 'other.pdf' });
      expect(again).toEqual(kept[0]);
    });

    test('a link opens its document until its time is over or it is revoked, and only of its own conversation', async () => {
      await using clients = await openClients(subject, 2);
      const [first, second] = [clients[0]!.documents, clients[1]!.documents];
      const place = newPlace();
      const { ref } = await first.keep(place, label('x'));
      const [live, past, foreign] = [fresh('hash'), fresh('hash'), fresh('hash')];
      const until = await first.link(place, ref, live, HOUR_MS);
      expect(await first.link(place, ref, past, 0)).toBeLessThan(until!);
      expect(await first.link({ ...place, conversation: 'other' }, ref, foreign, HOUR_MS)).toBeUndefined();
      expect(await first.link({ ...place, merchant: 'other' }, ref, foreign, HOUR_MS)).toBeUndefined();
      expect((await second.byLink(live))?.content.toString()).toBe('%PDF-1.7 x');
      expect(await second.byLink(past)).toBeUndefined();
      expect(await second.byLink(foreign)).toBeUndefined();
      const [listed] = await second.list(place.merchant, { limit: 1 });
      expect(listed).toMatchObject({ ref, ...place, links: 1, linkedUntil: until });
      expect(await second.revoke(fresh('merchant'), ref)).toBeUndefined();
      expect(await second.revoke(place.merchant, ref)).toBe(1);
      expect(await first.byLink(live)).toBeUndefined();
      expect(await second.revoke(place.merchant, ref)).toBe(0);
      expect((await first.list(place.merchant, { limit: 1 }))[0]).toMatchObject({ links: 0 });
    });

    test('it goes after its time, and with its conversation; to an erased one nothing is kept', async () => {
      await using clients = await openClients(subject, 1);
      const { documents, erasure } = clients[0]!;
      const place = newPlace();
      const { ref } = await documents.keep(place, label('x'));
      const hash = fresh('hash');
      await documents.link(place, ref, hash, HOUR_MS);
      await documents.drop(place.merchant, HOUR_MS);
      expect(await documents.byLink(hash)).toBeDefined();
      await documents.drop(place.merchant, -1);
      expect(await documents.byLink(hash)).toBeUndefined();
      expect(await documents.list(place.merchant, { limit: 5 })).toEqual([]);
      const other = await documents.keep(place, label('y'));
      await erasure.close(place.merchant, place.conversation);
      await erasure.forget(place.merchant, place.conversation);
      expect(await documents.read(place.merchant, other.ref)).toBeUndefined();
      const late = await documents.keep(place, label('z'));
      expect(await documents.list(place.merchant, { limit: 5 })).toEqual([]);
      expect(await documents.link(place, late.ref, fresh('hash'), HOUR_MS)).toBeUndefined();
    });
  });
}
