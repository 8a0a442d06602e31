/** A look-up must find what the write has carried, or each "no" of it would do the write again (DESIGN §5). */
import type { ComparedKey, OperationKeys } from './keys.js';
import type { CompiledOperation } from './operation.js';
import type { Report } from './report.js';
import type { ConnectionFile, OperationRules } from './schema.js';

/** Reports look-ups that ask for what no request of their write carries: each "no" of theirs would be wrong. */
export function checkLookUps(
  file: Pick<ConnectionFile, 'operations'>,
  operations: ReadonlyMap<string, CompiledOperation>,
  report: Report,
): void {
  for (const [name, rules] of Object.entries(file.operations)) {
    const write = operations.get(name);
    if (write === undefined || write.binding.effect === 'read') continue;
    for (const asked of lookUpsOf(rules)) {
      const lookUp = operations.get(asked);
      if (lookUp !== undefined) checkLookUp({ name, ...write.keys }, { name: asked, ...lookUp.keys }, report);
    }
  }
}

const lookUpsOf = ({ idempotency, accepted }: OperationRules): string[] => [
  ...(typeof idempotency === 'object' && idempotency.lookup !== undefined ? [idempotency.lookup] : []),
  ...(accepted?.settles.ask === undefined ? [] : [accepted.settles.ask.operation]),
];

type Named = OperationKeys & { name: string };

function checkLookUp(write: Named, lookUp: Named, report: Report): void {
  const request = ['operations', lookUp.name, 'request'];
  const asked = lookUp.carried.map(({ way }) => ({ name: way[0] ?? '', path: request, at: 'key' as const }));
  for (const { path, at = 'value', ...compared } of [...lookUp.compared.map(atValue), ...asked]) {
    const wrong = problemOf(compared, write);
    if (wrong !== undefined)
      report.add(path, 'connection_idempotency_invalid', wrong.message, { at, hint: wrong.hint });
  }
}

const atValue = (compared: ComparedKey): ComparedKey & { at?: 'key' | 'value' } => compared;

/** Why a look-up never finds what it asks for; undefined if it can. */
function problemOf(
  { name, text }: Pick<ComparedKey, 'name' | 'text'>,
  write: Named,
): { message: string; hint: string } | undefined {
  if (name === 'requestKey')
    return {
      message: '`${requestKey}` is the key of this very request: no other one carries it.',
      hint: `Write \`\${idempotencyKey}\`, here and in the request of \`${write.name}\` that is looked up.`,
    };
  const carried = write.carried.filter(({ way: [root] }) => root === name);
  if (carried.length === 0)
    return {
      message: `No request of \`${write.name}\` carries \`\${idempotencyKey}\`: it is never found, and what was done would be done again.`,
      hint: `Write \`\${idempotencyKey}\` into a request of \`${write.name}\`, or look for what one does carry.`,
    };
  const wholes = carried.map(({ whole }) => whole);
  if (text === undefined || wholes.includes(undefined) || wholes.includes(text)) return undefined;
  return {
    message: `\`${write.name}\` sends \`${wholes.join('`, `')}\`: compared letter by letter, \`${text}\` is never found.`,
    hint: 'Compare the whole value that was sent.',
  };
}
