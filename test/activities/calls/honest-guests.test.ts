/** Customers who mistype are no attack: 10,000 guests of a day, over the real verification and the store in memory (DESIGN §7). */
import { expect, test } from 'vitest';
import { norms } from '../../../src/activities/calls/verification/attempt-limits.js';
import { memoryStore } from '../../../src/simulator/memory-store.js';
import { seeded } from '../../store/support/subject.js';
import { type BookedOrder, type Counter, openCounter } from './support/guests.js';

const GUESTS = 10_000;
const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
/** How likely a fact is mistyped, and how many of the guests live where one postcode is. */
const shares = { mistyped: 0.05, postcode: 0.03 };
const shared = '10115';

const random = seeded(20_261_201);
const channels = ['chat-1', 'chat-1', 'chat-1', 'mail'];

const orders = Array.from({ length: GUESTS }, (_, n): BookedOrder => {
  const postcode = random() < shares.postcode ? shared : `${20_000 + Math.floor(random() * 60_000)}`;
  return { number: String(100_000 + n), email: `guest-${n}@example.com`, postcode };
});

/** One sign is another one, or two have changed places. */
function mistype(text: string): string {
  const at = Math.floor(random() * (text.length - 1));
  const [one, other] = [text[at]!, text[at + 1]!];
  const typed =
    random() < 0.5 ? `${other}${one}` : `${(Number(one) + 1 + Math.floor(random() * 8)) % 10}${other}`;
  return `${text.slice(0, at)}${typed}${text.slice(at + 2)}`;
}

/** A guest tells number and one more fact, and tells them again as long as they are asked to. */
async function served(counter: Counter, order: BookedOrder, conversation: string): Promise<boolean> {
  const byPostcode = order.postcode === shared || random() < 0.5;
  for (;;) {
    const slip = random() < shares.mistyped ? Math.floor(random() * 2) : undefined;
    const number = slip === 0 ? mistype(order.number) : order.number;
    const typed = (text: string): string => (slip === 1 ? mistype(text) : text);
    const facts = byPostcode ? { postcode: typed(order.postcode) } : { email: typed(order.email) };
    const outcome = await counter.ask({ conversation, number, facts });
    if (outcome !== 'needs_facts') return outcome === 'done';
  }
}

/** More of them by day than by night. */
const moments = Array.from({ length: GUESTS }, () => {
  const hour = 12 + 4 * (random() + random() + random() - 1.5);
  return Math.floor(hour * HOUR_MS + (random() - 0.5) * DAY_MS * 0.3);
}).sort((a, b) => a - b);

test('of 10,000 guests of a day who mistype each twentieth fact at most ten are turned away, and nobody is alarmed', async () => {
  const clock = { now: 0 };
  const store = memoryStore(
    () => clock.now,
    (conversation) => channels[Number(conversation) % channels.length],
  );
  const counter = openCounter(store, orders, 'honest', clock);
  let turnedAway = 0;
  let bystanders = 0;
  for (const [n, order] of orders.entries()) {
    clock.now = 1_800_000_000_000 + moments[n]!;
    if (!(await served(counter, order, String(n)))) turnedAway += 1;
    if (order.postcode === shared) bystanders += 1;
  }
  expect(counter.failed.count).toBeGreaterThan(GUESTS * shares.mistyped * 0.9);
  expect(bystanders).toBeGreaterThan(250);
  expect(turnedAway).toBeLessThanOrEqual(10);
  expect(counter.alarms).toEqual([]);
});

test('a spray of 600 numbers opens no order, is heard once, and holds up nobody for whom the channel vouches', async () => {
  const clock = { now: 1_800_000_000_000 };
  const store = memoryStore(
    () => clock.now,
    () => 'chat-1',
  );
  const counter = openCounter(store, orders, 'sprayed', clock);
  let opened = 0;
  for (let n = 0; n < 600; n += 1) {
    clock.now += 100;
    const number = orders[5_000 + n]!.number;
    const facts = n % 2 === 0 ? { email: orders[9_999]!.email } : { postcode: '99999' };
    if ((await counter.ask({ conversation: `spray-${n}`, number, facts })) === 'done') opened += 1;
  }
  expect(opened).toBe(0);
  expect(counter.alarms.sort()).toEqual(['channel', 'merchant', 'shared']);
  // Whom the channel vouches for is served meanwhile.
  const [mia] = orders;
  const authenticated = { conversation: 'mia', number: mia!.number, authenticated: mia!.email };
  expect(await counter.ask(authenticated)).toBe('done');
  // And everybody once it has been quiet for an hour.
  clock.now += norms.channel.windowMs + 1;
  expect(await served(counter, orders[17]!, '17')).toBe(true);
});
