/** Who watches what changes: the store is asked once a second for all of them in this process, and not at all for nobody. */
import { setTimeout as delay } from 'node:timers/promises';
import type { Log } from '../../contracts/log.js';
import type { Change, Changes, Sessions } from '../../store/desk.js';

/** What a watcher hears: changes, that it may have missed some, or that its session has ended. */
export type WatchEvent = { is: 'changes'; changes: readonly Change[] } | { is: 'reset' } | { is: 'ended' };

/** Who watches, and until when. */
export interface Watching {
  merchant: string;
  /** Hash of the session by which it watches, if it is one. */
  session?: string | undefined;
  /** The last change that it knows of. */
  after?: number | undefined;
  signal: AbortSignal;
}

interface Watcher extends Watching {
  queue: WatchEvent[];
  wake: () => void;
}

const pollMs = 1_000;

/** A transaction that takes longer than this commits changes that nobody hears of, ms; the store ends it sooner. */
const windowMs = 15_000;

/** Most changes at a time; beyond them all is loaded anew. */
const most = 2_000;

/** All who watch in this process. */
export class ChangeWatch {
  readonly #store: { changes: Changes; sessions: Pick<Sessions, 'lasting'> };
  readonly #log: Pick<Log, 'error'>;
  readonly #watchers = new Set<Watcher>();
  /** Ids of changes within the window that watchers know of, newest last. */
  #seen = new Set<number>();
  #isAsking = false;

  constructor(store: { changes: Changes; sessions: Pick<Sessions, 'lasting'> }, log: Pick<Log, 'error'>) {
    this.#store = store;
    this.#log = log;
  }

  /** What happens from now on, and before that what has been missed; undefined after so many ms of silence. */
  async *watch(watching: Watching, silenceMs: number): AsyncGenerator<WatchEvent | undefined> {
    const watcher: Watcher = { ...watching, queue: [], wake: () => undefined };
    const { signal } = watching;
    const hasGone = (): boolean => signal.aborted;
    const wake = (): void => {
      watcher.wake();
    };
    signal.addEventListener('abort', wake);
    this.#watchers.add(watcher);
    try {
      yield await this.#missed(watching);
      if (!this.#isAsking) void this.#ask();
      while (!hasGone()) {
        if (watcher.queue.length === 0) await nextWake(watcher, silenceMs);
        const event = watcher.queue.shift();
        // Whoever has gone needs no heartbeat.
        if (event === undefined && hasGone()) return;
        yield event;
        if (event?.is === 'ended') return;
      }
    } finally {
      signal.removeEventListener('abort', wake);
      this.#watchers.delete(watcher);
    }
  }

  async #missed({ merchant, after }: Watching): Promise<WatchEvent> {
    // Its page may have been read just before a change of which all others have been notified already.
    if (after === undefined)
      return { is: 'changes', changes: await this.#store.changes.recent([merchant], windowMs, most) };
    const changes = await this.#store.changes.since(merchant, after, { ms: windowMs, limit: most });
    return changes === undefined ? { is: 'reset' } : { is: 'changes', changes };
  }

  async #ask(): Promise<void> {
    this.#isAsking = true;
    while (this.#watchers.size > 0) {
      try {
        await this.#notify();
      } catch (error) {
        // The streams stay: the store may answer again.
        this.#log.error(
          { kind: error instanceof Error ? error.name : typeof error },
          'changes could not be read',
        );
      }
      await delay(pollMs);
    }
    this.#seen = new Set();
    this.#isAsking = false;
  }

  async #notify(): Promise<void> {
    const asked = [...this.#watchers];
    const sessions = [...new Set(asked.flatMap(({ session }) => session ?? []))];
    const lasting = sessions.length === 0 ? new Set<string>() : await this.#store.sessions.lasting(sessions);
    const merchants = [...new Set(asked.map(({ merchant }) => merchant))];
    const recent = await this.#store.changes.recent(merchants, windowMs, most);
    const fresh = recent.filter(({ id }) => !this.#seen.has(id));
    this.#seen = new Set(recent.map(({ id }) => id));
    // Also those who have come meanwhile: what they have read themselves may be older than this.
    for (const watcher of this.#watchers) {
      const own = newestOfEach(fresh.filter(({ merchant }) => merchant === watcher.merchant));
      if (recent.length >= most) notify(watcher, { is: 'reset' });
      else if (own.length > 0) notify(watcher, { is: 'changes', changes: own });
    }
    for (const watcher of asked)
      if (watcher.session !== undefined && !lasting.has(watcher.session)) notify(watcher, { is: 'ended' });
  }
}

function notify(watcher: Watcher, event: WatchEvent): void {
  // Whoever reads too slowly loads all anew.
  if (watcher.queue.length >= 100) watcher.queue.splice(0, watcher.queue.length, { is: 'reset' });
  else watcher.queue.push(event);
  watcher.wake();
}

/** Several changes of one thing at once are one. */
function newestOfEach(changes: readonly Change[]): Change[] {
  const newest = new Map(changes.map((change) => [`${change.kind} ${change.subject}`, change]));
  return [...newest.values()].sort((a, b) => a.id - b.id);
}

const nextWake = (watcher: Watcher, ms: number): Promise<void> =>
  new Promise((resolve) => {
    const timer = setTimeout(done, ms);
    function done(): void {
      clearTimeout(timer);
      watcher.wake = () => undefined;
      resolve();
    }
    watcher.wake = done;
    // It may have gone, or been notified, before anybody could wake it.
    if (watcher.signal.aborted || watcher.queue.length > 0) done();
  });
