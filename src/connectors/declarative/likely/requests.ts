/** Mistakes in requests that a system would not report: a path twice, JSON as a text, a repeated payment, too small pages. */
import type { Json } from '../../../contracts/json.js';
import type { Path } from '../../../flows/yaml/document.js';
import { flowText } from '../../../flows/yaml/one-line-yaml.js';
import { catalogue } from '../../../commerce/index.js';
import type { Operation, Vocabulary } from '../../../commerce/operation.js';
import type { Report } from '../report-issues.js';
import { type PlacedRequest, requestsIn, requestsOf } from '../requests/either.js';
import type { ConnectionFile, OperationRules } from '../schema.js';

/** Reports requests that cannot mean what they say, and warns of those that hardly do. */
export function checkRequests(
  { baseUrl, operations }: ConnectionFile,
  report: Report,
  { vocabulary }: { vocabulary?: Vocabulary | undefined },
): void {
  const requests = requestsOf(operations);
  checkBase(baseUrl, requests, report);
  for (const each of requests) checkBody(each, report);
  checkSlashes(baseUrl, requests, report);
  for (const [name, rules] of Object.entries(operations)) {
    checkPages(rules, ['operations', name], report);
    checkNatural(rules, ['operations', name], (vocabulary?.catalogue ?? catalogue).get(name)?.again, report);
  }
}

const segmentsOf = (path: string): string[] => path.split('/').filter((part) => part !== '');

/** Parts of an address that no path has twice: versions, and what APIs are found under. */
const ROOT_PART = /^(v\d+([._]\d+)*|\d{4}-\d\d(-\d\d)?|api|rest|odata)$/i;

/** The end of the base address with which a path begins again; empty if there is none. */
function repeated(base: readonly string[], way: readonly string[]): readonly string[] {
  const lengths = base.map((_, index) => base.length - index);
  const length = lengths.find((count) => base.slice(-count).join('/') === way.slice(0, count).join('/'));
  return length === undefined ? [] : way.slice(0, length);
}

