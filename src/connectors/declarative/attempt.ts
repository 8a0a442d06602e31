/** Runs one attempt of an operation: its chain, its pages, and their outcome by the table. */
import { createHash } from 'node:crypto';
import type { Json, JsonObject } from '../../contracts/json.js';
import type { Attempt, OperationCall } from '../connector.js';
import type { AttemptMade, ConnectionEvent } from '../operator-events.js';
import { attemptOf, type Outcome, WRONG_SHAPE } from '../outcome-table.js';
import { type AttemptScope, reportWhy } from './attempt-scope.js';
import { type ChainLink, OWN_REQUEST, valuesOf } from './request-chain.js';
import type { Transport } from './exchange.js';
import { UnsayableAmount } from './mapping/decimals.js';
import { withDocument } from './documents/read-document.js';
import { ask } from './exchange-step.js';
import { readMain } from './main-result.js';
import type { CompiledOperation } from './operation.js';
import { cooperatively, type Cooperative } from './cooperative.js';
import { joinedValues, paidAs, taken } from './take.js';
import { type CallValues, type Slot, valueOf } from './template.js';
import type { Outgoing } from '../auth/scheme.js';
import type { OutputReader } from './mapping/outputs.js';
import { setParameter } from './query-parameters.js';
import { isList, plainText } from './json-value.js';
import { WrongShape } from './mapping/scalar-values.js';
import { markOf, type NextPage, type Pager, type PageValues } from './paging/pager.js';

// Reads all pages of an operation's own request, within its time-out and page limit.

/** A single page. */
const ONE: Pager = { first: {}, max: 1, next: () => undefined };

