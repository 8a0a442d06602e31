/** Verified records and failed attempts in memory, counted as the real store counts them. */
import type { FailedAttempts, Verifications } from '../store/store.js';

const DAY_MS = 24 * 60 * 60 * 1000;

interface Failed {
  merchant: string;
  conversation: string;
  number: string;
  set: string;
  at: number;
}

type Match = Parameters<Verifications['verify']>[0];

/** An empty table of each. */
export function memoryVerifications(): Verifications {
  const failed = new Map<string, Failed>();
  const matches = new Map<string, Match>();
  const note = (match: Match): void => {
    matches.set(JSON.stringify([match.merchant, match.scope, match.subject]), match);
  };
  const count = (merchant: string, conversation: string, number: string, now: number): FailedAttempts => {
    const own = [...failed.values()].filter((each) => each.merchant === merchant);
    const lastDay = own.filter(({ at }) => at > now - DAY_MS);
    return {
      conversation: own.filter((each) => each.conversation === conversation).length,
      number: lastDay.filter((each) => each.number === number).length,
      merchant: lastDay.length,
    };
  };
  return {
    judge({ merchant, conversation, number, set, now, match, limits }) {
      const before = count(merchant, conversation, number, now);
      if (before.conversation >= limits.conversation || before.number >= limits.number)
        return Promise.resolve({ verdict: 'exhausted', attempts: before });
      if (match !== undefined) {
        note({ merchant, conversation, scope: conversation, ...match });
        return Promise.resolve({ verdict: 'verified', attempts: before });
      }
      const name = JSON.stringify([merchant, conversation, number, set]);
      if (!failed.has(name)) failed.set(name, { merchant, conversation, number, set, at: now });
      return Promise.resolve({ verdict: 'failed', attempts: count(merchant, conversation, number, now) });
    },
    attempts: (...asked) => Promise.resolve(count(...asked)),
    verify(match) {
      note(match);
      return Promise.resolve();
    },
    end(merchant, conversation) {
      for (const [name, match] of matches)
        if (match.merchant === merchant && match.conversation === conversation) matches.delete(name);
      return Promise.resolve();
    },
    verified: (merchant, conversation, now) =>
      Promise.resolve(
        [...matches.values()]
          .filter((match) => match.merchant === merchant && match.scope === conversation)
          .filter(({ until }) => until > now)
          .map(({ subject, number }) => ({ subject, number })),
      ),
  };
}
