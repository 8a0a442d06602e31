/** Operations that a connection file names besides those it describes: to look up or settle a write. */
import { catalogue } from '../../commerce/index.js';
import { text } from '../../commerce/field.js';
import type { Catalogue, Operation, Vocabulary } from '../../commerce/operation.js';
import type { Path } from '../../flows/yaml/document.js';
import { didYouMean } from '../../flows/yaml/suggest.js';
import type { Report } from './report-issues.js';

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
  const operation = known.get(name) ?? askedAbout(name, known);
  if (operation || (!vocabulary && mayBeOwn(name))) return operation;
  const hint = didYouMean(name, known.keys());
  report.add(path, 'connection_operation_unknown', `The operation \`${name}\` does not exist.`, { at, hint });
  return undefined;
}

/**
 * The reads that a connection may give beside each write: `<operation>.outcome` tells what became of one that was
 * accepted, `<operation>.happened` whether one whose answer was lost has happened. Both are asked with its inputs.
 */
function askedAbout(name: string, known: Catalogue): Operation | undefined {
  const [, write = '', about = ''] = /^(.+)\.(outcome|happened)$/.exec(name) ?? [];
  const operation = known.get(write);
  if (operation === undefined || operation.effect === 'read') return undefined;
  const [main = 'done'] = Object.keys(operation.results);
  const done = operation.results[main] ?? {};
  return {
    ...{ name, title: `${operation.title}: ${about}`, effect: 'read', privacy: operation.privacy },
    ...{ inputs: operation.inputs, subject: operation.subject },
    ...(about === 'happened' ? { empty: 'not_happened' } : {}),
    results:
      about === 'happened'
        ? { happened: done, not_happened: {} }
        : { done, refused: { code: text() }, pending: {} },
  };
}

/** Whether an unknown name may be the merchant's own: any outside the product's domains. */
function mayBeOwn(name: string): boolean {
  const [domain = ''] = name.split('.');
  return ![...catalogue.keys()].some((known) => known.startsWith(`${domain}.`));
}
