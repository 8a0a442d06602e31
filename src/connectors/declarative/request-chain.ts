/**
 * Requests before an operation's own: reads, and writes that have no visible effect yet. They commit nothing, so a
 * chain that failed is repeated from its start (DESIGN §8).
 */
import { createHash } from 'node:crypto';
import type { Effect } from '../../contracts/effect.js';
import type { Json, JsonObject } from '../../contracts/json.js';
import type { Path } from '../../flows/yaml/document.js';
import type { OperationCall } from '../connector.js';
import type { BaseAddress } from './base-address.js';
import { type AnswerScope, compileAnswers } from './compile-answers.js';
import { compileCondition } from './conditions.js';
import type { ExchangeStep } from './exchange-step.js';
import { isList, isObject } from './json-value.js';
import type { JsonPath } from './json-path.js';
import { keeperOf } from './mapping/list-rules.js';
import type { Report } from './report-issues.js';
import { acceptOf } from './formats/schema.js';
import type { RequestScope } from './requests/payload.js';
import { compileRequest } from './requests/request.js';
import { payloadName } from './requests/schema.js';
import type { ChainRules } from './schema.js';
import type { Shape } from './mapping/field-shape.js';
import { compileTakes, shapeOfTakes, type Take } from './take.js';
import { type CallValues, namedSlot, type Slot, type TemplateScope, valueOf } from './template.js';

/** One preceding request, and the values that later requests take from its response. */
export interface ChainLink extends ExchangeStep {
  id: string;
  take: ReadonlyMap<string, Take>;
  /** Where its answer says the currency that the call's amount must have. */
  paidIn?: JsonPath;
  /** Whether it is sent at all. */
  isSent: (values: CallValues) => boolean;
  /** The items for each of which it is sent; undefined where it is sent once. */
  items?: (values: CallValues) => readonly Json[];
}

/** What compiling a chain needs. */
export interface ChainScope {
  base: BaseAddress;
  request: Omit<RequestScope, 'used' | 'chain' | 'effect'>;
  answers: AnswerScope;
}

/** A chain's links, and the values that they yield, by their ids. */
export interface Chain {
  links: readonly ChainLink[];
  shapes: ReadonlyMap<string, Shape>;
  /** What its requests name. */
  used: readonly Slot[];
  /** Places of `staging` requests that carry no key: sent again, each makes another one. */
  unkeyed: readonly Path[];
}

/** Compiles a chain; each link may name the values of earlier links. */
export function compileChain(rules: readonly ChainRules[], path: Path, scope: ChainScope): Chain {
  const shapes = new Map<string, Shape>();
  const links: ChainLink[] = [];
  const all: Slot[] = [];
  const unkeyed: Path[] = [];
  for (const [index, link] of rules.entries()) {
    const at = [...path, index];
    const { report } = scope.answers;
    checkPlace(link, at, shapes, report);
    const repeated = compileItems(link, at, { ...scope.request, chain: shapes }, report);
    const item = repeated === undefined ? {} : { item: repeated.element };
    const request = {
      ...scope.request,
      ...item,
      chain: new Map(shapes),
      effect: effectOf(link),
      used: repeated === undefined ? [] : [repeated.slot],
      accept: acceptOf(link),
    };
    const { build, carriesKey } = compileRequest(
      link.request,
      undefined,
      scope.base,
      [...at, 'request'],
      request,
    );
    all.push(...request.used);
    if (link.staging !== undefined && !carriesKey) unkeyed.push([...at, 'staging']);
    const holds = link.if && compileCondition(link.if, [...at, 'if'], report, request);
    const isSent = (given: CallValues): boolean => holds?.({ status: 0, headers: {}, values: given }) ?? true;
    const values = { ...scope.answers.values, ...item };
    const answers = compileAnswers(link, at, { ...scope.answers, values });
    const take = compileTakes(link, [...at, 'take'], report);
    shapes.set(link.id, shapeOfTakes(link));
    const items = repeated === undefined ? {} : { items: repeated.items };
    const paidIn = paidInOf(link, at, scope);
    if (answers) links.push({ id: link.id, build, answers, take, isSent, ...items, ...paidIn });
  }
  return { links, shapes, used: all, unkeyed };
}

