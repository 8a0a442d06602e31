/** Parses test values by their declared types: literals as in flows, moments in the merchant's time zone. */
import type { ErrorCode } from '../contracts/errors/catalogue.js';
import { literalExample, parseDate, parseLiteral } from '../flows/literals.js';
import { type FieldTypes, named } from '../flows/types/type.js';
import type { FieldType, Type } from '../contracts/ir.js';
import type { Json, JsonObject } from '../contracts/json.js';
import { momentOf } from '../merchants/calendar.js';
import { Reader } from '../merchants/merchant-file-reader.js';
import type { Path, YamlDocument } from '../flows/yaml/document.js';
import { didYouMean } from '../flows/yaml/suggest.js';

/**
 * Whether a record must be complete, like an answer, or lists only what matters, like an expectation; of what is `given`, each
 * record is complete, but more may be given elsewhere.
 */
export type Wholeness = 'whole' | 'part' | 'given';

/** Reads the values of one file and reports their issues. */
export class ValueReader extends Reader {
  constructor(
    document: YamlDocument,
    readonly zone: string,
  ) {
    super(document);
  }

  /** A value by its type; `undefined` if it was reported as wrong. */
  value(written: Json, type: Type, path: Path, wholeness: Wholeness): Json | undefined {
    if (type.t === 'record') return this.recordValue(written, type, path, wholeness);
    if (type.t === 'list') return this.listValue(written, type.of, path, wholeness);
    if (typeof written !== 'string') {
      this.mismatch(type, path);
      return;
    }
    const value = type.t === 'moment' ? this.moment(written) : parseLiteral(written, type);
    if (value !== undefined) return value;
    if (type.t !== 'enum') {
      this.mismatch(type, path);
      return;
    }
    const hint = didYouMean(written, type.values);
    this.reportIssue(path, 'value_unknown', `\`${written}\` is not a valid ${named(type)}.`, hint);
  }

  /** Fields by their types; an unknown field is reported at its key, naming what the fields belong to. */
  fields(
    written: Readonly<Record<string, Json>>,
    types: FieldTypes,
    path: Path,
    { of, wholeness, unknown = 'key_unknown' }: { of: string; wholeness: Wholeness; unknown?: ErrorCode },
  ): JsonObject {
    const entries = Object.entries(written).flatMap(([name, value]): [string, Json][] => {
      const field = Object.hasOwn(types, name) ? types[name] : undefined;
      if (field === undefined) {
        const hint = didYouMean(name, Object.keys(types));
        this.reportIssue([...path, name], unknown, `${of} has no \`${name}\`.`, hint, 'key');
        return [];
      }
      const inner = wholeness === 'given' ? 'whole' : wholeness;
      const read = this.value(value, field.type, [...path, name], inner);
      return read === undefined ? [] : [[name, read]];
    });
    const given = Object.fromEntries(entries);
    if (wholeness !== 'whole') return given;
    // A misspelt field is already reported, and would be reported as missing too.
    const misspelt = Object.keys(written).some((name) => !Object.hasOwn(types, name));
    const missing = misspelt ? [] : Object.entries(types).filter(([name]) => !Object.hasOwn(written, name));
    return { ...given, ...this.filled(missing, given, path, of) };
  }

  /** `2026-03-02 10:00` or `2026-03-02` by the zone's clock, in epoch milliseconds. */
  moment(written: string): number | undefined {
    const [, day = '', hour = '0', minute = '0'] =
      /^(\d{4}-\d\d-\d\d)(?: ([01]\d|2[0-3]):([0-5]\d))?$/.exec(written) ?? [];
    const date = parseDate(day);
    return date === undefined ? undefined : momentOf(this.zone, date, Number(hour) * 60 + Number(minute));
  }

  /** Lists and a system's own ids may be omitted: test authors neither know nor need them. */
  private filled(
    missing: readonly (readonly [string, FieldType])[],
    given: JsonObject,
    path: Path,
    of: string,
  ): JsonObject {
    const entries = missing.flatMap(([name, { type, optional, opaque }]): [string, Json][] => {
      if (optional === true || mayBeEmpty(type)) return [];
      if (type.t === 'list') return [[name, []]];
      if (opaque === true)
        return [[name, `ref-${typeof given['number'] === 'string' ? given['number'] : name}`]];
      const example =
        type.t === 'enum' ? `one of ${type.values.map((value) => `\`${value}\``).join(', ')}` : named(type);
      this.reportIssue(
        path,
        'flow_test_value_missing',
        `${of} requires \`${name}\`.`,
        `Add \`${name}\`: ${example}.`,
        'key',
      );
      return [];
    });
    return Object.fromEntries(entries);
  }

  private recordValue(
    written: Json,
    type: Extract<Type, { t: 'record' }>,
    path: Path,
    wholeness: Wholeness,
  ): Json | undefined {
    if (!isMap(written)) {
      this.mismatch(type, path);
      return;
    }
    return this.fields(written, type.fields, path, {
      of: type.name ?? 'This',
      wholeness,
      unknown: 'field_unknown',
    });
  }

  private listValue(written: Json, of: Type, path: Path, wholeness: Wholeness): Json | undefined {
    if (!isList(written)) {
      this.mismatch({ t: 'list', of }, path);
      return;
    }
    return written.flatMap((item, index) => this.value(item, of, [...path, index], wholeness) ?? []);
  }

  private mismatch(type: Type, path: Path): undefined {
    this.reportIssue(path, 'type_mismatch', `Expected a ${named(type)}.`, exampleOf(type));
  }
}

/** A merchant's own fields, none of which is required. */
const mayBeEmpty = (type: Type): boolean =>
  type.t === 'record' && Object.values(type.fields).every(({ optional }) => optional === true);

/** True for a map. */
export const isMap = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isList = (value: Json): value is readonly Json[] => Array.isArray(value);

function exampleOf(type: Type): string {
  switch (type.t) {
    case 'moment':
      return 'Write a date and time in the merchant’s time zone, such as `2026-03-02 10:00`.';
    case 'record':
      return `Write its fields, one per line: ${Object.keys(type.fields).slice(0, 6).join(', ')}${Object.keys(type.fields).length > 6 ? ', …' : ''}.`;
    case 'list':
      return 'Write one item per line, each with a dash.';
    case 'text':
      return 'Write a text.';
    default:
      return literalExample(type);
  }
}
