/** Operations that a connection file names besides those it describes: to look up or settle a write. */
import { catalogue } from '../../commerce/index.js';
import type { Operation, Vocabulary } from '../../commerce/operation.js';
import type { Path } from '../../yaml/document.js';
import { didYouMean } from '../../yaml/suggest.js';
import type { Report } from './report.js';

/** The report for unknown names, and what the merchant's files can name. */
export interface NameScope {
  report: Report;
  /** Undefined where the merchant.yaml cannot be read. */
  vocabulary?: Vocabulary | undefined;
}

/** The operation of that name; undefined with an issue, or where it may be an unknown one of the merchant's. */
export function namedOperation(
  name: string,
  path: Path,
  { report, vocabulary }: NameScope,
  at: 'key' | 'value' = 'value',
): Operation | undefined {
  const known = vocabulary?.catalogue ?? catalogue;
  const operation = known.get(name);
  if (operation || (!vocabulary && mayBeOwn(name))) return operation;
  const hint = didYouMean(name, known.keys());
  report.add(path, 'connection_operation_unknown', `There is no operation \`${name}\`.`, { at, hint });
  return undefined;
}

/** Whether an unknown name may be the merchant's own: any outside the product's domains. */
function mayBeOwn(name: string): boolean {
  const [domain = ''] = name.split('.');
  return ![...catalogue.keys()].some((known) => known.startsWith(`${domain}.`));
}
