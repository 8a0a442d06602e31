/** Headers of a request; a value cannot inject another header. */
import type { Path } from '../../../yaml/document.js';
import { plainText } from '../json-value.js';
import type { CallValues } from '../template.js';
import { keyed, type RequestScope } from './payload.js';
import { payloadName, type PayloadName, type RequestRules } from './schema.js';
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
  checkType(rules, path, scope);
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

/** Kinds of payload by their media types: another kind than the one that a type names never fits it. */
const BY_TYPE: readonly (readonly [type: RegExp, kind: PayloadName, fits: readonly PayloadName[]])[] = [
  [/^application\/x-www-form-urlencoded/i, 'form', ['form', 'text']],
  [/^multipart\//i, 'multipart', ['multipart', 'text']],
  [/^[\w.-]+\/(?:[\w.-]+\+)?json\b/i, 'body', ['body', 'graphql', 'text']],
  [/^[\w.-]+\/(?:[\w.-]+\+)?xml\b/i, 'xml', ['xml', 'soap', 'text']],
];

/** How each kind of payload is always written. */
const WRITTEN: Readonly<Record<PayloadName, string>> = {
  body: 'JSON',
  form: 'a form',
  multipart: 'parts',
  xml: 'XML',
  text: 'plain text',
  graphql: 'JSON',
  soap: 'XML',
};

/** Reports a media type that is not that of the payload: the system would read it as something else. */
function checkType(rules: RequestRules, path: Path, { report }: RequestScope): void {
  const kind = payloadName(rules);
  const header = Object.keys(rules.headers ?? {}).find((name) => name.toLowerCase() === 'content-type');
  const places: readonly (readonly [unknown, Path])[] = [
    [rules.contentType, [...path.slice(0, -1), 'contentType']],
    // In parts, the header is refused whatever it says.
    ...(header === undefined || kind === 'multipart'
      ? []
      : ([[rules.headers?.[header], [...path, header]]] as const)),
  ];
  for (const [type, at] of places) {
    const [, meant, fits] = BY_TYPE.find(([media]) => typeof type === 'string' && media.test(type)) ?? [];
    if (kind === undefined || meant === undefined || fits?.includes(kind) !== false) continue;
    const message = `\`${kind}\` is always written as ${WRITTEN[kind]}, and this says \`${String(type)}\`: what is sent and what is said of it disagree.`;
    const hint = `Write \`${meant}:\` in place of \`${kind}:\`, and leave this out; or leave it out alone, if ${WRITTEN[kind]} is right.`;
    report.add(at, 'connection_invalid', message, { at: 'key', hint });
  }
}

/** Checks for visible ASCII with only inner blanks, so nothing starts another header or is stripped by HTTP. */
function headerText(text: string): string {
  if (!/^[\x20-\x7e]*$/.test(text) || text !== text.trim()) throw new UnusableValue('no text of a header');
  return text;
}
