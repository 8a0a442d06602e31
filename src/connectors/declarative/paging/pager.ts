/** Finds the next page: by cursor, number, offset, link, address or the last item, up to a maximum. */
import type { Json } from '../../../contracts/json.js';
import type { Path } from '../../../flows/yaml/document.js';
import type { JsonPath } from '../json-path.js';
import type { Report } from '../report-issues.js';
import type { Shape } from '../mapping/field-shape.js';
import { namedSlot, type Slot } from '../template.js';
import type { PagingRules } from './schema.js';

/** Values that a request of a page may name as `${page.…}`. */
export interface PageValues {
  cursor?: string;
  number?: number;
  offset?: number;
}

/** How to request the next page: with other values, or at another address of the same system. */
export type NextPage = { values: PageValues } | { url: string };

/** A page that was read. */
interface SeenPage {
  headers: Readonly<Record<string, string>>;
  body: Json;
  /** Its items, as the system wrote them. */
  items: readonly Json[];
  /** Number of items on this page and all earlier ones. */
  count: number;
  /** How many pages were read before it. */
  index: number;
}

/** Pages through the results of one operation. */
export interface Pager {
  first: PageValues;
  /** Query parameter for the mark, if the request itself does not name it. */
  param?: string;
  max: number;
  /** The list whose items are the marks of all pages. */
  over?: Slot;
  /** The next page; undefined when this one is the last. */
  next(page: SeenPage): NextPage | undefined;
}

const PAGES = 5;

const MOST_ITEMS = 10;

/** Compiles `paging:`; undefined with an issue. */
export function compilePager(
  rules: PagingRules,
  path: Path,
  report: Report,
  chain: ReadonlyMap<string, Shape>,
): Pager | undefined {
  if (rules.over !== undefined) {
    const over = listNamed(rules.over, chain, [...path, 'over'], report);
    const param = rules.param === undefined ? {} : { param: rules.param };
    return over && { first: {}, max: rules.max ?? MOST_ITEMS, ...param, over, next: () => undefined };
  }

  const jsonPath = (key: 'cursor' | 'next' | 'last' | 'total' | 'more'): JsonPath | undefined =>
    rules[key] === undefined ? undefined : report.jsonPath(rules[key], [...path, key]);
  const ends = endOf(rules, jsonPath('total'), jsonPath('more'));
  const step = stepOf(rules, { cursor: jsonPath('cursor'), next: jsonPath('next'), last: jsonPath('last') });
  const first = firstOf(rules);
  return (
    step && {
      first,
      max: rules.max ?? PAGES,
      ...(rules.param === undefined ? {} : { param: rules.param }),
      next: (page) => (ends(page) ? undefined : step(page)),
    }
  );
}

/** A list that the chain has taken; undefined with an issue. */
function listNamed(
  name: string,
  chain: ReadonlyMap<string, Shape>,
  path: Path,
  report: Report,
): Slot | undefined {
  const slot = namedSlot(name, { inputs: new Map(), secrets: () => undefined, chain });
  if (!('code' in slot) && slot.shape.kind === 'list') return slot;
  report.add(path, 'connection_paging_invalid', `\`${name}\` is not a list from the chain.`);
  return undefined;
}

/** The mark of a page, as a query parameter holds it. */
export const markOf = ({ cursor, number, offset }: PageValues): string | undefined =>
  cursor ?? (number ?? offset)?.toString();

function firstOf({ page, offset }: PagingRules): PageValues {
  if (page !== undefined) return { number: page };
  return offset === undefined ? {} : { offset };
}

type Step = (page: SeenPage) => NextPage | undefined;
type Paths = Record<'cursor' | 'next' | 'last', JsonPath | undefined>;

function stepOf(rules: PagingRules, { cursor, next, last }: Paths): Step | undefined {
  if (rules.page !== undefined) {
    const from = rules.page + 1;
    return ({ index }) => ({ values: { number: from + index } });
  }
  if (rules.offset !== undefined) {
    const from = rules.offset;
    return ({ count }) => ({ values: { offset: from + count } });
  }
  if (rules.link !== undefined) {
    const relation = rules.link;
    return ({ headers }) => urlPage(nextLink(headers['link'], relation));
  }
  if (cursor) return ({ body }) => cursorPage(wordAt(cursor, body));
  if (next) return ({ body }) => urlPage(wordAt(next, body));
  return (
    last && (({ items }) => cursorPage(items.length === 0 ? undefined : wordAt(last, items.at(-1) ?? null)))
  );
}

const cursorPage = (cursor: string | undefined): NextPage | undefined =>
  cursor === undefined ? undefined : { values: { cursor } };

const urlPage = (url: string | undefined): NextPage | undefined => (url === undefined ? undefined : { url });

/** Recognises the last page: too few items, the total reached, no more, or an empty page of counted ones. */
function endOf(
  { size, page, offset }: PagingRules,
  total: JsonPath | undefined,
  more: JsonPath | undefined,
): (page: SeenPage) => boolean {
  const counted = page !== undefined || offset !== undefined;
  return ({ body, items, count }) => {
    if (more && wordAt(more, body) !== 'true') return true;
    const all = total && Number(wordAt(total, body) ?? Number.NaN);
    if (all !== undefined && count >= all) return true;
    if (size !== undefined && items.length < size) return true;
    return counted && items.length === 0;
  };
}

/** The text or number at a path; undefined when it is missing or empty. */
function wordAt(path: JsonPath, node: Json): string | undefined {
  const [value] = path.select(node);
  const word = value === undefined || value === null || typeof value === 'object' ? '' : String(value);
  return word === '' ? undefined : word;
}

/** The target of a link relation, if any. Parameters may be quoted; relations are compared regardless of case. */
export function nextLink(header: string | undefined, relation: string): string | undefined {
  for (const { target, parameters } of linksOf(header ?? '')) {
    const rel = /;\s*rel\s*=\s*(?:"([^"]*)"|([^\s;,"]+))/i.exec(parameters);
    const relations = (rel?.[1] ?? rel?.[2] ?? '').toLowerCase().split(/\s+/);
    if (relations.includes(relation.toLowerCase())) return target;
  }
  return undefined;
}

/** Link values in order: `<target>` and the parameters up to the next unquoted comma. */
function* linksOf(header: string): Generator<{ target: string; parameters: string }> {
  const link = /\s*<([^>]*)>((?:\s*;\s*[^\s=;,"]+\s*(?:=\s*(?:"[^"]*"|[^\s;,"]*))?)*)\s*(?:,|$)/y;
  for (let match = link.exec(header); match; match = link.exec(header))
    yield { target: match[1] ?? '', parameters: match[2] ?? '' };
}