/** Reads the bodies of all pages through `view`, or another outcome; undefined if the request cannot be built. */
async function readPages(
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

/** Who hears of what an attempt meets, and of what came of it. */
export interface AttemptListeners {
  report: (event: ConnectionEvent) => void;
  attempted: (made: AttemptMade) => void;
}

/** Runs one attempt; its requests share the time-out of a single one. */
export async function attempt(
  call: OperationCall,
  operation: CompiledOperation,
  transport: Transport,
  { report, attempted }: AttemptListeners,
): Promise<Attempt> {
  const { connection, operation: name, effect, timeoutMs } = operation.binding;
  const begun = Date.now();
  let status: number | undefined;
  const answered = (last: number | undefined): void => {
    status = last;
    call.answered?.(last);
  };
  const scope = { call, operation, transport, report, answered, deadline: begun + timeoutMs };
  const came = await attemptIn(scope);
  attempted({
    ...{ connection, operation: name, effect, outcome: came.is, ms: Date.now() - begun },
    ...('code' in came ? { code: came.code } : {}),
    ...(status === undefined ? {} : { status }),
  });
  return came;
}

async function attemptIn(scope: AttemptScope): Promise<Attempt> {
  try {
    return await attemptSayable(scope);
  } catch (error) {
    // Thrown only while a request is written, whose sending would be the first that counts.
    if (error instanceof UnsayableAmount) return unusable(scope, 'amount_unsayable');
    throw error;
  }
}

async function attemptSayable(scope: AttemptScope): Promise<Attempt> {
  const { call, operation } = scope;
  // Without the reference a system would report on any write.
  const isAboutAny = operation.namesReference && call.reference === undefined;
  if (call.purpose === 'settle' && isAboutAny) return unusable(scope);
  const before = await goThrough(scope);
  if ('is' in before) return before;
  const { chain, kept } = before;
  const values = valuesOf(call, chain, OWN_REQUEST);
  const view = operation.together ? (answer: Json) => ({ ...kept, answer }) : (answer: Json) => answer;
  const pages = await readPages(values, view, scope);
  if (pages === undefined) return unusable(scope);
  if (Array.isArray(pages)) return mainAttempt(pages, scope);
  reportWhy(pages, scope);
  return attemptOf(pages, operation.binding);
}

async function mainAttempt(bodies: readonly Json[], scope: AttemptScope): Promise<Attempt> {
  const { call, operation, report, deadline } = scope;
  const { connection, operation: name } = operation.binding;
  const { signal } = call;
  const read = await cooperatively(readMain(bodies, operation.main, call.inputs), { deadline, signal });
  if ('what' in read) return attemptOf(read, operation.binding);
  const { outcome, dropped, wrong } = read;
  const cut = bodies
    .flatMap((body) => operation.truncated.flatMap((path) => path.select(body)))
    .filter((value) => value === true || value === 'true').length;
  if (cut > 0) report({ kind: 'list_truncated', connection, operation: name, count: cut });
  if (dropped > 0) report({ kind: 'records_dropped', connection, operation: name, count: dropped });
  if (wrong !== undefined) report({ kind: 'wrong_shape', connection, operation: name, field: wrong });
  return attemptOf(await withDocument(outcome, bodies[0] ?? {}, scope), operation.binding);
}

/** The outcome for a value that cannot be sent: a read finds nothing, a write is not sent. */
function unusable(
  scope: AttemptScope,
  code: 'input_unusable' | 'amount_unsayable' = 'input_unusable',
): Attempt {
  const { main, binding } = scope.operation;
  const { nothing } = main;
  // That it cannot be asked for does not show whether the write happened.
  if (scope.call.purpose !== undefined) return { is: 'unsent', code };
  if (binding.effect === 'read' && nothing !== undefined) return { is: 'done', result: nothing, outputs: {} };
  return beforeCommit({ what: 'refused', code }, scope);
}

/** Runs the requests before the last one: their values, or the attempt that ended at one of them. */
async function goThrough(scope: AttemptScope): Promise<{ chain: JsonObject; kept: JsonObject } | Attempt> {
  const { call, operation } = scope;
  const chain: Record<string, JsonObject> = {};
  const kept: Record<string, Json> = {};
  for (const link of operation.chain) {
    const values = valuesOf(call, chain, link.id);
    if (!link.isSent(values)) continue;
    const items = link.items?.(values);
    const found: JsonObject[] = [];
    for (const [index, item] of (items ?? [undefined]).entries()) {
      const asked = item === undefined ? values : { ...valuesOf(call, chain, `${link.id}.${index}`), item };
      const came = await askLink(link, asked, scope);
      if ('is' in came) return came;
      found.push(came.values);
      kept[link.id] = came.body;
    }
    chain[link.id] = items === undefined ? (found[0] ?? {}) : joinedValues(found, link.take);
  }
  return { chain, kept };
}

/** One of these requests: what it takes from its answer, or the attempt that ended there. */
async function askLink(
  link: ChainLink,
  values: CallValues,
  scope: AttemptScope,
): Promise<{ values: JsonObject; body: Json } | Attempt> {
  const { call, operation, transport, deadline } = scope;
  const request = link.build(values);
  if (!request) return unusable(scope);
  const timeoutMs = Math.max(1, deadline - Date.now());
  const allowance = { timeoutMs, signal: call.signal, values, answered: scope.answered };
  const answer = await ask(request, link, allowance, transport);
  if (answer.outcome !== 'main') return beforeCommit(answer.outcome, scope);
  const paid = paidAs(link.paidIn, answer.body, call.inputs);
  if (paid === 'otherwise') return beforeCommit({ what: 'refused', code: 'currency_mismatch' }, scope);
  const found = paid === 'untold' ? { wrong: 'paidIn' } : taken(link.take, answer.body);
  if (!('wrong' in found)) return { values: found.values, body: answer.body };
  const { connection, operation: name } = operation.binding;
  const field = `${link.id}.${found.wrong}`;
  scope.report({ kind: 'wrong_shape', connection, operation: name, field });
  return beforeCommit(WRONG_SHAPE, scope);
}

/** The attempt when nothing was committed: a write is unsent, unless an earlier attempt may have been sent. */
function beforeCommit(outcome: Outcome, scope: AttemptScope): Attempt {
  const { call, operation } = scope;
  const { binding } = operation;
  reportWhy(outcome, scope);
  const came = attemptOf(outcome, { ...binding, effect: 'read' });
  if (binding.effect === 'read') return came;
  if (came.is !== 'done' && came.is !== 'refused' && came.is !== 'accepted') return { ...came, is: 'unsent' };
  // The state that the system reports now may be the result of the earlier attempt.
  const isCertain = call.repeated !== true || (came.is === 'refused' && came.proves !== undefined);
  return isCertain ? came : { is: 'unclear', code: 'answer_status' };
}
