/** Values computed beside a template, so that its file can refer to them by name. */
import type { Json, JsonObject } from '../../../contracts/json.js';
import type { Path } from '../../../flows/yaml/document.js';
import type { Shape } from '../mapping/field-shape.js';
import type { CallValues } from '../template.js';
import type { RequestScope } from './payload.js';
import { leafWriters } from './value-writers.js';

/** The variables of a template: names for the check, and a function that adds them to a call's values. */
export interface Variables {
  shapes: ReadonlyMap<string, Shape>;
  fill: (values: CallValues) => CallValues;
}

/** Compiles `variables` of an XML, text or SOAP template; each is one value. */
export function compileVariables(
  rules: Readonly<Record<string, unknown>> | undefined,
  path: Path,
  scope: RequestScope,
): Variables {
  const writers = leafWriters(rules ?? {}, path, scope);
  return {
    shapes: new Map(writers.map(([name]) => [name, { kind: 'text', optional: true }])),
    fill(values) {
      const raw = writers.map(([name, write]) => [name, write(values) ?? null] as const);
      const variables: JsonObject = Object.fromEntries<Json>(raw);
      return { ...values, variables };
    },
  };
}
