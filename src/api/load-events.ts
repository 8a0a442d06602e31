/** Reads from the merchants' folders which systems may tell of events. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Config } from '../config.js';
import { buildEvents } from '../connectors/build-connection.js';
import type { ConnectionEvents } from '../connectors/connection-events.js';
import type { Secrets } from '../security/secrets.js';

/** Events of connections, by `<merchant>/<connection>`. */
export type EventSources = ReadonlyMap<string, ConnectionEvents>;

/**
 * The events of all connections. Of each file only its `events:` is built: whatever else is wrong with it is the
 * workers' to say, and the system's credentials need not be here.
 */
export async function loadEvents(
  { merchantsFolder, ...egress }: Pick<Config, 'merchantsFolder' | 'egressAllow' | 'egressRoutes'>,
  secrets: Secrets,
): Promise<EventSources> {
  const merchants = await readdir(merchantsFolder, { withFileTypes: true });
  const sources: [string, ConnectionEvents][] = [];
  for (const { name: merchant } of merchants.filter((entry) => entry.isDirectory())) {
    const folder = join(merchantsFolder, merchant, 'connections');
    const names = await readdir(folder).catch(() => []);
    for (const name of names.filter((one) => one.endsWith('.yaml'))) {
      const file = join(folder, name);
      const built = buildEvents({ file, text: await readFile(file, 'utf8'), secrets, ...egress });
      if (built) sources.push([`${merchant}/${built.connection}`, built.events]);
    }
  }
  return new Map(sources);
}
