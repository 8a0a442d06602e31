/**
 * The customer's own yes that a write needs: to this record and amount, on this path, not yet used (DESIGN §5,
 * §6). The only place that says what counts as one.
 */
import type { Effect } from '../../contracts/effect.js';
import type { ExprIr } from '../../contracts/ir.js';
import { canonicalJson } from '../../contracts/json.js';
import type { Operation } from '../../commerce/operation.js';
import { orderSubject } from '../../commerce/orders/subject.js';
import type { SubjectKind } from '../../commerce/subject.js';
import { isMistaken } from '../expressions/checked-expression.js';
import { readsRoot } from '../expressions/roots-of.js';
import { isUnreadable } from '../narrowing-facts.js';
import type { Scope } from '../scope.js';

/** A call that changes something: its operation, effect and inputs. */
export interface RawConfirmedCall {
  operation: Operation;
  effect: Effect;
  inputs: Readonly<Record<string, ExprIr>>;
}

type Question = Scope['questions'][number];

/** What a question must name: a value of the call, as the customer reads it. */
interface Named {
  input: string;
  what: string;
  by: (expr: ExprIr) => boolean;
}

/** Whether the customer must say yes first: to a write unless it needs none, and to any money but what the shop alone pays. */
export const needsYes = ({ operation, effect }: Pick<RawConfirmedCall, 'operation' | 'effect'>): boolean =>
  effect !== 'read' && (operation.confirm !== 'no' || (effect === 'money' && operation.pays !== 'by_us'));

/** Why no yes counts for a call: no question, one that may have been answered with no, or one that does not name all. */
interface Unconfirmed {
  missing: string;
  /** The question that may have been answered with no. */
  open?: string;
  /** The question that was meant for it, and the input that it does not name. */
  in?: { question: string; input: string; what: string };
}

/** The question whose yes counts for a call, or why there is none. */
export function confirmationOf(scope: Scope, call: RawConfirmedCall): { id: string } | Unconfirmed {
  const needed = namesNeeded(call);
  const said = scope.questions.filter((each) => saidYes(scope, each));
  const question = said.findLast((each) => needed.every((name) => isNamed(each, name)));
  return question ?? missing(scope.questions.at(-1), said, needed);
}

/** The inputs that the question of a call must name, each with the field of it to write. */
export const inputsToName = (call: RawConfirmedCall): readonly { input: string; field?: string }[] =>
  namesNeeded(call).map(({ input }) =>
    input === aboutOf(call).input ? { input, field: 'number' } : { input },
  );

/** The kind of record that a call is about. */
export const aboutOf = ({ operation }: RawConfirmedCall): SubjectKind => operation.about ?? orderSubject;

/** Amount and record, where the call has them: only these tell customers what they say yes to. */
function namesNeeded(call: RawConfirmedCall): Named[] {
  const { operation, inputs } = call;
  const { kind, input } = aboutOf(call);
  const { amount, number, [input]: record } = inputs;
  const what = `number of the ${kind}`;
  const isSame = (value: ExprIr) => (expr: ExprIr) => same(expr, value);
  const all: Named[] = [
    ...(amount === undefined ? [] : [{ input: 'amount', what: 'amount', by: isSame(amount) }]),
    ...(record === undefined ? [] : [{ input, what, by: (expr: ExprIr) => isNumberOf(expr, record) }]),
    ...(operation.subject !== 'number' || number === undefined
      ? []
      : [{ input: 'number', what, by: isSame(number) }]),
  ];
  return all.filter(({ input }) => !isMistaken(inputs[input] ?? nothing));
}

const nothing: ExprIr = { k: 'value', value: '' };

function missing(
  asked: Question | undefined,
  all: readonly Question[],
  needed: readonly Named[],
): Unconfirmed {
  const said = all.at(-1);
  if (asked === undefined) return { missing: 'The customer has not confirmed this call.' };
  if (said === undefined)
    return {
      missing: `At this point, the customer may have answered \`${asked.id}\` with no.`,
      open: asked.id,
    };
  const { input = '', what = '' } = needed.find((name) => !isNamed(said, name)) ?? {};
  // One of several questions that names nothing of the call is about something else.
  const isMeant = all.length === 1 || needed.some((name) => isNamed(said, name));
  return {
    missing: `The question \`${said.id}\` does not contain the ${what} that is sent here, written in the same way.`,
    ...(isMeant ? { in: { question: said.id, input, what } } : {}),
  };
}

function saidYes(scope: Scope, { id, unread }: Question): boolean {
  if (unread === true || isUnreadable(scope.facts)) return true;
  const answers = scope.facts.get(`steps.${id}.answer`)?.values;
  return answers?.length === 1 && answers[0] === 'yes';
}

const isNamed = ({ named, unread }: Question, { by }: Named): boolean => unread === true || named.some(by);

const same = (left: ExprIr, right: ExprIr): boolean =>
  canonicalJson(left) === canonicalJson(right) && !passing.some((root) => readsRoot(left, root));

/** Roots whose values can differ between the question and the call. */
const passing = ['run', 'conversation'] as const;

function isNumberOf(expr: ExprIr, record: ExprIr): boolean {
  if (expr.k !== 'read' || record.k !== 'read' || expr.root !== record.root) return false;
  return canonicalJson(expr.path) === canonicalJson([...record.path, 'number']);
}
