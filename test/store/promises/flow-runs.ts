/** Promises of the notes that runs leave, and of how they are counted. */
import { describe, expect, test } from 'vitest';
import type { RunNote } from '../../../src/contracts/run-note.js';
import { fresh, openClients, type Subject } from '../support/subject.js';

const flow = 'refund-order';
const took = [
  { step: 'find', outcome: 'found' },
  { step: 'ask', outcome: '' },
];

/** Proves them. */
export function flowRunsPromises(subject: Subject): void {
  describe('runs of flows', () => {
    const noteOf = (merchant: string, change: Partial<RunNote> = {}): RunNote => ({
      ...{ merchant, run: `${merchant}/c/r`, flow, hash: 'h1', at: 1, steps: took, waits: [] },
      ...change,
    });

    test('an end is counted once, however often and by how many it is told, and nothing opens the run again', async () => {
      await using clients = await openClients(subject, 4);
      const merchant = fresh('merchant');
      const end = noteOf(merchant, { at: 5, end: { result: 'refunded' } });
      await clients[0]!.flowRuns.note(noteOf(merchant, { waits: [{ step: 'ask', for: 'customer' }] }));
      await Promise.all([...clients, ...clients].map(({ flowRuns }) => flowRuns.note(end)));
      await clients[1]!.flowRuns.note(noteOf(merchant, { at: 9, waits: [{ step: 'ask', for: 'customer' }] }));
      await clients[1]!.flowRuns.stop(merchant, end.run);
      expect(await clients[0]!.flowRuns.of(merchant, flow, 1)).toEqual([
        {
          ...{ hash: 'h1', results: [{ result: 'refunded', runs: 1 }], failures: [], open: 0, waits: [] },
          steps: expect.toSatisfy((steps: object[]) => steps.length === 2),
        },
      ]);
    });

    test('many runs that end at once are all counted, by step, outcome, result and version', async () => {
      await using clients = await openClients(subject, 4);
      const merchant = fresh('merchant');
      const notes = Array.from({ length: 24 }, (_, at) =>
        noteOf(merchant, {
          ...{ run: `${merchant}/c/${at}`, hash: at < 4 ? 'h0' : 'h1' },
          steps: at % 2 === 0 ? took : took.toReversed(),
          end: at % 3 === 0 ? { code: 'fuel_spent' } : { result: 'refunded' },
        }),
      );
      await Promise.all(notes.map((note, at) => clients[at % 4]!.flowRuns.note(note)));
      const versions = await clients[0]!.flowRuns.of(merchant, flow, 7);
      const [old, current] = versions.toSorted((a, b) => a.hash.localeCompare(b.hash));
      expect(old).toMatchObject({
        results: [{ result: 'refunded', runs: 2 }],
        failures: [{ code: 'fuel_spent', runs: 2 }],
      });
      expect(current).toMatchObject({
        results: [{ result: 'refunded', runs: 14 }],
        failures: [{ code: 'fuel_spent', runs: 6 }],
        steps: [
          { step: 'ask', outcome: '', runs: 20 },
          { step: 'find', outcome: 'found', runs: 20 },
        ],
      });
      expect(await clients[0]!.flowRuns.of(merchant, 'cancel-order', 7)).toEqual([]);
      expect(await clients[0]!.flowRuns.of(fresh('merchant'), flow, 7)).toEqual([]);
    });

    test('open runs wait where their newest note says, and are counted where they were when they are ended from outside', async () => {
      await using clients = await openClients(subject, 1);
      const { flowRuns } = clients[0]!;
      const merchant = fresh('merchant');
      const [first, second] = [`${merchant}/c/1`, `${merchant}/c/2`];
      const asks = { step: 'ask', for: 'customer' } as const;
      await flowRuns.note(noteOf(merchant, { run: first, at: 7, waits: [asks] }));
      await flowRuns.note(noteOf(merchant, { run: first, at: 6, waits: [] }));
      await flowRuns.note(noteOf(merchant, { run: second, waits: [asks, { step: 'pay', for: 'approval' }] }));
      expect(await flowRuns.of(merchant, flow, 7)).toMatchObject([
        {
          open: 2,
          waits: [
            { ...asks, runs: 2 },
            { step: 'pay', for: 'approval', runs: 1 },
          ],
        },
      ]);
      expect(await flowRuns.silent(60_000, 10_000)).not.toContainEqual({ merchant, workflowId: first });
      const silent = (await flowRuns.silent(0, 10_000)).filter((row) => row.merchant === merchant);
      expect(silent.map(({ workflowId }) => workflowId).sort()).toEqual([first, second]);
      await flowRuns.stop(merchant, second);
      await flowRuns.stop(merchant, second);
      await flowRuns.note(noteOf(merchant, { run: first, at: 8, waits: [] }));
      expect(await flowRuns.of(merchant, flow, 7)).toMatchObject([
        { open: 1, waits: [], failures: [{ code: '', runs: 1 }], steps: [{ runs: 1 }, { runs: 1 }] },
      ]);
    });
  });
}
