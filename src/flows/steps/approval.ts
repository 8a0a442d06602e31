/** `approval` of a call: who decides, until when, and which band makes it unnecessary (DESIGN §6). */
import { z } from 'zod';
import type { ApprovalIr, DurationIr } from '../../contracts/ir.js';
import type { Path } from '../yaml/document.js';
import type { Effect } from '../../contracts/effect.js';
import type { Band } from '../../contracts/policy.js';
import { bandWords, durationWords } from '../print/measures.js';
import { didYouMean } from '../yaml/suggest.js';
import type { Compilation, Place } from '../compilation.js';
import { durationAt } from '../durations.js';
import type { TypedOperation } from '../type-environment.js';
import { duration } from '../schema-parts.js';

/** The form of `approval:`. */
export const approvalSchema = z
  .strictObject({
    by: z.string().describe('The role that approves, such as `refund-approver`.'),
    expires: duration
      .optional()
      .describe('How long the request stays open, such as `2 business days`. Required.'),
    notNeededWithin: z
      .string()
      .optional()
      .describe(
        '`policy.<band>`: within this band, no approval is needed once the customer has confirmed the order and the amount.',
      ),
    remind: z.string().optional().describe('When to remind approvers, such as `after 4 business hours`.'),
    escalate: z
      .strictObject({
        after: duration.describe('How long to wait before escalating, such as `1 business day`.'),
        to: z.string().describe('The additional role that may then decide, such as `team-lead`.'),
      })
      .optional()
      .describe('Who else may decide if nobody has decided in time.'),
    always: z
      // Scalars are read as texts.
      .union([z.literal('true'), z.literal(true)])
      .optional()
      .describe(
        'For an operation that only moves money at some shops, `true` requires the approval at all shops.',
      ),
  })
  .describe('The approval that the call needs. Required if it moves money.');

type RawApproval = z.infer<typeof approvalSchema>;

/** What is being approved. */
export interface Approved {
  effect: Effect;
  typed: TypedOperation;
}

/** Compiles `approval:`; a money call must have one, a read must not, and it falls away where no money moves. */
export function approvalAt(
  flow: Compilation,
  raw: RawApproval | undefined,
  place: Place,
  approved: Approved,
): ApprovalIr | undefined {
  const path = [...place.path, 'approval'];
  if (raw === undefined) {
    if (approved.effect === 'money') {
      flow.reportIssue(
        [...place.path, 'call'],
        'approval_missing',
        `\`${approved.typed.operation.name}\` moves money, but has no approval.`,
      );
    }
    return undefined;
  }
  if (approved.effect === 'read') {
    flow.reportIssue(
      path,
      'approval_needless',
      `\`${approved.typed.operation.name}\` only reads.`,
      undefined,
      { at: 'key' },
    );
  }
  // One flow serves shops whose cancel pays back, and others.
  const { operation } = approved.typed;
  if (approved.effect === 'write' && operation.guard !== undefined && raw.always === undefined) {
    flow.withoutReaching(() => compiled(flow, raw, place, approved));
    return undefined;
  }
  return compiled(flow, raw, place, approved);
}

function compiled(flow: Compilation, raw: RawApproval, place: Place, approved: Approved): ApprovalIr {
  const path = [...place.path, 'approval'];
  roleAt(flow, raw.by, [...path, 'by']);
  if (raw.escalate !== undefined) roleAt(flow, raw.escalate.to, [...path, 'escalate', 'to']);
  if (raw.expires === undefined) {
    flow.reportIssue(path, 'approval_expiry_missing', 'This approval would wait forever.', undefined, {
      at: 'key',
    });
  }
  const expires = durationAt(flow, raw.expires ?? '1 day', [...path, 'expires']);
  const before = (time: string, at: Path): DurationIr => {
    const duration = durationAt(flow, time.replace(/^after /, ''), at);
    if (raw.expires !== undefined) checkBefore(flow, { duration, at, time }, { expires, raw: raw.expires });
    return duration;
  };
  return {
    ...bandAt(flow, raw, place, approved),
    by: raw.by,
    expires,
    ...(raw.remind === undefined ? {} : { remind: before(raw.remind, [...path, 'remind']) }),
    ...(raw.escalate === undefined
      ? {}
      : {
          escalate: {
            after: before(raw.escalate.after, [...path, 'escalate', 'after']),
            to: raw.escalate.to,
          },
        }),
  };
}

