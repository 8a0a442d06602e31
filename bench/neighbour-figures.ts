/** Figures of neighbours and of long messages. */
import { type Figure, single } from './figure.js';
import type { LongMessageCost } from './long-messages.js';
import type { Neighbours } from './neighbours.js';
import { median, rounded } from './statistics.js';

/** How much longer a customer may wait beside another merchant's long messages. */
const mostTimes = 3;

/** What a merchant's customer notices of another merchant's. */
export function neighbourFigures({ conversations, quiet, busy, flood }: Neighbours): Figure[] {
  const beside = `beside ${conversations} messages of 64 kB`;
  const times = rounded(median(busy) / median(quiet), 2);
  return [
    single('a short message alone, last reply, p50', 'ms', median(quiet)),
    single(`${beside}, p50`, 'ms', median(busy)),
    single(`${beside}: so many times as long`, '', times, { of: 'product', bound: '≤', value: mostTimes }),
    single(`all ${conversations} of them answered, p50`, 's', rounded(median(flood) / 1000, 1)),
  ];
}

/** Where the time of a message of 64 kB goes. */
export const longMessageFigures = (costs: readonly LongMessageCost[]): Figure[] =>
  costs.flatMap(({ message, mainThread, modelThread, longest: [part, ms] }) => [
    single(`64 kB of ${message}: main thread`, 'ms', mainThread),
    single(`64 kB of ${message}: model's thread (${part}: ${ms})`, 'ms', modelThread),
  ]);
