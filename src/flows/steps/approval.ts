/** `approval` of a call: who decides, until when, and which band makes it unnecessary (DESIGN §6). */
import { z } from 'zod';
import type { ApprovalIr } from '../../contracts/ir.js';
import type { Effect } from '../../contracts/effect.js';
import { didYouMean } from '../yaml/suggest.js';
import type { Compilation, Place } from '../compilation.js';
import { durationAt } from '../durations.js';
import type { TypedOperation } from '../environment.js';
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

type Written = z.infer<typeof approvalSchema>;

/** What is being approved. */
export interface Approved {
  effect: Effect;
  typed: TypedOperation;
}

/** Compiles `approval:`; a money call must have one, a read must not, and it falls away where no money moves. */
export function approvalAt(
  flow: Compilation,
  written: Written | undefined,
  place: Place,
  approved: Approved,
): ApprovalIr | undefined {
  const path = [...place.path, 'approval'];
  if (written === undefined) {
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
  if (approved.effect === 'write' && operation.guard !== undefined && written.always === undefined) {
    flow.withoutReaching(() => compiled(flow, written, place, approved));
    return undefined;
  }
  return compiled(flow, written, place, approved);
}

function compiled(flow: Compilation, written: Written, place: Place, approved: Approved): ApprovalIr {
  const path = [...place.path, 'approval'];
  roleAt(flow, written.by, [...path, 'by']);
  if (written.escalate !== undefined) roleAt(flow, written.escalate.to, [...path, 'escalate', 'to']);
  if (written.expires === undefined) {
    flow.reportIssue(path, 'approval_expiry_missing', 'This approval would wait forever.', undefined, {
      at: 'key',
    });
  }
  return {
    ...bandAt(flow, written, place, approved),
    by: written.by,
    expires: durationAt(flow, written.expires ?? '1 day', [...path, 'expires']),
    ...(written.remind === undefined
      ? {}
      : { remind: durationAt(flow, written.remind.replace(/^after /, ''), [...path, 'remind']) }),
    ...(written.escalate === undefined
      ? {}
      : {
          escalate: {
            after: durationAt(flow, written.escalate.after, [...path, 'escalate', 'after']),
            to: written.escalate.to,
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
  written: Written,
  place: Place,
  approved: Approved,
): Pick<ApprovalIr, 'notNeededWithin'> {
  if (written.notNeededWithin === undefined) return {};
  const path = [...place.path, 'approval', 'notNeededWithin'];
  const name = written.notNeededWithin.replace(/^policy\./, '');
  const bands = Object.entries(flow.signature.policy).filter(([, { type }]) => type.t === 'band');
  if (!bands.some(([band]) => band === name) || !written.notNeededWithin.startsWith('policy.')) {
    const hint =
      bands.length === 0
        ? `Declare it at the top of the flow: \`policy:\` with \`${name}: band\` below it.`
        : didYouMean(
            written.notNeededWithin,
            bands.map(([band]) => `policy.${band}`),
          );
    flow.reportIssue(
      path,
      'policy_unknown',
      `The flow does not declare a band \`${written.notNeededWithin}\`.`,
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
