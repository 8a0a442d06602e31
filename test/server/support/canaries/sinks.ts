/** The registry of sinks: every place where what a customer wrote, or a secret, could end up in clear. */
import type { Search } from './kinds.js';
import type { Observed, Sink } from './observed.js';
import { storeSinks } from './store-sinks.js';
import { temporalSinks } from './temporal-sinks.js';
import { toldSinks } from './told-sinks.js';

/** All of them. */
export const sinks: readonly Sink[] = [...temporalSinks, ...storeSinks, ...toldSinks];

/** What a search finds in a sink: `<what>: <where>`, each once. */
export async function findsIn({ read }: Sink, observed: Observed, search: Search): Promise<string[]> {
  const finds = (await read(observed)).flatMap(({ place, text }) =>
    search(text).map((what) => `${what}: ${place.replaceAll(/\.\d+/g, '')}`),
  );
  return [...new Set(finds)];
}
