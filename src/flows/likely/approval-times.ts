/** Reminders and escalations after the request has expired, where the two times have different units. */
import type { ApprovalIr, DurationIr, StepIr } from '../../contracts/ir.js';
import { stepsIn } from '../../workflows/interpreter/steps-in.js';
import type { Compilation } from '../compilation.js';
import type { Path } from '../yaml/document.js';
import { valueAt } from '../yaml/zod-issues.js';

const DAY = 86_400_000;
const MINUTE = 60_000;

/** Warns about them; how long a business day is depends on the merchant. */
export function warnOfTimes(flow: Compilation, steps: readonly StepIr[]): void {
  for (const step of stepsIn(steps)) {
    const path = flow.places.get(step.id);
    if (step.kind !== 'call' || step.approval === undefined || path === undefined) continue;
    const at = [...path, 'approval'];
    const expires = writtenAt(flow, [...at, 'expires']);
    for (const { key, time, never } of timesOf(step.approval)) {
      if (!isNeverBefore(time, step.approval.expires, dayOf(flow))) continue;
      const written = writtenAt(flow, [...at, ...key]).replace(/^after /, '');
      const hours = dayOf(flow) / (60 * MINUTE);
      const message = `The request expires after ${expires}, so ${never} after ${written}: a business day here has ${hours} ${hours === 1 ? 'hour' : 'hours'} (merchant.yaml, \`hours\`).`;
      const hint = `Write a shorter time here, or make \`expires\` longer than ${written}.`;
      flow.warn([...at, ...key], 'approval_times', message, hint);
    }
  }
}

function writtenAt({ document }: Compilation, path: Path): string {
  const written = valueAt(document.value, path);
  return typeof written === 'string' ? written : '';
}

const timesOf = ({ remind, escalate }: ApprovalIr) => [
  ...(remind === undefined ? [] : [{ key: ['remind'], time: remind, never: 'nobody is ever reminded' }]),
  ...(escalate === undefined
    ? []
    : [{ key: ['escalate', 'after'], time: escalate.after, never: 'it is never escalated' }]),
];

/** The longest business day in ms; without opening hours, business time is calendar time. */
function dayOf({ environment }: Compilation): number {
  const days = Object.values(environment.config.hours.days).filter((day) => day !== undefined);
  return days.length === 0 ? DAY : Math.max(...days.map(({ from, to }) => (to - from) * MINUTE));
}

/** Whether a time in one kind of business time is over only when another in the other kind is; the same kind is no warning. */
function isNeverBefore(time: DurationIr, end: DurationIr, day: number): boolean {
  if ('businessDays' in time && 'businessMs' in end) return time.businessDays * day >= end.businessMs;
  if ('businessMs' in time && 'businessDays' in end) return time.businessMs >= end.businessDays * day;
  if (!('ms' in time) || 'ms' in end) return false;
  const days = 'businessDays' in end ? end.businessDays : Math.ceil(end.businessMs / day);
  // With a weekend in every five days, and one more to begin with.
  return time.ms >= (days + 2 * Math.ceil(days / 5) + 1) * DAY;
}