/** `/v2/v2/…`: the base address ends as the paths begin. Told at the base address if all paths do. */
function checkBase(baseUrl: string, requests: readonly PlacedRequest[], report: Report): void {
  const [, way = ''] = /^(?:\w+:\/\/[^/]*|\$\{[^}]*\})(\/[^?#]*)?$/.exec(baseUrl) ?? [];
  const base = segmentsOf(way);
  const ways = requests.flatMap(({ request, path }) =>
    request.path === undefined ? [] : [{ written: request.path, path: [...path, 'path'] }],
  );
  const twice = ways
    .map((each) => ({ ...each, part: repeated(base, segmentsOf(each.written)) }))
    .filter(({ part }) => part.length > 0);
  const [first] = twice;
  if (first === undefined) return;
  const part = `/${first.part.join('/')}`;
  const message = `\`baseUrl\` ends with \`${part}\`, and ${twice.length === ways.length ? 'the paths start' : 'this path starts'} with it, so requests would go to \`/${base.join('/')}${first.written}\`.`;
  const hint = `Remove \`${part}\` from \`baseUrl\` or from the paths.`;
  const isSure = first.part.length > 1 || ROOT_PART.test(first.part[0] ?? '');
  const places = twice.length === ways.length ? [['baseUrl']] : twice.map(({ path }) => path);
  for (const path of places) {
    if (isSure) report.add(path, 'connection_url_invalid', message, { hint });
    else report.warn(path, 'connection_url_invalid', message, { hint });
  }
}

/** Two slashes in a row: most systems do not find such an address. A single one at the end of the base address is left out. */
function checkSlashes(baseUrl: string, requests: readonly PlacedRequest[], report: Report): void {
  const places = [
    { text: baseUrl.replace(/^\w+:\/\//, ''), path: ['baseUrl'] },
    ...requests.map(({ request, path }) => ({ text: request.path ?? '', path: [...path, 'path'] })),
  ];
  for (const { text, path } of places) {
    if (!/\/\//.test(text.replace(/[?#].*$/, '')) || /:\/\//.test(text)) continue;
    const message = 'This address has two slashes in a row: most systems do not find it.';
    report.warn(path, 'connection_url_invalid', message, { hint: 'Remove one of the slashes.' });
  }
}

/** A body of JSON, a form or XML that is written as one text: it would be sent as a JSON string. */
function checkBody({ request, path }: PlacedRequest, report: Report): void {
  const { body } = request;
  if (typeof body !== 'string') return;
  const text = body.trim();
  const kind = kindOf(text);
  if (kind === undefined) return;
  const message = `This text is ${kind}, but \`body\` would send it as a single JSON string, in quotes.`;
  report.add([...path, 'body'], 'connection_invalid', message, { hint: bodyHint(kind, text) });
}

/** What a text is that was not meant as a text. */
function kindOf(text: string): 'JSON' | 'XML' | 'a form' | undefined {
  if (/^\{[^]*\}$/.test(text) || isJsonList(text)) return 'JSON';
  if (/^<[^]*>$/.test(text)) return 'XML';
  return /^[\w.-]+=[^&\s]*(&[\w.-]+=[^&\s]*)*$/.test(text) ? 'a form' : undefined;
}

/** Whether a text is a list, with placeholders for some of its values: `[urgent]` begins a sentence. */
function isJsonList(text: string): boolean {
  if (!text.startsWith('[')) return false;
  try {
    return Array.isArray(JSON.parse(text.replaceAll(/\$\{[^}]*\}/g, '0')));
  } catch {
    return false;
  }
}

function bodyHint(kind: string, text: string): string {
  if (kind === 'XML') return 'Write `xml:` instead of `body:`.';
  if (kind === 'JSON') {
    try {
      return `Write it as a map: \`body: ${flowText(JSON.parse(text) as Json)}\`.`;
    } catch {
      return 'Write it as a map, without the quotes around it: `body: { name: "${inputs.…}" }`.';
    }
  }
  const fields = Object.fromEntries(new URLSearchParams(text));
  return `Write a form: \`form: ${flowText(fields)}\`.`;
}

/** Parameters that say how many items a page has. */
const SIZE_NAME =
  /^(?:[\w$]*[[._-])?\$?(limit|per_?page|page_?(size|limit|length)|size|count|first|top|max_?(results|records)|rows|take|hits|num)\]?$/i;

/** `size` is what a full page has: if the request asks for fewer, the first page is taken for the last one. */
function checkPages({ paging, request, chain = [] }: OperationRules, path: Path, report: Report): void {
  if (paging?.size === undefined) return;
  const { size } = paging;
  const asked = [...requestsIn(request).map((way) => way.request), ...chain.map((link) => link.request)]
    .flatMap(({ query = {}, variables = {}, form = {} }) =>
      Object.entries({ ...query, ...variables, ...form }),
    )
    .filter(([name, value]) => SIZE_NAME.test(name) && /^\d+$/.test(typeof value === 'string' ? value : ''))
    .map(([name, value]) => ({ name, count: Number(value) }));
  const wrong = asked.find(({ count }) => count !== size);
  if (asked.length !== 1 || wrong === undefined) return;
  const { name, count } = wrong;
  const follows =
    count < size
      ? `a page with fewer than ${size} is taken for the last one, so only the first page would be read`
      : `so a page with ${size} to ${count} items is never taken for the last one`;
  const message = `The request asks for ${count} items a page (\`${name}: ${count}\`), but \`size\` is ${size}: ${follows}.`;
  const hint = `Write \`size: ${count}\`.`;
  report.warn([...path, 'paging', 'size'], 'connection_paging_invalid', message, { hint });
}

/** `natural` says that the write only sets a state; a POST that pays or creates would do it again. */
function checkNatural(
  { idempotency, request, chain }: OperationRules,
  path: Path,
  again: Operation['again'],
  report: Report,
): void {
  if (idempotency !== 'natural' || again === undefined) return;
  // PUT, PATCH and DELETE set a state (RFC 9110 §9.2.2).
  const posts = requestsIn(request).some(({ request: { method = 'POST' } }) => method === 'POST');
  // A key that the system compares makes a repetition harmless.
  const names = /\$\{(idempotencyKey|requestKey|reference)\}/.test(JSON.stringify([request, chain]));
  if (!posts || names) return;
  const does = again === 'pays' ? 'pay again' : 'create another record';
  const message = `After a lost answer, \`natural\` repeats this request, which would ${does} unless the system notices: \`natural\` is only for writes that set a state.`;
  const hint =
    'If the system accepts a key, write `key: { header: Idempotency-Key, window: 24h }` under `idempotency:`; if it can be asked, `lookup: <operation>`. Otherwise, write `none`.';
  report.warn([...path, 'idempotency'], 'connection_idempotency_invalid', message, { hint });
}
