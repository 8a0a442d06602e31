/** Figures of neighbours and of long messages. */
import { type Figure, single } from './figure.js';
import type { LongMessageCost } from './long-messages.js';
import type { Neighbours } from './neighbours.js';
import { median, rounded } from './statistics.js';

/** How much longer a customer may wait beside another merchant's long messages. */
const mostTimes = 3;

/** What a merchant's customer notices of another merchant's. */
export function neighbourFigures({ conversations, alone, besideLong, besideShort }: Neighbours): Figure[] {
  const times = (beside: readonly number[]): number => rounded(median(beside) / median(alone), 2);
  const long = `beside ${conversations} messages of 64 kB`;
  const short = `beside ${conversations} short messages`;
  return [
    single('a short message alone, last reply, p50', 'ms', median(alone)),
    single(`${long}, p50`, 'ms', median(besideLong)),
    single(`${long}: times as long`, '', times(besideLong), { of: 'product', bound: '≤', value: mostTimes }),
    single(`${short}, p50`, 'ms', median(besideShort)),
    single(`${short}: times as long`, '', times(besideShort)),
  ];
}

/** Where the time of a message of 64 kB goes. */
export const longMessageFigures = (costs: readonly LongMessageCost[]): Figure[] =>
  costs.flatMap(({ message, mainThread, modelThread, longest: [part, ms] }) => [
    single(`64 kB of ${message}: main thread`, 'ms', mainThread),
    single(`64 kB of ${message}: model's thread (${part}: ${ms})`, 'ms', modelThread),
  ]);
