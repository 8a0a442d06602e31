/** `approval` of a call: who decides, until when, and which band makes it unnecessary (DESIGN §6). */
import { z } from 'zod';
import type { ApprovalIr } from '../../contracts/ir.js';
import type { Effect } from '../../contracts/effect.js';
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
  return {
    ...bandAt(flow, raw, place, approved),
    by: raw.by,
    expires: durationAt(flow, raw.expires ?? '1 day', [...path, 'expires']),
    ...(raw.remind === undefined
      ? {}
      : { remind: durationAt(flow, raw.remind.replace(/^after /, ''), [...path, 'remind']) }),
    ...(raw.escalate === undefined
      ? {}
      : {
          escalate: {
            after: durationAt(flow, raw.escalate.after, [...path, 'escalate', 'after']),
            to: raw.escalate.to,
          },
        }),
  };
}

function roleAt(flow: Compilation, role: string, path: readonly (string | number)[]): void {
  const { roles } = flow.environment;
  if (!roles.has(role))
    // Without roles, the catalogue says what to do.
    flow.reportLack(
      path,
      'role_unknown',
      `No approver has the role \`${role}\`.`,
      roles.size === 0 ? undefined : didYouMean(role, roles),
    );
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