/** Where the currency stands that the amount of the call must have. */
function paidInOf(
  { paidIn }: ChainRules,
  path: Path,
  { request: { inputs }, answers: { report } }: ChainScope,
): { paidIn?: JsonPath } {
  if (paidIn === undefined) return {};
  if (inputs.get('amount')?.kind !== 'money') {
    const message = '`paidIn` can only be used in an operation with an `amount`.';
    report.add([...path, 'paidIn'], 'connection_chain_invalid', message, { at: 'key' });
  }
  const compiled = report.jsonPath(paidIn, [...path, 'paidIn']);
  return compiled ? { paidIn: compiled } : {};
}

/** The items for which a request is sent, and the shape of one; undefined where it is sent once, or with an issue. */
function compileItems(
  { each, where, take = {} }: ChainRules,
  path: Path,
  scope: TemplateScope,
  report: Report,
): { items: (values: CallValues) => readonly Json[]; element: Shape; slot: Slot } | undefined {
  const wrong = (message: string, key: string): void => {
    report.add([...path, key], 'connection_chain_invalid', message);
  };
  if (each === undefined) {
    if (where !== undefined) wrong('`where` needs `each`: it filters the items of the list.', 'where');
    return undefined;
  }
  const slot = namedSlot(each, scope);
  if ('code' in slot) {
    report.add([...path, 'each'], slot.code, slot.message);
    return undefined;
  }
  if (slot.shape.kind !== 'list') {
    wrong(`\`${each}\` is not a list.`, 'each');
    return undefined;
  }
  if (Object.values(take).some((written) => typeof written === 'string'))
    wrong('A request that is sent for each item can only extract lists: `{ each: … }`.', 'take');
  const keep = keeperOf({ where }, path, report) ?? (() => true);
  const items = (values: CallValues): readonly Json[] => {
    const found = valueOf(slot, values) ?? [];
    return isList(found) ? found.filter((item) => keep(item)) : [];
  };
  return { items, element: slot.shape.element, slot };
}

const effectOf = ({ staging }: ChainRules): Effect => (staging === undefined ? 'read' : 'write');

function checkPlace(
  { id, request, staging, effect }: ChainRules,
  path: Path,
  shapes: Chain['shapes'],
  report: Report,
): void {
  const wrong = (message: string, key: string): void => {
    report.add([...path, key], 'connection_chain_invalid', message);
  };
  if (shapes.has(id) || id === OWN_REQUEST) wrong(`The id \`${id}\` is already used.`, 'id');
  if (effect !== undefined && staging !== undefined)
    wrong('A request cannot be both `staging`, which writes, and `effect: read`.', 'effect');
  const payload = payloadName(request);
  const method = request.method ?? (payload === undefined ? 'GET' : 'POST');
  // The method says nothing about what GraphQL and SOAP requests do.
  if (method === 'GET' || (staging ?? effect) !== undefined || payload === 'graphql' || payload === 'soap')
    return;
  wrong(
    `A ${method} before the last request must be marked \`staging\` if its effect is not visible yet, or \`effect: read\`.`,
    'request',
  );
}

/** Names the operation's own request beside those of its chain, as `together` does. */
export const OWN_REQUEST = 'answer';

/** The key of one request alone, `${requestKey}`: constant over all attempts. */
export function keyOfRequest(key: string, id: string): string {
  const hash = createHash('sha256')
    .update(JSON.stringify([key, id]))
    .digest('hex');
  return hash.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/, '$1-$2-8$3-8$4-$5');
}

const givenBy = ({ inputs, idempotencyKey, reference }: OperationCall): CallValues => ({
  inputs: isObject(inputs) ? inputs : {},
  ...(idempotencyKey === undefined ? {} : { idempotencyKey }),
  ...(reference === undefined ? {} : { reference }),
});

/** The values of one request: what the call gives, what was taken before, and the key of this request alone. */
export function valuesOf(call: OperationCall, chain: JsonObject, id: string): CallValues {
  const given = givenBy(call);
  const { idempotencyKey } = given;
  const key = idempotencyKey === undefined ? {} : { requestKey: keyOfRequest(idempotencyKey, id) };
  return { ...given, chain, ...key };
}
