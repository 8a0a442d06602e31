/**
 * An answer that is lost, over every form of a write that the language can say: paid once or left to people, never
 * twice, and after a doubt nobody is told that nothing was done (DESIGN §5).
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Connection } from '../../src/connectors/connector.js';
import type { CallStep, OutcomeName } from '../../src/contracts/ir.js';
import type { JsonObject } from '../../src/contracts/json.js';
import type { Merchant } from '../../src/merchants/merchant.js';
import type { Store } from '../../src/store/store.js';
import { memoryStore } from '../../src/simulator/memory-store.js';
import { flowOf, stepOf } from '../flows/support/demo.js';
import { memoryFlows } from '../support/memory-flows.js';
import { type Asked, openCall } from '../support/one-call.js';
import { connect } from './connect.js';
import { formConnection, forms, legsOf, tillMerchant } from './lost-answers/forms.js';
import { cents, cuts, openTill, type Story, type Till } from './lost-answers/till.js';

const MINUTE = 60_000;
/** When the call is asked for: twice at once, when a look-up's "no" counts, after it, and past the deadline. */
const TURNS = [0, 0, 6 * MINUTE, 12 * MINUTE, 18 * MINUTE, 25 * 60 * MINUTE, 26 * 60 * MINUTE];
const NOTHING =
  /nothing (was|has been|is) (done|changed|sent|paid)|(not|n't) (been )?(done|changed) anything/i;

/** Whether the quote falls with what was paid, says what was, and offers more than is asked for. */
const quotes = [true, false].flatMap((falls) =>
  [true, false].flatMap((tells) => [
    { falls, tells, left: falls === tells ? cents.asked : 2.5 * cents.asked },
  ]),
);

/** Each request of each form, each way to lose its answer, and each of the four quotes in turn. */
const stories: Story[] = forms
  .flatMap((form) => legsOf(form).flatMap((loses) => cuts.map((cut) => ({ form, loses, cut }))))
  .flatMap((story, index) =>
    (meetsAll(story) ? quotes : [quotes[index % quotes.length]!]).map((quote) => ({ ...story, quote })),
  )
  .map((story, index) => ({ ...story, order: `o${index}` }));

/** One place of the key meets every quote once it has paid; the others take turns. */
function meetsAll({ form, loses, cut }: Pick<Story, 'form' | 'loses' | 'cut'>): boolean {
  return form.place === 'body' && loses === 'payBack' && cut === 'after';
}

let till: Till;
let outcomes: CallStep['outcomes'];
beforeAll(async () => {
  till = await openTill();
  ({ outcomes } = stepOf(flowOf('refund-order'), 'call', 'refund'));
});
afterAll(async () => {
  await till[Symbol.asyncDispose]();
});

test('they are every form, and more than four hundred', () => {
  expect(stories.length).toBeGreaterThan(400);
});

describe.each(forms.map((form) => [formConnection(form, true).name, form] as const))('%s', (_name, form) => {
  const opened = new Map<boolean, Connection>();
  const connectionOf = (tells: boolean): Connection => {
    const connection =
      opened.get(tells) ?? connect(formConnection(form, tells), { port: till.port }).connection;
    opened.set(tells, connection);
    return connection;
  };
  const mine = stories.filter((story) => story.form === form).map((story) => [nameOf(story), story] as const);

  test.each(mine)('%s', async (_what, story) => {
    const { unclear, asked } = await tell(story, connectionOf(story.quote.tells));
    const { outcome } = asked.at(-1)!;
    const paid = till.paid(story.order);
    const course = { outcomes: asked.map((each) => each.outcome), paid };
    expect(course).toMatchObject({ paid: outcome === 'done' ? 1 : expect.toSatisfy((count) => count < 2) });
    expect(course.outcomes.at(-1)).toBeOneOf(unclear ? ['done', 'unknown'] : ['done']);
    if (outcome !== 'done') expect(JSON.stringify(outcomes[outcome as OutcomeName])).not.toMatch(NOTHING);
    if (outcome !== 'done' && !mayStop(story)) expect(course).toBe('done');
  });
});

const nameOf = ({ loses, cut, quote: { falls, tells, left } }: Story): string =>
  `${loses} cut ${cut}; the quote of ${left} ${falls ? 'falls' : 'stays'}${tells ? '' : ', and says no more'}`;

/** Where a write that was not done may be left to people: nobody can ask, or the quote does not say what is left. */
const mayStop = ({ form, quote, cut }: Story): boolean =>
  form.manner === 'none' || (cut === 'before' && !quote.tells && quote.left < 2 * cents.asked);

/** Asks for the refund until it has ended. */
async function tell(story: Story, connection: Connection): Promise<{ unclear: boolean; asked: Asked[] }> {
  till.open(story);
  const told = { unclear: false };
  const clock = { ms: 0 };
  const memory = memoryStore(() => Date.now() + clock.ms);
  const run = await openCall({
    merchant: merchantOf(connection, told),
    store: { ...memory, flowVersions: memoryFlows() } as unknown as Store, // nothing else is asked for
    step: {
      ...{ operation: 'payments.refund', effect: 'money' },
      approval: { notNeededWithin: 'refund.autoApprove', by: 'anna', expires: { ms: 60 * MINUTE } },
    },
    command: { inputs: inputsOf(story), facts: { email: 'mia@example.com' } },
  });
  const asked: Asked[] = [];
  for (const ms of TURNS) {
    run.later.ms = clock.ms = ms;
    asked.push(await run.ask());
    if (asked.at(-1)?.outcome !== 'not_now') break;
  }
  return { unclear: told.unclear, asked };
}

const inputsOf = ({ order }: Story): JsonObject => ({
  order: {
    ...{ ref: order, number: order, customerEmail: 'mia@example.com', status: 'shipped' },
    ...{ amount: { minor: cents.charged, currency: 'EUR' }, lines: [], shipments: [], returns: [] },
  },
  amount: { minor: cents.asked, currency: 'EUR' },
  reason: 'damaged',
});

function merchantOf(system: Connection, told: { unclear: boolean }): Merchant {
  const connection: Connection = {
    ...{ name: 'till', bindings: system.bindings },
    async attempt(call) {
      const came = await system.attempt(call);
      told.unclear ||= call.operation === 'payments.refund' && came.is === 'unclear';
      return came;
    },
  };
  return {
    ...{ config: tillMerchant, connections: new Map(), translations: {} },
    ...{ flows: new Map(), notOffered: new Map() },
    connectionFor: () => connection,
  };
}
