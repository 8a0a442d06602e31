/** Checks that a request that pays says how much: a system that is not told would choose the amount itself. */
import type { Operation, Vocabulary } from '../../commerce/operation.js';
import type { Path } from '../../yaml/document.js';
import type { Shape } from './mapping/shape.js';
import type { Report } from './report.js';
import type { Slot } from './template.js';

/** Whose amount no system is told: what the customer is given in goods, and what a carrier charges us by its own prices. */
const untold: readonly Operation['pays'][] = ['in_goods', 'by_us'];

/** Adds an issue for each amount of a payment that no request names; outside of a merchant nobody is paid. */
export function checkAmounts(
  operation: Operation,
  inputs: ReadonlyMap<string, Shape>,
  used: readonly Slot[],
  path: Path,
  { report, vocabulary }: { report: Report; vocabulary?: Vocabulary | undefined },
): void {
  if (operation.effect !== 'money' || untold.includes(operation.pays) || !vocabulary) return;
  for (const [name] of [...inputs].filter(([, { kind, optional }]) => kind === 'money' && !optional)) {
    if (used.some(({ way }) => way[0] === 'inputs' && way[1] === name)) continue;
    const message = `\`inputs.${name}\` is nowhere in the request.`;
    report.add(path, 'connection_amount_unused', message, { at: 'key' });
  }
}
