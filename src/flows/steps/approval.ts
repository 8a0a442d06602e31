/** `approval` of a call: who decides, until when, and which band can spare it (DESIGN §6). */
import { z } from 'zod';
import type { ApprovalIr, Effect, ExprIr } from '../../interpreter/ir.js';
import { canonicalJson } from '../../json.js';
import { didYouMean } from '../../yaml/suggest.js';
import type { Compilation, Place } from '../compilation.js';
import { durationAt } from '../durations.js';
import type { TypedOperation } from '../environment.js';
import type { Scope } from '../scope.js';
import { duration } from '../surface.js';

/** The form of `approval:`. */
export const approvalSurface = z.strictObject({
  by: z.string(),
  expires: duration.optional(),
  notNeededWithin: z.string().optional(),
  remind: z.string().optional(),
  escalate: z.strictObject({ after: duration, to: z.string() }).optional(),
});

type Surface = z.infer<typeof approvalSurface>;

/** What an approval is of. */
export interface Approved {
  effect: Effect;
  typed: TypedOperation;
  inputs: Readonly<Record<string, ExprIr>>;
}

/** Compiles `approval:`; a money call must have one, a read must not. */
export function approvalAt(
  flow: Compilation,
  written: Surface | undefined,
  place: Place,
  approved: Approved,
): ApprovalIr | undefined {
  const path = [...place.path, 'approval'];
  if (written === undefined) {
    if (approved.effect === 'money') {
      flow.tell(
        [...place.path, 'call'],
        'approval_missing',
        `\`${approved.typed.operation.name}\` moves money, and nobody approves it.`,
      );
    }
    return undefined;
  }
  if (approved.effect === 'read') {
    flow.tell(path, 'approval_needless', `\`${approved.typed.operation.name}\` only reads.`, undefined, {
      at: 'key',
    });
  }
  roleAt(flow, written.by, [...path, 'by']);
  if (written.escalate !== undefined) roleAt(flow, written.escalate.to, [...path, 'escalate', 'to']);
  if (written.expires === undefined) {
    flow.tell(path, 'approval_expiry_missing', 'This approval would wait for ever.', undefined, {
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
    flow.tell(path, 'role_unknown', `No approver has the role \`${role}\`.`, didYouMean(role, roles));
}

/** The band that spares the approval, and the customer's yes that it builds on. */
function bandAt(
  flow: Compilation,
  written: Surface,
  place: Place,
  approved: Approved,
): Pick<ApprovalIr, 'notNeededWithin' | 'confirmedBy'> {
  if (written.notNeededWithin === undefined) return {};
  const path = [...place.path, 'approval', 'notNeededWithin'];
  const name = written.notNeededWithin.replace(/^policy\./, '');
  const bands = Object.entries(flow.signature.policy).filter(([, { type }]) => type.t === 'band');
  if (!bands.some(([band]) => band === name) || !written.notNeededWithin.startsWith('policy.')) {
    const hint = didYouMean(
      written.notNeededWithin,
      bands.map(([band]) => `policy.${band}`),
    );
    flow.tell(
      path,
      'policy_unknown',
      `\`${written.notNeededWithin}\` is no band that this flow declares.`,
      hint,
    );
    return {};
  }
  if (approved.effect === 'money' && approved.typed.operation.guard === undefined) {
    flow.tell(path, 'band_without_guard', `\`${approved.typed.operation.name}\` has no guard.`);
  }
  const question = place.scope.questions.findLast(
    ({ id, named }) => saidYes(place.scope, id) && namesAll(named, approved.inputs),
  );
  if (question !== undefined) return { notNeededWithin: name, confirmedBy: question.id };
  flow.tell(path, 'money_unconfirmed', 'On this way the customer has not said yes to this amount and order.');
  return { notNeededWithin: name };
}

function saidYes(scope: Scope, id: string): boolean {
  const answers = scope.facts.get(`steps.${id}.answer`)?.values;
  return answers?.length === 1 && answers[0] === 'yes';
}

/** The question named the very amount, and something of the very order. */
function namesAll(named: readonly ExprIr[], inputs: Readonly<Record<string, ExprIr>>): boolean {
  const { amount, order } = inputs;
  return (
    (amount === undefined || named.some((expr) => same(expr, amount))) &&
    (order === undefined || named.some((expr) => partOf(expr, order)))
  );
}

const same = (left: ExprIr, right: ExprIr): boolean => canonicalJson(left) === canonicalJson(right);

function partOf(expr: ExprIr, whole: ExprIr): boolean {
  if (expr.k !== 'read' || whole.k !== 'read' || expr.root !== whole.root) return false;
  return whole.path.every((name, index) => expr.path[index] === name);
}
