/** Compiles `events:`: a request is verified, taken apart, and each item read in business words (DESIGN §17). */
import { createHash } from 'node:crypto';
import { missingSecret } from '../../../contracts/errors/missing-secret.js';
import type { Json, JsonObject } from '../../../contracts/json.js';
import { fillSecretsIn } from '../../auth/scheme.js';
import type { HttpClient } from '../../http/client.js';
import { type Secrets, STAND_IN } from '../../../security/secrets.js';
import type { ConnectionEvents, TakenRequest, ReadEvent } from '../../connection-events.js';
import { cooperatively, atOnce } from '../cooperative.js';
import { isOfEnvironment } from '../foreign-placeholders.js';
import { compileFormat } from '../formats/format.js';
import { listNamesOf } from '../formats/list-names.js';
import { type FieldScope, type Reader, wayOf, readField } from '../mapping/readers.js';
import { sourceReader } from '../mapping/value-source.js';
import { WrongShape } from '../mapping/scalar-values.js';
import { placedPaths } from '../paths-of-rules.js';
import { checkSecretTexts } from '../check-secret-texts.js';
import type { EventsRules, KindRules } from './schema.js';
import { checkSigned } from './verify/check-signed-values.js';
import { compileVerify } from './verify/compile-verify.js';
import type { IncomingRequest, Verifier } from './verify/verifier.js';
import { businessEvents } from '../../../commerce/business-events.js';
import type { BusinessEvent } from '../../../commerce/business-event.js';
import type { Path } from '../../../flows/yaml/document.js';
import { didYouMean } from '../../../flows/yaml/suggest.js';
import { type Condition, compileCondition } from '../conditions.js';
import { isObject } from '../json-value.js';
import { recordReader } from '../mapping/fields.js';
import { scalarReader } from '../mapping/scalars.js';
import { shapesOf } from '../mapping/field-shape.js';

// Compiles `events.kinds`: which business event an item tells of, and its values.

/** An item as it is kept: what the system wrote, and the headers that the file asks for. */
interface KeptItem {
  item: Json;
  headers: Readonly<Record<string, string>>;
}

/** Reads what an item tells; `undefined` if it is of no kind that the file names. */
type EventReader = (kept: KeptItem) => ReadEvent | undefined;

interface CompiledKind {
  holds: Condition;
  read: (item: Json) => ReadEvent;
}

/** Compiles all kinds; the first whose condition holds is the one, those without a condition come last. */
function compileKinds(rules: EventsRules['kinds'], path: Path, scope: FieldScope): EventReader {
  const written = Object.entries(rules);
  const kinds = [...written.filter(([, { when }]) => when), ...written.filter(([, { when }]) => !when)];
  const compiled = kinds.flatMap(([name, kind]) => compileKind(name, kind, [...path, name], scope) ?? []);
  return ({ item, headers }) =>
    compiled.find(({ holds }) => holds({ status: 200, headers, body: item }))?.read(item);
}

function compileKind(
  name: string,
  rules: KindRules,
  path: Path,
  scope: FieldScope,
): CompiledKind | undefined {
  const { report } = scope;
  const event = businessEvents.get(name);
  if (!event) {
    const hint = didYouMean(name, businessEvents.keys());
    const message = `The business event \`${name}\` does not exist.`;
    report.add(path, 'connection_event_unknown', message, { at: 'key', ...(hint ? { hint } : {}) });
    return undefined;
  }
  const holds = rules.when ? compileCondition(rules.when, [...path, 'when'], report) : () => true;
  const read = compileValues(event, rules, path, scope);
  return read && { holds, read };
}

