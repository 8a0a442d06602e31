/** What reads a business value from an answer, and what compiling such a reader needs. */
import type { Json } from '../../../contracts/json.js';
import type { Path } from '../../../yaml/document.js';
import { emptyAround, type JsonPath } from '../json-path.js';
import { isList } from '../json-value.js';
import type { Report } from '../report.js';
import type { Cooperative } from '../cooperative.js';
import type { Shape } from './shape.js';

/** What a node stands in: the whole answer, and the node whose list it is an item of (the answer, outside of lists). */
export interface Around {
  root: Json;
  parent: Json;
}

/** Reads a business value from a node; undefined when the answer has none. Throws WrongShape. */
export type Reader = (node: Json, around: Around) => Json | undefined;

/** Likewise, bit by bit. */
type CooperativeReader = (node: Json, around: Around) => Cooperative<Json | undefined>;

/** The reader of a field: in one go, or bit by bit where a list, which may be of any length, stands inside. */
export type FieldReader =
  { read: Reader; cooperative?: undefined } | { read?: undefined; cooperative: CooperativeReader };

/** What a field's reader reads. */
export function* readField(field: FieldReader, node: Json, around: Around): Cooperative<Json | undefined> {
  return field.read ? field.read(node, around) : yield* field.cooperative(node, around);
}

/** Every value that a path leads to. */
export type Select = (node: Json, around: Around) => readonly Json[];

/** What compiling fields needs. */
export interface FieldScope {
  report: Report;
  /** Called for a status that is missing from `values`. */
  unknownValue: (field: string) => void;
  /** The merchant's own fields of an order; undefined where no merchant is known, and any is right. */
  ownFields?: ReadonlyMap<string, Shape> | undefined;
}

/** A field that is being compiled: where it stands in the file, and its business name. */
export interface FieldPlace {
  path: Path;
  name: string;
}

/** A path of a mapping; `list` as in JsonPath, `none` tells that there is no list because one around it is empty. */
export interface Way {
  select: Select;
  list?: Select;
  none?: (node: Json, around: Around) => boolean;
}

/** `$…` is asked of the node, `$parent…` of the node whose list it is in, `$root…` of the whole answer. */
export function wayOf(written: Json | undefined, path: Path, report: Report): Way | undefined {
  const [, base, rest = ''] =
    typeof written === 'string' ? (/^\$(root|parent)(?![A-Za-z0-9_])(.*)$/s.exec(written) ?? []) : [];
  const compiled = report.jsonPath(base === undefined ? written : `$${rest}`, path);
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
export const listOf = (written: Json | undefined): readonly (Json | undefined)[] =>
  written !== undefined && isList(written) ? written : [written];
