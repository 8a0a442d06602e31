/** A sample of `npm run tool -- exam-retail`: tasks of the retail book, played against Northgate in virtual time. */
import { describe, expect, test } from 'vitest';
import { embeddedFor } from '../../src/cli/talk/understander.js';
import { startRetailRest, whyNoRetailRest } from '../peers/retail-rest/start.js';
import { howMany } from '../support/how-much.js';
import { allOf, examine, type Verdict } from './exam/examine.js';
import { openNorthgate } from './exam/northgate.js';
import { figuresOf } from './exam/report.js';
import { readBook, readTasks } from './exam/tasks.js';

const why = whyNoRetailRest();
const when = why === undefined ? describe : describe.skip;

/** Each kind of change, refusals, both ways to prove who is asking, several matters in one conversation. */
const sample: ReadonlySet<string> = new Set(['0', '10', '16', '20', '22', '24', '78', '81', '83', '105']);

when(`the retail exam${why === undefined ? '' : ` (${why})`}`, () => {
  test(`${howMany(sample.size, 74)} tasks end as they must, by voucher and by facts`, async () => {
    await using played = await startRetailRest();
    await using right = await startRetailRest();
    const shop = await openNorthgate(played);
    const exam = { shop, understander: embeddedFor(shop.merchant) };
    const { plays } = allOf(await readTasks(), await readBook());
    const chosen = plays.filter(({ task }) => howMany(Number(sample.has(task.id)), 1) === 1);
    const verdicts: Verdict[] = [];
    for (const each of chosen) verdicts.push(await examine({ exam, played, right }, each));
    const wrong = verdicts.filter((verdict) => !verdict.right);
    expect(wrong.map(({ task, how, transcript }) => [task, how, transcript])).toEqual([]);
    expect(figuresOf(verdicts)).toMatchObject({ unconfirmed: 0, forbidden: 0, passed: true });
  });
});
