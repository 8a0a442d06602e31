/** Reads from the merchants' folders which systems may tell of events. */
import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Config } from '../platform/config.js';
import { buildEvents } from '../connectors/build-connection.js';
import type { ConnectionEvents } from '../connectors/connection-events.js';
import type { Issue } from '../contracts/issue.js';
import type { Log } from '../contracts/log.js';
import { outsideIssue, ownFile } from '../security/own-files.js';
import { merchantFolders } from '../merchants/merchant-folders.js';
import type { SecretsOf } from '../security/secrets.js';

/** Events of connections, by `<merchant>/<connection>`; `broken` are those that their files do not say rightly. */
export type EventSources = ReadonlyMap<string, ConnectionEvents | 'broken'>;

/**
 * The events of all connections. Of each file only its `events:` is built: the system's credentials need not be here.
 * One that cannot be built is logged, and refused in a way that has its system tell again later.
 */
export async function loadEvents(
  { merchantsFolder, ...egress }: Pick<Config, 'merchantsFolder' | 'egressAllow' | 'egressRoutes'>,
  secretsOf: SecretsOf,
  log: Pick<Log, 'error'>,
): Promise<EventSources> {
  const sources = new Map<string, ConnectionEvents | 'broken'>();
  for (const merchant of await merchantFolders(merchantsFolder)) {
    const secrets = secretsOf(merchant);
    const folder = join(merchantsFolder, merchant, 'connections');
    const names = await readdir(folder).catch(() => []);
    for (const name of names.filter((one) => one.endsWith('.yaml'))) {
      const file = join(folder, name);
      const unbuilt = (connection: string, issues: readonly Issue[]): void => {
        log.error({ merchant, connection, issues: issues.map(lineOf) }, 'a connection cannot receive events');
        sources.set(`${merchant}/${connection}`, 'broken');
      };
      const own = ownFile(join(merchantsFolder, merchant), file);
      if (own === undefined) {
        unbuilt(basename(name, '.yaml'), [outsideIssue(file)]);
        continue;
      }
      const text = await readFile(own, 'utf8');
      const built = buildEvents({ file, text, secrets, unbuilt, ...egress });
      if (built) sources.set(`${merchant}/${built.connection}`, built.events);
    }
  }
  return sources;
}

const lineOf = ({ file, line, code, message, hint }: Issue): string =>
  `${file}:${line} ${code} ${message} ${hint}`;
