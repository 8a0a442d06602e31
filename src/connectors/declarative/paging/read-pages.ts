/** Reads all pages of an operation's own request, within its time-out and page limit. */
import { createHash } from 'node:crypto';
import type { Outgoing } from '../../../auth/scheme.js';
import type { Json, JsonObject } from '../../../contracts/json.js';
import type { Outcome } from '../../outcome-table.js';
import type { AttemptScope } from '../attempt-scope.js';
import { ask } from '../exchange-step.js';
import type { OutputReader } from '../mapping/outputs.js';
import { cooperatively, type Cooperative } from '../cooperative.js';
import { setParameter } from '../query.js';
import { type CallValues, type Slot, valueOf } from '../template.js';
import { isList, plainText } from '../json-value.js';
import { WrongShape } from '../mapping/values.js';
import { markOf, type NextPage, type Pager, type PageValues } from './pager.js';

/** A single page. */
const ONE: Pager = { first: {}, max: 1, next: () => undefined };

/** Reads the bodies of all pages through `view`, or another outcome; undefined if the request cannot be built. */
export async function readPages(
  values: CallValues,
  view: (body: Json) => Json,
  scope: AttemptScope,
): Promise<Json[] | Outcome | undefined> {
  const { call, operation, transport, deadline, report, answered } = scope;
  const { pager = ONE } = operation;
  if (pager.over !== undefined) return readOver(pager.over, pager, values, view, scope);
  const first = withMark(operation.build({ ...values, page: pageOf(pager.first) }), pager, pager.first);
  if (!first) return undefined;
  // Only a committing request asks the gate, never a read or a request of the chain.
  const gate = operation.binding.effect === 'read' ? undefined : call.gate;
  const bodies: Json[] = [];
  const seen = new Set<string>();
  let [next, count, asked]: [Outgoing, number, PageValues] = [first, 0, pager.first];
  for (;;) {
    const timeoutMs = Math.max(1, deadline - Date.now());
    const asking = { ...values, page: pageOf(asked) };
    const allowance = { timeoutMs, signal: call.signal, gate, values: asking, answered };
    const answer = await ask(next, operation, allowance, transport);
    if (answer.outcome !== 'main') return answer.outcome;
    const { headers } = answer;
    const body = view(answer.body);
    if (pager === ONE) return [body];
    const items = itemsOf(body, operation.main.reader);
    // A repeated page or mark would loop for ever.
    const mark = await cooperatively(fingerprint(items), { deadline, signal: call.signal });
    if (typeof mark === 'object') return mark;
    if (items.length > 0 && isRound(seen, `page ${mark}`)) return bodies;
    bodies.push(body);
    count += items.length;
    const page = pager.next({ headers, body: answer.body, items, count, index: bodies.length - 1 });
    if (page === undefined || isRound(seen, `mark ${JSON.stringify(page)}`)) return bodies;
    if (bodies.length >= pager.max) {
      const { connection, operation: name } = operation.binding;
      report({ kind: 'pages_cut', connection, operation: name });
      return bodies;
    }
    const built = requestOf(page, first, pager, (mark) => operation.build({ ...values, page: pageOf(mark) }));
    if (!built) return { what: 'wrong_shape', code: 'answer_shape' };
    next = built;
    if ('values' in page) asked = page.values;
  }
}

/** Reads a page for each item of a list that the chain has taken. */
async function readOver(
  over: Slot,
  pager: Pager,
  values: CallValues,
  view: (body: Json) => Json,
  scope: AttemptScope,
): Promise<Json[] | Outcome | undefined> {
  const { call, operation, transport, deadline, answered, report } = scope;
  const list = valueOf(over, values);
  const items = [...new Set(list !== undefined && isList(list) ? list : [])];
  const { connection, operation: name } = operation.binding;
  if (items.length > pager.max) report({ kind: 'pages_cut', connection, operation: name });
  const bodies: Json[] = [];
  for (const item of items.slice(0, pager.max)) {
    const mark = { cursor: plainText(item) };
    const asking = { ...values, page: pageOf(mark) };
    const request = withMark(operation.build(asking), pager, mark);
    if (!request) return undefined;
    const timeoutMs = Math.max(1, deadline - Date.now());
    const allowance = { timeoutMs, signal: call.signal, values: asking, answered };
    const answer = await ask(request, operation, allowance, transport);
    if (answer.outcome !== 'main') return answer.outcome;
    bodies.push(view(answer.body));
  }
  return bodies;
}

/** A hash of the items of a page. */
function* fingerprint(items: readonly Json[]): Cooperative<string> {
  const hash = createHash('sha256');
  for (const item of items) {
    hash.update(JSON.stringify(item)).update('\n');
    yield;
  }
  return hash.digest('hex');
}

function isRound(seen: Set<string>, mark: string): boolean {
  if (seen.has(mark)) return true;
  seen.add(mark);
  return false;
}

/** The next request; undefined when it would go to another system. */
function requestOf(
  page: NextPage,
  first: Outgoing,
  pager: Pager,
  build: (mark: PageValues) => Outgoing | undefined,
): Outgoing | undefined {
  if ('values' in page) return withMark(build(page.values), pager, page.values);
  if (!URL.canParse(page.url, first.url.href)) return undefined;
  const url = new URL(page.url, first.url);
  // The request carries our credentials, so it never goes to another origin.
  return url.origin === first.url.origin ? { ...first, url } : undefined;
}

function withMark(request: Outgoing | undefined, { param }: Pager, values: PageValues): Outgoing | undefined {
  const mark = markOf(values);
  if (!request || param === undefined || mark === undefined) return request;
  const url = new URL(request.url);
  setParameter(url, param, mark);
  return { ...request, url };
}

const pageOf = ({ cursor, number, offset }: PageValues): JsonObject => ({
  ...(cursor === undefined ? {} : { cursor }),
  ...(number === undefined ? {} : { number }),
  ...(offset === undefined ? {} : { offset }),
});

/** Items of a page; a page without its list is reported when the whole result is read. */
function itemsOf(body: Json, reader: OutputReader): readonly Json[] {
  try {
    return reader.kind === 'items' ? reader.select(body) : [];
  } catch (error) {
    if (error instanceof WrongShape) return [];
    throw error;
  }
}
