/** Writes that most likely do not do what they say: by GET, or looked up by their amount alone. */
import { catalogue } from '../../../commerce/index.js';
import type { Vocabulary } from '../../../commerce/operation.js';
import type { Report } from '../report-issues.js';
import { requestsIn } from '../requests/either.js';
import type { ConnectionFile } from '../schema.js';

/** Warns about both. */
export function checkWrites(
  { operations }: ConnectionFile,
  report: Report,
  { vocabulary }: { vocabulary?: Vocabulary | undefined },
): void {
  for (const [name, rules] of Object.entries(operations)) {
    const operation = (vocabulary?.catalogue ?? catalogue).get(name);
    if (operation === undefined || operation.effect === 'read') continue;
    checkMethods(name, { ...rules, chain: rules.chain ?? [] }, report);
    const { idempotency } = rules;
    if (operation.again !== 'pays' || typeof idempotency !== 'object') continue;
    if (idempotency.lookup !== undefined) checkLookUp(name, idempotency.lookup, operations, report);
  }
}

type Rules = ConnectionFile['operations'][string];

/** GET only reads (RFC 9110 §9.2.1): what it names is hardly changed. */
function checkMethods(name: string, { request, chain = [] }: Rules, report: Report): void {
  if (chain.some((link) => link.request.method !== undefined && link.request.method !== 'GET')) return;
  for (const { request: own, path } of requestsIn(request)) {
    if (own.method !== 'GET') continue;
    const message = `\`${name}\` is a write, but GET only reads: most systems would change nothing.`;
    const hint = 'Write the method that the system expects, such as `method: POST`.';
    report.warn([...['operations', name, 'request'], ...path, 'method'], 'connection_invalid', message, {
      hint,
    });
  }
}

/** What only one write carries, or names it. */
const OWN = /\$\{(idempotencyKey|reference|requestKey)\}/;

/** Another payment of the same amount would pass for this one. */
function checkLookUp(
  write: string,
  name: string,
  operations: ConnectionFile['operations'],
  report: Report,
): void {
  const rules = operations[name];
  if (rules === undefined) return;
  const { request, chain, results, success, none, where } = rules;
  if (OWN.test(JSON.stringify([request, chain, results, success, none, where]))) return;
  const places = { success, none, where, results };
  const [key] =
    Object.entries(places).find(
      ([, part]) => part !== undefined && /inputs\.amount/.test(JSON.stringify(part)),
    ) ?? [];
  if (key === undefined) return;
  const message = `This lookup recognizes the payment by its amount alone: an earlier one of the same amount would pass for it, and \`${write}\` would not be carried out.`;
  const hint =
    'Compare what only this call sends, such as `${idempotencyKey}` in a reference that the system returns. If the system accepts a key, `key: { header: Idempotency-Key, window: 24h }` is better still.';
  report.warn(['operations', name, key], 'connection_idempotency_invalid', message, { hint });
}
