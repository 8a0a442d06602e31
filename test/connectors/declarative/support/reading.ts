/** Reads answers with a connection's fields, without a system: what a mapping makes of JSON. */
import { compileMain } from '../../../../src/connectors/declarative/compile-main-result.js';
import { readMain } from '../../../../src/connectors/declarative/main-result.js';
import type { FieldScope } from '../../../../src/connectors/declarative/mapping/readers.js';
import { Report } from '../../../../src/connectors/declarative/report-issues.js';
import type { OperationRules } from '../../../../src/connectors/declarative/schema.js';
import { ConnectionFile } from '../../../../src/connectors/declarative/schema.js';
import { atOnce } from '../../../../src/connectors/declarative/cooperative.js';
import type { Json, JsonObject } from '../../../../src/contracts/json.js';
import { catalogue } from '../../../../src/commerce/index.js';
import { readDocument } from '../../../../src/flows/yaml/document.js';

/** What came of reading: outputs, or the field that is wrong. */
export interface Reading {
  outputs?: JsonObject;
  result?: string;
  wrong?: string;
  dropped: number;
}

/** A compiled operation's mapping. */
export interface Mapping {
  issues: string[];
  /** Fields whose word `values` did not have. */
  unknown: string[];
  read(inputs: JsonObject, ...bodies: Json[]): Reading;
}

/** Compiles an operation of a connection; `rules` are its YAML, indented by four. */
export function mappingOf(
  operation: string,
  rules: string,
  own: Pick<FieldScope, 'ownFields'> = {},
): Mapping {
  const text = `connection: shop\nconnector: declarative\nbaseUrl: https://x.example\noperations:\n  ${operation}:\n    request: { method: GET, path: / }\n${rules}`;
  const { document, issues } = readDocument('f.yaml', text, { aliases: true });
  if (document === undefined) throw new Error(JSON.stringify(issues));
  const file = ConnectionFile.parse(document.value);
  const report = new Report(document);
  const unknown: string[] = [];
  const known = catalogue.get(operation)!;
  const [result = ''] = Object.keys(known.results);
  const main = compileMain(file.operations[operation] as OperationRules, ['operations', operation], {
    report,
    unknownValue: (field) => unknown.push(field),
    operation: known,
    main: result,
    effect: 'read',
    ...(known.empty === undefined ? {} : { nothing: known.empty }),
    ...own,
  });
  return {
    issues: report.issues.map(({ line, code, message }) => `${line} ${code} ${message}`),
    unknown,
    read(inputs, ...bodies) {
      const { outcome, dropped, wrong } = atOnce(readMain(bodies, main!, inputs));
      if (outcome.what !== 'answered') return { dropped, ...(wrong === undefined ? {} : { wrong }) };
      return { dropped, result: outcome.result, outputs: outcome.outputs };
    },
  };
}

/** Reads one order by `orders.get`, whose fields besides ref, number and status are given. */
export function readOrder(
  fields: string,
  answer: JsonObject,
  own: Pick<FieldScope, 'ownFields'> = {},
): Reading {
  const lines = fields.split('\n').map((line) => `      ${line}\n`);
  const mapping = mappingOf(
    'orders.get',
    `    fields:\n      ref: $.id\n      number: $.no\n      status: { value: open }\n${lines.join('')}`,
    own,
  );
  if (mapping.issues.length > 0) throw new Error(mapping.issues.join('\n'));
  return mapping.read({ number: '7' }, { id: 'r7', no: '7', ...answer });
}

/** The order that was read. */
export const orderIn = (reading: Reading): JsonObject => reading.outputs?.['order'] as JsonObject;