function compileValues(
  event: BusinessEvent,
  rules: KindRules,
  path: Path,
  scope: FieldScope,
): CompiledKind['read'] | undefined {
  // YAML gives JSON.
  const {
    ref: refRules,
    fields: fieldRules,
    outcome: outcomeRules,
  } = rules as Record<string, Json | undefined>;
  const text = { kind: 'text', optional: false } as const;
  const ref = scalarReader(refRules ?? null, text, { path: [...path, 'ref'], name: 'ref' }, scope);
  const outcome = compileOutcome(event, outcomeRules, path, scope);
  const shape = { kind: 'record', fields: shapesOf(event.fields) } as const;
  const place = { path: [...path, 'fields'], name: event.name };
  const fields = fieldRules === undefined ? undefined : recordReader(fieldRules, shape, place, scope);
  if (!ref || outcome === 'wrong') return undefined;
  return (item) => {
    const around = { root: item, parent: item };
    const found = ref(item, around);
    // No column of text takes a NUL.
    if (typeof found !== 'string' || found.includes('\0')) throw new WrongShape('ref', 'missing');
    const reported = outcome?.(item, around);
    if (outcome && reported === undefined) throw new WrongShape('outcome', 'missing');
    const values = fields && atOnce(readField(fields, item, around));
    return {
      kind: event.name,
      ref: found,
      ...(reported === 'done' || reported === 'refused' ? { outcome: reported } : {}),
      fields: isObject(values) ? values : ({} satisfies JsonObject),
    };
  };
}

/** The reader of how a write came out; only an event that settles one has it, and needs it. */
function compileOutcome(
  event: BusinessEvent,
  rules: Json | undefined,
  path: Path,
  scope: FieldScope,
): Reader | 'wrong' | undefined {
  const at = [...path, 'outcome'];
  if (event.settles === undefined) {
    if (rules === undefined) return undefined;
    const message = `\`${event.name}\` does not report the outcome of a write, so it cannot have \`outcome\`.`;
    scope.report.add(at, 'connection_events_invalid', message, { at: 'key' });
    return 'wrong';
  }
  if (rules === undefined) {
    const message = '`outcome` is missing: whether the write was `done` or `refused`.';
    scope.report.add(path, 'connection_events_invalid', message, { at: 'key' });
    return 'wrong';
  }
  const shape = { kind: 'enum', values: ['done', 'refused', 'pending'], optional: false } as const;
  return scalarReader(rules, shape, { path: at, name: 'outcome' }, scope) ?? 'wrong';
}

/** What compiling needs from its surroundings. */
export interface EventsContext {
  secrets: Secrets;
  http: () => HttpClient;
}

const PATH = ['events'] as const;

/** Longest time that a body is read, ms: systems take an answer for lost after about ten seconds. */
const longestReadMs = 8_000;

/** Most items that one request may tell of. */
const mostItems = 1_000;

/** Compiles the block; undefined with issues in the report. */
export function compileEvents(
  rules: EventsRules,
  scope: FieldScope,
  context: EventsContext,
): ConnectionEvents | undefined {
  const { report } = scope;
  const before = report.issues.length;
  const verifier = compileVerifier(rules, scope, context);
  checkSigned(rules, PATH, report);
  const { each: items, ...ofItems } = rules;
  // The rules come from YAML and are JSON except for statuses.
  const fields = ofItems as unknown as JsonObject;
  const lists = listNamesOf(placedPaths({ ...(items === undefined ? {} : { each: items }), fields }));
  const read = compileFormat(rules.body, 'plain', { report, path: [...PATH, 'body'], lists });
  const each = rules.each === undefined ? undefined : wayOf(rules.each, [...PATH, 'each'], report);
  const id = compileId(rules, scope);
  const kinds = compileKinds(rules.kinds, [...PATH, 'kinds'], scope);
  if (!verifier || !read || report.issues.length > before) return undefined;
  const wanted = headersIn(rules);
  const takeApart: Parts['takeApart'] = async (request) => {
    const work = read(request.body, request.headers['content-type']);
    const body = await cooperatively(work, { deadline: Date.now() + longestReadMs });
    if (!('view' in body)) return 'what' in body ? 'not_now' : 'unreadable';
    const { view } = body;
    const items = each ? each.select(view, { root: view, parent: view }) : [view];
    const headers = Object.fromEntries(
      wanted.flatMap((name) => (request.headers[name] === undefined ? [] : [[name, request.headers[name]]])),
    );
    return items.map((item) => ({ item, headers }));
  };
  return {
    answer: rules.answer,
    take: (request, now) => take({ verifier, takeApart, id }, request, now),
    // Only `take` makes what is kept.
    read: (kept) => kinds(kept as unknown as KeptItem),
  };
}

interface Parts {
  verifier: Verifier;
  takeApart: (request: IncomingRequest) => Promise<KeptItem[] | 'unreadable' | 'not_now'>;
  id: (kept: KeptItem) => string | undefined;
}

