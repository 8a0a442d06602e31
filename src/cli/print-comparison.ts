/** How `orderly check --against` writes what changed. */
import { byWeight, type Change, type Weight } from '../flows/changes/change.js';
import type { Comparison, MerchantChanges } from './against.js';
import { painted, printLine } from './print.js';
import { plain } from '../platform/observability/print-failure.js';

/** Writes what changed, merchant by merchant. */
export function printComparison({ against, merchants, shippedFlowsCompared }: Comparison): void {
  printLine(`\nAgainst ${plain(against)}:`);
  if (!shippedFlowsCompared)
    printLine('The shipped flows are not in this repository at that commit: they are taken as they are now.');
  for (const merchant of merchants) printMerchant(merchant);
  const changed = merchants.reduce((sum, { flows }) => sum + flows.length, 0);
  const unchanged = merchants.reduce((sum, each) => sum + each.unchanged, 0);
  const looser = merchants
    .flatMap(allChanges)
    .filter(({ weight, uses }) => weight === 'looser' && uses === undefined).length;
  printLine(
    `${counted(changed, 'flow')} changed, ${unchanged} unchanged; ${looser === 0 ? 'nothing is' : counted(looser, 'change')} looser about money.`,
  );
  if (changed > 0) printLine('Runs that have begun keep the version that they began with.');
}

const allChanges = ({ changes, flows }: MerchantChanges): Change[] => [
  ...changes,
  ...flows.flatMap((flow) => flow.changes),
];

function printMerchant(merchant: MerchantChanges): void {
  const { is, because, changes, flows } = merchant;
  if (is === 'changed' && changes.length + flows.length === 0) return;
  printLine(`${painted('bold', merchant.merchant)}${how(is, because)}`);
  const parts = [
    ...(changes.length === 0 ? [] : [{ title: 'merchant.yaml and connections', changes }]),
    ...flows.map((flow) => ({ title: `${flow.flow}${how(flow.is)}`, changes: flow.changes })),
  ];
  // Looser changes come first, wherever they occur.
  for (const { title, changes: all } of [...parts].sort((a, b) => rank(a.changes) - rank(b.changes))) {
    printLine(`  ${plain(title)}`);
    for (const change of all) printChange(change);
  }
}

function how(is: MerchantChanges['is'], because?: string): string {
  if (is === 'changed') return '';
  return is === 'not_comparable' ? ` cannot be compared: ${because ?? ''}` : ` is ${is}`;
}

const order: readonly Weight[] = ['looser', 'money', 'behaviour', 'words'];

function rank(changes: readonly Change[]): number {
  const [first] = byWeight(changes);
  if (first === undefined) return order.length * 2;
  // Flows that merely use a changed flow are listed after it.
  const own = changes.some(({ weight, uses }) => weight === first.weight && uses === undefined);
  return order.indexOf(first.weight) * 2 + (own ? 0 : 1);
}

const colours = { looser: 'red', money: 'yellow', behaviour: 'cyan', words: 'dim' } as const;

function printChange({ weight, step, what }: Change): void {
  const line = plain(`${step === undefined ? '' : `${step}: `}${what}`).replaceAll(/\s*\n\s*/g, ' ');
  printLine(`    ${painted(colours[weight], weight.padEnd(9))} ${line}`);
}

const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`;