function roleAt(flow: Compilation, role: string, path: readonly (string | number)[]): void {
  const { roles } = flow.environment;
  if (roles.has(role)) return;
  const { approvers } = flow.environment.config;
  const person = Object.hasOwn(approvers, role) ? approvers[role] : undefined;
  if (person !== undefined) {
    const message = `\`${role}\` is an approver, but a role is needed here.`;
    const own = person.roles.map((name) => `\`${name}\``).join(' or ');
    const hint = own === '' ? 'Give them a role in merchant.yaml, and write it here.' : `Write ${own}.`;
    flow.reportLack(path, 'role_unknown', message, hint);
  } else
    // Without roles, the catalogue says what to do.
    flow.reportLack(
      path,
      'role_unknown',
      `No approver has the role \`${role}\`.`,
      roles.size === 0 ? undefined : didYouMean(role, roles),
    );
}

/** Reports a time that comes only when the request is over. */
function checkBefore(
  flow: Compilation,
  { duration, at, time }: { duration: DurationIr; at: Path; time: string },
  { expires, raw }: { expires: DurationIr; raw: string },
): void {
  if (!isNeverBefore(duration, expires)) return;
  const what = at.at(-1) === 'remind' ? 'nobody is ever reminded' : 'it is never escalated';
  const message = `The request expires after ${raw}, so ${what} ${time.replace(/^(after )?/, 'after ')}.`;
  const hint = `Write a shorter time here, or make \`expires\` longer than ${time.replace(/^after /, '')}.`;
  flow.reportIssue(at, 'approval_times', message, hint);
}

const DAY_MS = 86_400_000;

/** Whether a time is over only when another is: business time passes no faster than the calendar's. */
function isNeverBefore(time: DurationIr, end: DurationIr): boolean {
  if ('businessDays' in time && 'businessDays' in end) return time.businessDays >= end.businessDays;
  if ('businessMs' in time && 'businessMs' in end) return time.businessMs >= end.businessMs;
  if (!('ms' in end)) return false;
  const least =
    'ms' in time ? time.ms : 'businessMs' in time ? time.businessMs : (time.businessDays - 1) * DAY_MS;
  return least >= end.ms;
}

/** The band that makes the approval unnecessary; it builds on the customer's yes to the call. */
function bandAt(
  flow: Compilation,
  raw: RawApproval,
  place: Place,
  approved: Approved,
): Pick<ApprovalIr, 'notNeededWithin'> {
  if (raw.notNeededWithin === undefined) return {};
  const path = [...place.path, 'approval', 'notNeededWithin'];
  const name = raw.notNeededWithin.replace(/^policy\./, '');
  const bands = Object.entries(flow.signature.policy).filter(([, { type }]) => type.t === 'band');
  if (!bands.some(([band]) => band === name) || !raw.notNeededWithin.startsWith('policy.')) {
    const hint =
      bands.length === 0
        ? `Declare it at the top of the flow: \`policy:\` with \`${name}: band\` below it.`
        : didYouMean(
            raw.notNeededWithin,
            bands.map(([band]) => `policy.${band}`),
          );
    flow.reportIssue(
      path,
      'policy_unknown',
      `The flow does not declare a band \`${raw.notNeededWithin}\`.`,
      hint,
    );
    return {};
  }
  if (approved.effect === 'money' && approved.typed.operation.guard === undefined) {
    flow.reportIssue(path, 'band_without_guard', `\`${approved.typed.operation.name}\` has no guard.`);
  }
  flow.readsPolicy(name);
  return { notNeededWithin: name };
}

/** An approval in words: who, when not, until when. */
export function approvalWords(approval: ApprovalIr, band: Band | undefined): string[] {
  const { by, notNeededWithin, expires, remind, escalate } = approval;
  const within = band === undefined ? '' : `: ${bandWords(band)}`;
  return [
    `Approval by ${by}`,
    ...(notNeededWithin === undefined ? [] : [`not needed within ${notNeededWithin}${within}`]),
    `expires after ${durationWords(expires)}`,
    ...(remind === undefined ? [] : [`overdue after ${durationWords(remind)}`]),
    ...(escalate === undefined ? [] : [`after ${durationWords(escalate.after)} also by ${escalate.to}`]),
  ];
}
