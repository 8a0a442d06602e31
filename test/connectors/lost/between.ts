/** Stands between a connection and its system: what is asked is handed on, and an answer may never come back. */
import { type Hit, type HostileServer, serve } from '../../support/hostile-server.js';

/** A door to a system. */
export interface Between extends HostileServer {
  /**
   * What becomes of the next requests that commit something. Their answers are lost, as the connection ends or nothing
   * comes at all; one that is stopped never reaches the system.
   */
  next: ('cut' | 'held' | 'stopped')[];
  /** Requests that committed something have reached the system so often. */
  commits: number;
  /** Settles once an answer is held, which the system has given by then, or a request is stopped. */
  held: Promise<void>;
}

/** Headers of one connection, not of a request. */
const OF_THE_WAY: readonly string[] = [
  ...['host', 'connection', 'content-length', 'content-encoding', 'transfer-encoding', 'keep-alive'],
];

/** Opens a door to the system at this origin; `commits` tells its requests that commit something. */
export async function openBetween(origin: string, commits: (hit: Hit) => boolean): Promise<Between> {
  let isHeld = (): void => undefined;
  const held = new Promise<void>((settle) => (isHeld = settle));
  const door = { next: [], commits: 0, held } as unknown as Between;
  const server = await serve((hit, response) => {
    const fault = commits(hit) ? door.next.shift() : undefined;
    if (fault === 'stopped') {
      isHeld();
      return;
    }
    const headers = Object.fromEntries(
      Object.entries(hit.headers).filter(([name]) => !OF_THE_WAY.includes(name)),
    ) as Record<string, string>;
    const body = hit.body === '' ? {} : { body: hit.body };
    void fetch(`${origin}${hit.url}`, { method: hit.method, headers, ...body }).then(async (said) => {
      const text = await said.text();
      if (commits(hit)) door.commits += 1;
      if (fault === 'held') {
        isHeld();
        return;
      }
      if (fault === 'cut') {
        response.destroy();
        return;
      }
      const told = [...said.headers].filter(([name]) => !OF_THE_WAY.includes(name));
      response.writeHead(said.status, Object.fromEntries(told)).end(text);
    });
  });
  return Object.assign(door, server);
}
