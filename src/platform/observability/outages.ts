/** What this process needs and may lose, the store and Temporal: asked from time to time, told in a line each five minutes. */
import type { ErrorCode } from '../../contracts/errors/catalogue.js';
import { OrderlyError } from '../../contracts/errors/orderly-error.js';
import type { Log } from '../../contracts/log.js';
import { pingTemporal } from '../temporal/connect.js';
import { explainTemporal } from '../temporal/explain-temporal.js';

/** Codes of what may be away. */
export type OutageCode = 'store_unavailable' | 'temporal_unavailable';

/** How it is told that something cannot be used, and that it can be again; the name of what it is stands before. */
interface Words {
  is: string;
  again: string;
}

const silent: Words = { is: 'does not answer', again: 'answers again' };

/** Failures of what does answer: each is told as what it is, since there is something else to do about it. */
const failures: Partial<Record<ErrorCode, Words>> = {
  store_read_only: { is: 'is read-only', again: 'is writable again' },
  too_many_connections: { is: 'has no free connections', again: 'has free connections again' },
};

/** Why something cannot be used. */
interface Failure {
  code: ErrorCode;
  words: Words;
}

/** Something outside this process, which may be away. */
export interface Need {
  /** As sentences name it. */
  name: string;
  /** Resolves when it can be used; a failure that has words of its own is told by its code. */
  ping(): Promise<unknown>;
}

interface Watched extends Need {
  code: OutageCode;
  /** Why and since when it cannot be used, and when that was told last, epoch ms. */
  away?: Failure & { since: number; reportedAt: number };
  /** When a line of another kind about it was written last, epoch ms. */
  written?: number;
  asking?: Promise<boolean>;
}

/** How often each is asked, and how long it may take, ms. */
const times = { every: 5_000, deadline: 3_000 };

/** How often what lasts is told in the log, ms. */
export const reportEveryMs = 5 * 60_000;

/** Those of one process; disposing ends the asking. */
export class Outages {
  readonly #log: Pick<Log, 'error' | 'info'>;
  readonly #needs = new Map<OutageCode, Watched>();
  readonly #now: () => number;
  readonly #timer: NodeJS.Timeout;

  constructor(log: Pick<Log, 'error' | 'info'>, now: () => number = Date.now, everyMs = times.every) {
    this.#log = log;
    this.#now = now;
    this.#timer = setInterval(() => void this.look(), everyMs).unref();
  }

  /** Watches something from now on. */
  watch(code: OutageCode, need: Need): void {
    this.#needs.set(code, { ...need, code });
  }

  /** Asks all of them, and tells what has gone, is still away, or is back. */
  async look(): Promise<void> {
    await Promise.all([...this.#needs.values()].map((need) => this.#answers(need)));
  }

  /** The first that cannot be used now, as /readyz says it; undefined if all can. */
  async missing(): Promise<string | undefined> {
    await this.look();
    for (const { name, away } of this.#needs.values())
      if (away !== undefined) return `${away.code}: ${name} ${away.words.is}`;
    return undefined;
  }

  /** Whether one can be used now; true for what is not watched. */
  async answers(code: OutageCode): Promise<boolean> {
    const need = this.#needs.get(code);
    return need === undefined || this.#answers(need);
  }

  /**
   * Takes a line of the log that tells of an outage. It is written only if what it blames does answer, and then once each
   * five minutes: hundreds of requests fail for one reason.
   */
  report(code: OutageCode, write: () => void): void {
    const need = this.#needs.get(code);
    if (need === undefined) {
      write();
      return;
    }
    void this.#answers(need).then((answers) => {
      const now = this.#now();
      if (!answers || now - (need.written ?? -Infinity) < reportEveryMs) return;
      need.written = now;
      write();
    });
  }

  /** Ends the asking. */
  [Symbol.dispose](): void {
    clearInterval(this.#timer);
    this.#needs.clear();
  }

  #answers(need: Watched): Promise<boolean> {
    need.asking ??= inTime(need).then((failure) => {
      delete need.asking;
      // Whoever is disposed of has closed what it asked.
      if (this.#needs.get(need.code) === need) this.#report(need, failure);
      return failure === undefined;
    });
    return need.asking;
  }

  #report(need: Watched, failure: Failure | undefined): void {
    const { name, away } = need;
    const now = this.#now();
    const forSeconds = Math.round((now - (away?.since ?? now)) / 1000);
    if (failure === undefined) {
      if (away !== undefined) this.#log.info({ code: away.code, forSeconds }, `${name} ${away.words.again}`);
      delete need.away;
    } else if (away?.code !== failure.code || now - away.reportedAt >= reportEveryMs) {
      this.#log.error({ code: failure.code, forSeconds }, `${name} ${failure.words.is}`);
      need.away = { ...failure, since: away?.since ?? now, reportedAt: now };
    }
  }
}

/** Watches what every process needs. */
export function watchNeeds(
  outages: Outages,
  { ping }: { ping: () => Promise<unknown> },
  { connection, namespace }: { connection: Parameters<typeof pingTemporal>[0]; namespace: string },
): void {
  outages.watch('store_unavailable', { name: 'the store', ping });
  outages.watch('temporal_unavailable', {
    name: 'Temporal',
    ping: () => pingTemporal(connection, namespace),
  });
}

/** Why it cannot be used; undefined if it can. */
async function inTime(need: Watched): Promise<Failure | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const away: Failure = { code: need.code, words: silent };
  const late = new Promise<Failure>((resolve) => {
    timer = setTimeout(resolve, times.deadline, away);
  });
  const answered = Promise.resolve()
    .then(() => need.ping())
    .then(
      () => undefined,
      (error: unknown) => failureIn(error) ?? away,
    );
  return Promise.race([answered, late]).finally(() => {
    clearTimeout(timer);
  });
}

function failureIn(error: unknown): Failure | undefined {
  if (!(error instanceof OrderlyError)) return undefined;
  const words = failures[error.code];
  return words && { code: error.code, words };
}

const isUnavailable = (value: unknown): boolean =>
  typeof value === 'string' &&
  /code: (?:Unavailable|Cancelled|DeadlineExceeded)\b|\b(?:transport|h2 protocol|connection) error\b/.test(
    value,
  );

/** Codes that say that the store cannot be used. */
const ofStore: ReadonlySet<unknown> = new Set(['store_unavailable', ...Object.keys(failures)]);

/** The outage that a line of Temporal's SDK tells of, by its fields; undefined for any other line. */
export function outageIn(fields: Readonly<Record<string, unknown>>): OutageCode | undefined {
  // Of its core, each request that it tries again, and what fails with it, in Rust's words.
  const isOfCore = fields['sdkComponent'] === 'core' && Object.values(fields).some(isUnavailable);
  if (isOfCore) return 'temporal_unavailable';
  for (let each = fields['error']; each instanceof Error; each = each.cause) {
    const { code, type } = each as { code?: unknown; type?: unknown };
    if ([code, type].some((each) => ofStore.has(each))) return 'store_unavailable';
    if (explainTemporal(each)?.code === 'temporal_unavailable') return 'temporal_unavailable';
  }
  return undefined;
}
