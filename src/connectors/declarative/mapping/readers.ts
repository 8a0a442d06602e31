/** Readers of business values from a response, and what compiling them needs. */
import type { Json } from '../../../contracts/json.js';
import type { Path } from '../../../flows/yaml/document.js';
import { emptyAround, type JsonPath } from '../json-path.js';
import { isList } from '../json-value.js';
import type { Report } from '../report-issues.js';
import type { Cooperative } from '../cooperative.js';
import type { Decimals } from './decimals.js';
import type { Shape } from './field-shape.js';

/** A node's context: the whole response, and the node whose list contains it (outside lists, the response). */
export interface Around {
  root: Json;
  parent: Json;
}

/** Reads a business value from a node; undefined when the response has none. Throws WrongShape. */
export type Reader = (node: Json, around: Around) => Json | undefined;

/** Likewise, bit by bit. */
type CooperativeReader = (node: Json, around: Around) => Cooperative<Json | undefined>;

/** The reader of a field: in one go, or bit by bit if it contains a list, which may have any length. */
export type FieldReader =
  { read: Reader; cooperative?: undefined } | { read?: undefined; cooperative: CooperativeReader };

/** Reads a field with its reader. */
export function* readField(field: FieldReader, node: Json, around: Around): Cooperative<Json | undefined> {
  return field.read ? field.read(node, around) : yield* field.cooperative(node, around);
}

/** Selects every value at a path. */
export type Select = (node: Json, around: Around) => readonly Json[];

/** What compiling fields needs. */
export interface FieldScope {
  report: Report;
  /** Called for a status that is missing from `values`. */
  unknownValue: (field: string) => void;
  /** The merchant's own fields of an order; undefined where no merchant is known and any field is allowed. */
  ownFields?: ReadonlyMap<string, Shape> | undefined;
  /** How the system counts amounts, where that is not ISO 4217. */
  decimals?: Decimals | undefined;
}

/** A field being compiled: its path in the file, and its business name. */
export interface FieldPlace {
  path: Path;
  name: string;
}

/** A path of a mapping; `list` as in JsonPath; `none` tells if a list is missing because an outer one is empty. */
export interface Way {
  select: Select;
  list?: Select;
  none?: (node: Json, around: Around) => boolean;
}

/** Evaluates `$…` on the node, `$parent…` on the node whose list it is in, `$root…` on the whole response. */
export function wayOf(raw: Json | undefined, path: Path, report: Report): Way | undefined {
  const [, base, rest = ''] =
    typeof raw === 'string' ? (/^\$(root|parent)(?![A-Za-z0-9_])(.*)$/s.exec(raw) ?? []) : [];
  const compiled = report.jsonPath(base === undefined ? raw : `$${rest}`, path);
  if (!compiled) return undefined;
  const from = (select: JsonPath['select']): Select => {
    if (base === undefined) return select;
    return base === 'root' ? (_, { root }) => select(root) : (_, { parent }) => select(parent);
  };
  const { select, list } = compiled;
  if (!list) return { select: from(select) };
  const none: Select = (...given) => from((root) => [emptyAround(list, root)])(...given);
  return { select: from(select), list: from(list.select), none: (...given) => none(...given)[0] === true };
}

/** The texts of a value that is written as one text or a list of them. */
export const listOf = (raw: Json | undefined): readonly (Json | undefined)[] =>
  raw !== undefined && isList(raw) ? raw : [raw];
