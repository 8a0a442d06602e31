/**
 * Requests before an operation's own: reads, and writes that have no visible effect yet. They commit nothing, so a
 * chain that failed is repeated from its start (DESIGN §8).
 */
import { createHash } from 'node:crypto';
import type { Effect } from '../../contracts/effect.js';
import type { Json, JsonObject } from '../../contracts/json.js';
import type { Path } from '../../yaml/document.js';
import type { BaseAddress } from './base-address.js';
import { type AnswerScope, compileAnswers } from './compile-answers.js';
import type { JsonPath } from './json-path.js';
import type { ExchangeStep } from './exchange-step.js';
import type { Report } from './report.js';
import { acceptOf } from './formats/schema.js';
import type { RequestScope } from './requests/payload.js';
import { compileRequest } from './requests/request.js';
import { payloadName } from './requests/schema.js';
import type { ChainRules } from './schema.js';
import type { Shape } from './mapping/shape.js';
import { namedSlot, type Slot } from './template.js';

/** One preceding request, and the values that later requests take from its response. */
export interface ChainLink extends ExchangeStep {
  id: string;
  /** The list for whose items it is sent, one after the other. */
  over?: Slot;
  take: ReadonlyMap<string, Take>;
}

/** A value that later requests take: the only one at a path, or the list of all. */
interface Take {
  path: JsonPath;
  list: boolean;
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
}

/** Compiles a chain; each link may name the values of earlier links. */
export function compileChain(rules: readonly ChainRules[], path: Path, scope: ChainScope): Chain {
  const shapes = new Map<string, Shape>();
  const links: ChainLink[] = [];
  const all: Slot[] = [];
  for (const [index, link] of rules.entries()) {
    const at = [...path, index];
    const { report } = scope.answers;
    checkPlace(link, at, shapes, report);
    const over = link.over === undefined ? undefined : listNamed(link.over, shapes, [...at, 'over'], report);
    checkTakes(link, at, report);
    const request = {
      ...scope.request,
      ...(over?.shape.kind === 'list' ? { item: over.shape.element } : {}),
      chain: new Map(shapes),
      effect: effectOf(link),
      used: [] as Slot[],
      accept: acceptOf(link),
    };
    const { build } = compileRequest(link.request, undefined, scope.base, [...at, 'request'], request);
    all.push(...request.used);
    const answers = compileAnswers(link, at, scope.answers);
    const take = takes(link, [...at, 'take'], report);
    shapes.set(link.id, shapeOf(link));
    if (answers) links.push({ id: link.id, ...(over ? { over } : {}), build, answers, take });
  }
  return { links, shapes, used: all };
}

/** What later requests may name of a link: values and lists of them, whose types the mapping of the request decides. */
function shapeOf({ take = {} }: ChainRules): Shape {
  const text: Shape = { kind: 'text', optional: false };
  const list: Shape = { kind: 'list', element: text, optional: false };
  const names = Object.entries(take).map(
    ([name, written]) => [name, typeof written === 'string' ? text : list] as const,
  );
  return { kind: 'record', fields: new Map<string, Shape>(names), optional: false };
}

/** A list that an earlier request of the chain has taken; undefined with an issue. */
export function listNamed(
  name: string,
  chain: ReadonlyMap<string, Shape>,
  path: Path,
  report: Report,
): Slot | undefined {
  const slot = namedSlot(name, { inputs: new Map(), secrets: () => undefined, chain });
  if (!('code' in slot) && slot.shape.kind === 'list') return slot;
  report.add(path, 'connection_chain_invalid', `\`${name}\` is no list that the chain takes.`);
  return undefined;
}

/** What is taken of several answers is a list. */
function checkTakes({ over, take = {} }: ChainRules, path: Path, report: Report): void {
  if (over === undefined) return;
  for (const name of Object.keys(take).filter((name) => typeof take[name] === 'string'))
    report.add([...path, 'take', name], 'connection_chain_invalid', 'Of several answers take `{ each: … }`.');
}

const effectOf = ({ staging }: ChainRules): Effect => (staging === undefined ? 'read' : 'write');

function checkPlace(
  { id, request, staging }: ChainRules,
  path: Path,
  shapes: Chain['shapes'],
  report: Report,
): void {
  const wrong = (message: string, key: string): void => {
    report.add([...path, key], 'connection_chain_invalid', message);
  };
  if (shapes.has(id) || id === 'answer') wrong(`\`${id}\` is taken already.`, 'id');
  const payload = payloadName(request);
  const method = request.method ?? (payload === undefined ? 'GET' : 'POST');
  // The method says nothing about what GraphQL and SOAP requests do.
  if (method === 'GET' || staging !== undefined || payload === 'graphql' || payload === 'soap') return;
  wrong(
    `A ${method} before the last request must be \`staging\`: nobody sees what it does, as where it only reads.`,
    'request',
  );
}

function takes({ take = {} }: ChainRules, path: Path, report: Report): Map<string, Take> {
  return new Map(
    Object.entries(take).flatMap(([name, written]) => {
      const list = typeof written !== 'string';
      const compiled = list
        ? report.jsonPath(written.each, [...path, name, 'each'])
        : report.jsonPath(written, [...path, name]);
      return compiled ? [[name, { path: compiled, list }] as const] : [];
    }),
  );
}

/** The values that a link takes from its response, or the name of one that is not there as declared, and why. */
export function taken({ take }: ChainLink, body: Json): { values: JsonObject } | { wrong: string } {
  const values: Record<string, Json> = {};
  for (const [name, { path, list }] of take) {
    const found = path.select(body);
    const [value, second] = found;
    if (!list && second !== undefined)
      return { wrong: `${name}: the path leads to several values (\`{ each: … }\` takes all)` };
    if (!found.every(isUsable) || (!list && value === undefined)) return { wrong: name };
    values[name] = list ? found : (value ?? null);
  }
  return { values };
}

/** A structure or an empty text cannot be used in a later request: that would look like our own refusal. */
const isUsable = (value: Json): boolean => value !== null && value !== '' && typeof value !== 'object';

/** The idempotency key of one request of a chain: each has its own, constant over all attempts. */
export function keyOfLink(key: string, id: string): string {
  const hash = createHash('sha256')
    .update(JSON.stringify([key, id]))
    .digest('hex');
  return hash.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/, '$1-$2-8$3-8$4-$5');
}
