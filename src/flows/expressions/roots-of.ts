/** Which roots an expression reads: what the customer confirmed must not change its meaning later. */
import type { ExprIr } from '../../contracts/ir.js';

/** True if the expression reads `root`, anywhere in it. */
export function readsRoot(expr: ExprIr, root: string): boolean {
  if (expr.k === 'read' || expr.k === 'has') return expr.root === root;
  return partsOf(expr).some((part) => readsRoot(part, root));
}

function partsOf(expr: ExprIr): readonly ExprIr[] {
  switch (expr.k) {
    case 'op':
    case 'call':
      return expr.args;
    case 'list':
      return expr.items;
    case 'record':
      return Object.values(expr.fields);
    case 'index':
      return [expr.of, expr.at];
    case 'macro':
      return [expr.list, expr.body];
    default:
      return [];
  }
}
