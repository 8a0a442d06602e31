/** Values that a request of a chain takes from its response for later ones: one, the list of all, or records of a list. */
import type { Json, JsonObject } from '../../contracts/json.js';
import type { Path } from '../../flows/yaml/document.js';
import type { JsonPath } from './json-path.js';
import { isList, plainText } from './json-value.js';
import { isMoney } from './mapping/decimals.js';
import type { Report } from './report-issues.js';
import type { Shape } from './mapping/field-shape.js';
import type { ChainRules } from './schema.js';

/** A value that later requests take: the only one at a path, the list of all, or of each the fields by the first path that leads to one. */
export interface Take {
  path: JsonPath;
  list: boolean;
  fields?: ReadonlyMap<string, readonly JsonPath[]>;
}

/** Compiles `take`. */
export function compileTakes({ take = {} }: ChainRules, path: Path, report: Report): Map<string, Take> {
  return new Map(
    Object.entries(take).flatMap(([name, written]): (readonly [string, Take])[] => {
      if (typeof written === 'string') {
        const one = report.jsonPath(written, [...path, name]);
        return one ? [[name, { path: one, list: false }] as const] : [];
      }
      const each = report.jsonPath(written.each, [...path, name, 'each']);
      const fields = Object.entries(written.fields ?? {}).map(
        ([field, paths]) =>
          [
            field,
            paths.flatMap((text) => report.jsonPath(text, [...path, name, 'fields', field]) ?? []),
          ] as const,
      );
      const records = fields.length > 0 ? { fields: new Map(fields) } : {};
      return each ? [[name, { path: each, list: true, ...records }] as const] : [];
    }),
  );
}

/** What later requests may name of them, whose types the mapping of the request decides; absent where it may not be sent. */
export function shapeOfTakes({ take = {}, if: condition }: ChainRules): Shape {
  const text: Shape = { kind: 'text', optional: condition !== undefined };
  const names = Object.entries(take).map(([name, written]) => {
    if (typeof written === 'string') return [name, text] as const;
    const fields = Object.keys(written.fields ?? {}).map((field) => [field, text] as const);
    const element: Shape =
      fields.length > 0 ? { kind: 'record', fields: new Map(fields), optional: false } : text;
    return [name, { kind: 'list', element, optional: false }] as const;
  });
  return { kind: 'record', fields: new Map<string, Shape>(names), optional: false };
}

/** The values from a response, or the name of one that is not there as declared, and why. */
export function taken(
  takes: ReadonlyMap<string, Take>,
  body: Json,
): { values: JsonObject } | { wrong: string } {
  const values: Record<string, Json> = {};
  for (const [name, { path, list, fields }] of takes) {
    const found = path.select(body);
    const [value, second] = found;
    if (!list && second !== undefined)
      return { wrong: `${name}: the path matches several values (use \`{ each: … }\` for all)` };
    if (fields) {
      values[name] = found.map((item) => recordOf(item, fields));
      continue;
    }
    if (!found.every(isUsable) || (!list && value === undefined)) return { wrong: name };
    values[name] = list ? found : (value ?? null);
  }
  return { values };
}

function recordOf(item: Json, fields: NonNullable<Take['fields']>): JsonObject {
  return Object.fromEntries(
    [...fields].flatMap(([field, paths]) => {
      const value = paths.flatMap((path) => path.select(item)).find(isUsable);
      return value === undefined ? [] : [[field, value] as const];
    }),
  );
}

/** A structure or an empty text cannot be used in a later request: that would look like our own refusal. */
const isUsable = (value: Json): boolean => value !== null && value !== '' && typeof value !== 'object';

/** The values of a request that was sent for each item of a list: each list, one behind the other. */
export const joinedValues = (parts: readonly JsonObject[], takes: ReadonlyMap<string, Take>): JsonObject =>
  Object.fromEntries(
    [...takes.keys()].map((name) => [
      name,
      parts.flatMap((values) => values[name] ?? []).flatMap((value) => (isList(value) ? value : [value])),
    ]),
  );

/** Whether what an answer says was paid in has the currency of the call's amount; undefined where none needs to. */
export function paidAs(
  paidIn: JsonPath | undefined,
  body: Json,
  inputs: JsonObject,
): 'so' | 'otherwise' | 'untold' | undefined {
  if (paidIn === undefined || !isMoney(inputs['amount'])) return undefined;
  const { currency } = inputs['amount'];
  const said = paidIn.select(body);
  if (said.length === 0) return 'untold';
  return said.every((one) => plainText(one).toUpperCase() === currency) ? 'so' : 'otherwise';
}
