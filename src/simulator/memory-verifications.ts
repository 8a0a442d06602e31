/** Verified records and attempts to verify in memory, counted as the real store counts them. */
import type { Attempt, AttemptCounts, Judgement, Match, Verifications } from '../store/store.js';

const DAY_MS = 24 * 60 * 60 * 1000;

type Noted = Parameters<Verifications['verify']>[0];
type Failed = Pick<Attempt, 'merchant' | 'conversation' | 'number' | 'own'> & { at: number };

/** Numbers by what is watched, with when they were last tried. */
type Tried = Map<string, Map<string, number>>;

/** Empty tables. */
export function memoryVerifications(): Verifications {
  const tables = new Tables();
  return {
    counts: (attempt) => Promise.resolve(tables.counts(attempt)),
    judge: (attempt, decide) => {
      const judgement = decide(tables.counts(attempt));
      return Promise.resolve({ value: judgement.value, braked: tables.keep(attempt, judgement) });
    },
    verify(match) {
      tables.note(match);
      return Promise.resolve();
    },
    end(merchant, conversation) {
      tables.end(merchant, conversation);
      return Promise.resolve();
    },
    verified: (merchant, scope, now) => Promise.resolve(tables.verified(merchant, scope, now)),
  };
}

class Tables {
  readonly #failed = new Map<string, Failed>();
  readonly #tried: Tried = new Map();
  readonly #brakes = new Map<string, number>();
  readonly #notes = new Map<string, Noted[]>();

  counts(attempt: Attempt): AttemptCounts {
    const { merchant, conversation, number, own, watched, now } = attempt;
    const failed = [...this.#failed.values()].filter((each) => each.merchant === merchant);
    const lastDay = failed.filter(({ at }) => at > now - DAY_MS);
    return {
      conversation: failed.filter((each) => each.conversation === conversation).length,
      number: lastDay.filter((each) => each.number === number).length,
      own: new Map(own.map((fact) => [fact, lastDay.filter((each) => each.own.includes(fact)).length])),
      isRepeated: this.#failed.has(nameOf(attempt)),
      isErased: false,
      watched: new Map(
        watched.map(({ name, windowMs }) => {
          const since = now - windowMs;
          return [
            name,
            {
              failed: this.#numbers(merchant, name, false, since, number),
              matched: this.#numbers(merchant, name, true, since),
              until: this.#brakes.get(JSON.stringify([merchant, name])) ?? 0,
            },
          ];
        }),
      ),
    };
  }

  keep(attempt: Attempt, { failed, tried, brakes = [], match }: Judgement<unknown>): string[] {
    const { merchant, conversation, number, now } = attempt;
    if (match !== undefined) this.note({ merchant, conversation, scope: conversation, ...match });
    const name = nameOf(attempt);
    if (failed !== undefined && !this.#failed.has(name))
      this.#failed.set(name, { merchant, conversation, number, own: failed.own, at: now });
    for (const at of tried?.at ?? []) this.#triedAt(merchant, at, tried?.matched === true).set(number, now);
    return brakes.flatMap(({ name, until }) => {
      const key = JSON.stringify([merchant, name]);
      const before = this.#brakes.get(key) ?? 0;
      this.#brakes.set(key, Math.max(before, until));
      return before <= now ? [name] : [];
    });
  }

  note(noted: Noted): void {
    const key = JSON.stringify([noted.merchant, noted.scope]);
    const others = (this.#notes.get(key) ?? []).filter(({ subject }) => subject !== noted.subject);
    this.#notes.set(key, [...others, noted]);
  }

  end(merchant: string, conversation: string): void {
    for (const [key, notes] of this.#notes)
      this.#notes.set(
        key,
        notes.filter((each) => each.merchant !== merchant || each.conversation !== conversation),
      );
  }

  verified(merchant: string, scope: string, now: number): Pick<Match, 'subject' | 'number'>[] {
    const notes = this.#notes.get(JSON.stringify([merchant, scope])) ?? [];
    return notes.filter(({ until }) => until > now).map(({ subject, number }) => ({ subject, number }));
  }

  #triedAt(merchant: string, name: string, matched: boolean): Map<string, number> {
    const key = JSON.stringify([merchant, name, matched]);
    const known = this.#tried.get(key) ?? new Map<string, number>();
    this.#tried.set(key, known);
    return known;
  }

  #numbers(merchant: string, name: string, matched: boolean, since: number, but?: string): number {
    let count = 0;
    for (const [number, at] of this.#triedAt(merchant, name, matched))
      if (at > since && number !== but) count += 1;
    return count;
  }
}

const nameOf = ({ merchant, conversation, number, set }: Attempt): string =>
  JSON.stringify([merchant, conversation, number, set]);
