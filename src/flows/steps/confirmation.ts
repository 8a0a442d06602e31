/** The customer's own yes that a band builds on: to the very amount and order, on this way, and not used yet (DESIGN §6). */
import type { ExprIr } from '../../interpreter/ir.js';
import { canonicalJson } from '../../json.js';
import { readsRoot } from '../expressions/roots-of.js';
import type { Scope } from '../scope.js';

type Inputs = Readonly<Record<string, ExprIr>>;
type Question = Scope['questions'][number];

/** The question whose yes counts for a call, or why there is none. */
export function confirmationOf(scope: Scope, inputs: Inputs): { id: string } | { missing: string } {
  const said = scope.questions.filter(({ id }) => saidYes(scope, id));
  const question = said.findLast((each) => namesAmount(each, inputs) && namesOrder(each, inputs));
  return question ?? { missing: missing(scope.questions.at(-1), said.at(-1), inputs) };
}

function missing(asked: Question | undefined, said: Question | undefined, inputs: Inputs): string {
  if (asked === undefined)
    return 'On this way the customer has said no yes that this call could use: a yes counts for one call, and not for several rounds or branches.';
  if (said === undefined) return `Here the customer may also have answered \`${asked.id}\` with a no.`;
  const what = namesAmount(said, inputs) ? 'number of the order' : 'amount';
  return `The question \`${said.id}\` does not name the ${what} that is sent here, just as it is written here.`;
}

function saidYes(scope: Scope, id: string): boolean {
  const answers = scope.facts.get(`steps.${id}.answer`)?.values;
  return answers?.length === 1 && answers[0] === 'yes';
}

const namesAmount = ({ named }: Question, { amount }: Inputs): boolean =>
  amount === undefined || named.some((expr) => same(expr, amount));

/** The number of the very order: by nothing else does a customer know which one it is. */
const namesOrder = ({ named }: Question, { order }: Inputs): boolean =>
  order === undefined || named.some((expr) => isNumberOf(expr, order));

const same = (left: ExprIr, right: ExprIr): boolean =>
  canonicalJson(left) === canonicalJson(right) && !passing.some((root) => readsRoot(left, root));

/** Roots that can read otherwise at the call than they did in the question. */
const passing = ['run', 'conversation'] as const;

function isNumberOf(expr: ExprIr, order: ExprIr): boolean {
  if (expr.k !== 'read' || order.k !== 'read' || expr.root !== order.root) return false;
  return canonicalJson(expr.path) === canonicalJson([...order.path, 'number']);
}
