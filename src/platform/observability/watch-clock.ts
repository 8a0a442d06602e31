/** Compares this machine's clock with the database's: tokens are judged by the one, and deadlines of writes by the other. */
import type { Log } from '../../contracts/log.js';
import { reportEveryMs } from './outages.js';

/** What is compared, and who is told. */
export interface ClockWatch {
  /** The database's clock, epoch ms. */
  databaseNow: () => Promise<number>;
  log: Pick<Log, 'warn' | 'info'>;
  /** Hears each difference, s: positive if this machine is ahead. */
  differs?: (seconds: number) => void;
  /** This machine's clock, epoch ms. */
  now?: () => number;
  everyMs?: number;
}

/** What two clocks may differ by, ms: half of what decisions and sign-ins are allowed (`judge-decision.ts`). */
export const mostClockDifferenceMs = 30_000;

/** Compares them now and each five minutes, and logs a difference of more than half a minute, until the returned end is called. */
export async function watchClock({
  databaseNow,
  log,
  differs = () => undefined,
  now = Date.now,
  everyMs = reportEveryMs,
}: ClockWatch): Promise<() => void> {
  let wasWrong = false;
  const look = async (): Promise<void> => {
    const differenceMs = await differenceTo(databaseNow, now);
    const seconds = Math.round(differenceMs / 1_000) + 0;
    differs(seconds);
    const isWrong = Math.abs(differenceMs) > mostClockDifferenceMs;
    const fields = { code: 'clock_differs', aheadSeconds: seconds };
    if (isWrong) log.warn(fields, "this machine's clock differs from the database's");
    else if (wasWrong) log.info(fields, "this machine's clock agrees with the database's again");
    wasWrong = isWrong;
  };
  // A store that does not answer is told by /readyz.
  const lookIfAnswered = (): Promise<void> => look().catch(() => undefined);
  await lookIfAnswered();
  const timer = setInterval(() => void lookIfAnswered(), everyMs).unref();
  return () => {
    clearInterval(timer);
  };
}

/** How far this machine's clock is ahead of the database's, ms; negative if it is behind. */
export async function differenceTo(
  databaseNow: () => Promise<number>,
  now: () => number = Date.now,
): Promise<number> {
  const before = now();
  const theirs = await databaseNow();
  const after = now();
  // It was read at some moment between the two.
  return theirs < before ? before - theirs : Math.min(0, after - theirs);
}