async function take(parts: Parts, request: IncomingRequest, now: number): Promise<TakenRequest> {
  const { verifier, takeApart, id } = parts;
  if ('whole' in verifier && !(await verifier.whole(request, now))) return { is: 'forged' };
  const items = await takeApart(request);
  // Its sender tries again: that there was no time says nothing of who has signed it.
  if (items === 'not_now') return { is: 'not_now' };
  if ('item' in verifier) {
    // What nobody has signed is not even called unreadable.
    if (items === 'unreadable' || items.length === 0) return { is: 'forged' };
    if (!items.every(({ item }) => verifier.item(item, request, now))) return { is: 'forged' };
  }
  if (items === 'unreadable') return { is: 'unreadable', why: 'The body cannot be read.' };
  if (items.length > mostItems)
    return { is: 'unreadable', why: `The body contains more than ${mostItems} events.` };
  const named = items.map((kept) => ({ id: id(kept), item: kept as unknown as JsonObject }));
  const known = named.flatMap(({ id: one, item }) => (one === undefined ? [] : [{ id: one, item }]));
  if (known.length < named.length) return { is: 'unreadable', why: 'An item has no id.' };
  return { is: 'taken', items: known };
}

function compileVerifier(
  { verify }: EventsRules,
  { report }: FieldScope,
  { secrets, http }: EventsContext,
): Verifier | undefined {
  const path = [...PATH, 'verify'];
  // Parts of the signed request are checked where they are signed.
  if (checkSecretTexts(verify as unknown as Json, path, report, (name) => !isOfEnvironment(name)))
    return undefined;
  const missing = new Set<string>();
  const filled = fillSecretsIn(verify as unknown as Json, secrets, (at, name) => {
    missing.add(name);
    // A single secret has become a list, which the file does not have.
    const { code, message, hint } = missingSecret(name, secrets);
    report.add([...path, ...at.slice(0, 1)], code, message, { hint });
  }) as unknown as EventsRules['verify'];
  const isStandIn = (secret: string): boolean => secret === STAND_IN;
  const problem = (at: readonly (string | number)[], message: string): void => {
    report.add([...path, ...at.slice(0, 1)], 'connection_events_invalid', message);
  };
  if (missing.size > 0) return undefined;
  return compileVerify(filled, { report, path, http, problem, isStandIn });
}

/** The id of an item: its values one after the other, or their hash where they are long; undefined if all are absent. */
function compileId({ id: rules, each }: EventsRules, scope: FieldScope): Parts['id'] {
  const path = [...PATH, 'id'];
  const readers = rules.map((part, index): ((kept: KeptItem) => Json | undefined) => {
    if (typeof part === 'string') {
      const at = { path: rules.length > 1 ? [...path, index] : path, name: 'id' };
      const read: Reader | undefined = sourceReader(part, at, scope);
      return ({ item }) => read?.(item, { root: item, parent: item });
    }
    const { header } = part;
    if (each !== undefined && rules.every((one) => typeof one !== 'string'))
      scope.report.add(path, 'connection_events_invalid', 'All items of a request would have the same id.');
    return ({ headers }) => headers[header];
  });
  return (kept) => {
    const values = readers.map((read) => valueOf(() => read(kept)));
    if (values.every((value) => value === undefined)) return undefined;
    const text = values.map((value) => (value === undefined ? '' : plain(value))).join('|');
    // No column of text takes a NUL.
    return text.length <= 200 && !text.includes('\0')
      ? text
      : createHash('sha256').update(text).digest('hex');
  };
}

/** A value, or none where it is not a single one. */
function valueOf(read: () => Json | undefined): Json | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof WrongShape) return undefined;
    throw error;
  }
}

const plain = (value: Json): string => (typeof value === 'string' ? value : JSON.stringify(value));

/** Headers that ids and conditions look at: nothing else of a request's head is kept. */
function headersIn({ id, kinds }: EventsRules): string[] {
  const ofIds = id.flatMap((part) => (typeof part === 'string' ? [] : [part.header]));
  const ofKinds = Object.values(kinds).flatMap(({ when }) =>
    when ? [when, ...(when.any ?? []), ...(when.all ?? [])].flatMap(({ header }) => header ?? []) : [],
  );
  return [...new Set([...ofIds, ...ofKinds.map((name) => name.toLowerCase())])];
}
