/** Compares approvals before and now: who decides, until when, and what makes them unnecessary. */
import type { ApprovalIr, DurationIr } from '../../contracts/ir.js';
import { durationWords } from '../print/measures.js';
import type { Change, Weight } from './change.js';
import { same } from './parts.js';

type StepChange = Omit<Change, 'step'>;

/** What changed; anything not certainly stricter counts as looser. */
export function compareApprovals(before: ApprovalIr | undefined, now: ApprovalIr | undefined): StepChange[] {
  if (before === undefined && now === undefined) return [];
  if (now === undefined)
    return [changed('looser', `nobody approves it any more; it was ${before?.by ?? ''}`)];
  if (before === undefined) return [changed('money', `must now be approved by ${now.by}${spared(now)}`)];
  return [
    ...(before.by === now.by ? [] : [changed('looser', `is approved by ${now.by} instead of ${before.by}`)]),
    ...compareBands(before, now),
    ...compareExpiry(before.expires, now.expires),
    ...compareEscalation(before, now),
    ...(same(before.remind, now.remind)
      ? []
      : [
          changed(
            'behaviour',
            `a waiting request counts as overdue ${afterWords(now.remind)} instead of ${afterWords(before.remind)}`,
          ),
        ]),
  ];
}

const changed = (weight: Weight, what: string): StepChange => ({ weight, what });

const spared = ({ notNeededWithin }: ApprovalIr): string =>
  notNeededWithin === undefined ? '' : `, but not within the band ${notNeededWithin}`;

function compareBands(
  { notNeededWithin: before }: ApprovalIr,
  { notNeededWithin: now }: ApprovalIr,
): StepChange[] {
  if (before === now) return [];
  if (now === undefined)
    return [changed('money', `always needs its approval; it was not needed within ${before ?? ''}`)];
  const instead = before === undefined ? '' : ` instead of ${before}`;
  return [changed('looser', `needs no approval within the band ${now}${instead}`)];
}

function compareExpiry(before: DurationIr, now: DurationIr): StepChange[] {
  if (same(before, now)) return [];
  const what = `an approval expires after ${durationWords(now)} instead of ${durationWords(before)}`;
  return [changed(isShorter(now, before) ? 'money' : 'looser', what)];
}

function compareEscalation({ escalate: before }: ApprovalIr, { escalate: now }: ApprovalIr): StepChange[] {
  if (same(before, now)) return [];
  if (now === undefined) return [changed('money', `is no longer escalated to ${before?.to ?? ''}`)];
  const what = `${now.to} may decide after ${durationWords(now.after)}`;
  if (before === undefined) return [changed('looser', `${what}; it was not escalated`)];
  const stricter = before.to === now.to && isShorter(before.after, now.after);
  const instead = `instead of ${before.to} after ${durationWords(before.after)}`;
  return [changed(stricter ? 'money' : 'looser', `${what} ${instead}`)];
}

const afterWords = (time: DurationIr | undefined): string =>
  time === undefined ? 'never' : `after ${durationWords(time)}`;

/** True only if certain: durations of different kinds cannot be compared. */
function isShorter(a: DurationIr, b: DurationIr): boolean {
  if ('ms' in a && 'ms' in b) return a.ms < b.ms;
  if ('businessDays' in a && 'businessDays' in b) return a.businessDays < b.businessDays;
  return 'businessMs' in a && 'businessMs' in b && a.businessMs < b.businessMs;
}
