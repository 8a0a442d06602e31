/** Headers of a request; a value cannot inject another header. */
import type { Path } from '../../../yaml/document.js';
import { plainText } from '../json-value.js';
import type { CallValues } from '../template.js';
import { keyed, type RequestScope } from './payload.js';
import type { RequestRules } from './schema.js';
import { leafWriters } from './values.js';
import { UnusableValue } from '../unusable-value.js';

/** Headers that HTTP itself sets. */
const RESERVED = new Set([
  'host',
  'connection',
  'content-length',
  'transfer-encoding',
  'upgrade',
  'te',
  'trailer',
]);

/** Compiles `headers` and the header of the idempotency key; the result throws UnusableValue. */
export function compileHeaders(
  rules: RequestRules,
  keyHeader: string | undefined,
  path: Path,
  scope: RequestScope,
): (values: CallValues) => Record<string, string> {
  const headers = leafWriters({ ...rules.headers, ...keyed(keyHeader) }, path, scope);
  for (const [name] of headers) {
    const lower = name.toLowerCase();
    const problem = problemOf(lower, rules);
    if (problem !== undefined)
      scope.report.add([...path, name], 'connection_invalid', problem, { at: 'key' });
  }
  return (values) => {
    const written = headers.map(([name, write]) => [name.toLowerCase(), write(values)] as const);
    const present = written.flatMap(([name, value]) =>
      value === undefined ? [] : [[name, headerText(plainText(value))] as const],
    );
    return Object.fromEntries(present);
  };
}

function problemOf(name: string, rules: RequestRules): string | undefined {
  if (RESERVED.has(name)) return `\`${name}\` is set by HTTP itself.`;
  if (!/^[a-z0-9-]+$/.test(name)) return `\`${name}\` is no name of a header.`;
  if (name === 'content-type' && rules.multipart !== undefined)
    return 'The type of a multipart body names its boundary: use `contentType`.';
  if (name === 'soapaction' && rules.soap !== undefined) return 'The action of SOAP is written as `action`.';
  return undefined;
}

/** Checks for visible ASCII with only inner blanks, so nothing starts another header or is stripped by HTTP. */
function headerText(text: string): string {
  if (!/^[\x20-\x7e]*$/.test(text) || text !== text.trim()) throw new UnusableValue('no text of a header');
  return text;
}
