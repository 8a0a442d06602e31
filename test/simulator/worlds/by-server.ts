/** Plays worlds in memory and on a server that skips time; gives those that come out differently. */
import { startServerPlayer } from '../../../src/simulator/server-player.js';
import { type Differing, differing, seeds } from './differing.js';
import { worldMerchants } from './played.js';

/** All worlds, or every n-th: a fifth of a second each. `path` is that of the server's binary. */
export async function differingOnServer(path: string, every = 1): Promise<Differing[]> {
  const merchants = await worldMerchants();
  await using player = await startServerPlayer(path);
  // Awaited here: the server lives as long as this function.
  return await differing(merchants, seeds(every), (test) => player.play(test));
}
