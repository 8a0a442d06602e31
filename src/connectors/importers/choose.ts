/** Guesses which operations of a system are ours. */
import type { DescribedOperation } from './description.js';
import type { TargetName } from './draft-request.js';

/** Our operations that a draft can have. */
export const targetNames: readonly TargetName[] = [
  'orders.get',
  'orders.find',
  'payments.quote_refund',
  'payments.refund',
  'shipments.track',
];

/** Patterns for names of operations, with path parameters as `{}`: the first pattern with any match wins. */
const likely: Readonly<Record<TargetName, readonly RegExp[]>> = {
  'orders.get': [
    /^(get_?order|order|order_?(get|details|by_?(number|id|no)))$/i,
    /^GET .*orders?\/\{\}$/i,
    /^(get|find|read|fetch)?_?order_?(by|info|detail)/i,
    /^(get|find|read|fetch).*order$/i,
    /^(auftrag|bestellung)_?(lesen|holen|abrufen)$/i,
  ],
  'orders.find': [
    /^(get|list|find|search)_?orders$|^orders$/i,
    /^GET .*orders$/i,
    /^(auftr(ae|ä)ge|bestellungen)_?(suchen|finden)$/i,
  ],
  'payments.quote_refund': [
    /refund_?(quote|preview|estimate|calculate)|suggested_?refund|quote_?refund/i,
    /^erstattung_?pr(ue|ü)fen$/i,
  ],
  'payments.refund': [
    /^(refund|(create|post|order|payment)_?refund)(create)?$|^refundcreate$/i,
    /^POST .*refunds?$/i,
    /^erstattung_?buchen$/i,
  ],
  'shipments.track': [/^(get)?.*track(ing)?(response|details|shipment|parcel)?/i, /^GET .*track/i],
};

/** Finds the most likely operation of a description for one of ours; undefined if none resembles it. */
export function likelyOperation(
  target: TargetName,
  operations: readonly DescribedOperation[],
): DescribedOperation | undefined {
  const reads = target !== 'payments.refund';
  const fit = operations.filter((operation) => (operation.reads ?? reads) === reads);
  for (const pattern of likely[target]) {
    const found = fit.find((operation) => labelsOf(operation).some((label) => pattern.test(label)));
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Guesses which of our operations this one is; undefined without any evidence. */
export function likelyTarget(operation: DescribedOperation): TargetName | undefined {
  return targetNames.find((target) => likelyOperation(target, [operation]) !== undefined);
}

const labelsOf = ({ name, method, path }: DescribedOperation): string[] =>
  path === undefined ? [name] : [name, `${method} ${path.replaceAll(/\{[^}]*\}/g, '{}')}`];
