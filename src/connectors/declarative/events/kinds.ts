/** Compiles `events.kinds`: which business event an item tells of, and its values. */
import { businessEvents } from '../../../commerce/business-events.js';
import type { BusinessEvent } from '../../../commerce/business-event.js';
import type { Json, JsonObject } from '../../../contracts/json.js';
import type { Path } from '../../../yaml/document.js';
import { didYouMean } from '../../../yaml/suggest.js';
import type { ReadEvent } from '../../connection-events.js';
import { type Condition, compileCondition } from '../conditions.js';
import { atOnce } from '../cooperative.js';
import { isObject } from '../json-value.js';
import { recordReader } from '../mapping/fields.js';
import { type FieldScope, readField, type Reader } from '../mapping/readers.js';
import { scalarReader } from '../mapping/scalars.js';
import { shapesOf } from '../mapping/shape.js';
import { WrongShape } from '../mapping/values.js';
import type { EventsRules, KindRules } from './schema.js';

/** An item as it is kept: what the system wrote, and the headers that the file asks for. */
export interface KeptItem {
  item: Json;
  headers: Readonly<Record<string, string>>;
}

/** Reads what an item tells; `undefined` if it is of no kind that the file names. */
export type EventReader = (kept: KeptItem) => ReadEvent | undefined;

interface CompiledKind {
  holds: Condition;
  read: (item: Json) => ReadEvent;
}

/** Compiles all kinds; the first whose condition holds is the one, those without a condition come last. */
export function compileKinds(rules: EventsRules['kinds'], path: Path, scope: FieldScope): EventReader {
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
    const message = `There is no business event \`${name}\`.`;
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
    const told = outcome?.(item, around);
    if (outcome && told === undefined) throw new WrongShape('outcome', 'missing');
    const values = fields && atOnce(readField(fields, item, around));
    return {
      kind: event.name,
      ref: found,
      ...(told === 'done' || told === 'refused' ? { outcome: told } : {}),
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
    const message = `\`${event.name}\` settles no write, so it has no outcome.`;
    scope.report.add(at, 'connection_events_invalid', message, { at: 'key' });
    return 'wrong';
  }
  if (rules === undefined) {
    const message = '`outcome` is missing: how the write came out, `done` or `refused`.';
    scope.report.add(path, 'connection_events_invalid', message, { at: 'key' });
    return 'wrong';
  }
  const shape = { kind: 'enum', values: ['done', 'refused', 'pending'], optional: false } as const;
  return scalarReader(rules, shape, { path: at, name: 'outcome' }, scope) ?? 'wrong';
}
