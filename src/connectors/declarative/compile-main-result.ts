/** Compiles the reader of an operation's main result, and checks that its success and owner can be determined. */
import type { Effect } from '../../contracts/effect.js';
import type { Json } from '../../contracts/json.js';
import type { Operation } from '../../commerce/operation.js';
import type { Path } from '../../flows/yaml/document.js';
import { mappedOutputs } from './documents/compile-document.js';
import { identityOf, sameRecordOf } from './mapping/record-identity.js';
import { isObject } from './json-value.js';
import type { MainResult } from './main-result.js';
import { compileOutputs, type OutputReader } from './mapping/outputs.js';
import type { FieldScope } from './mapping/readers.js';
import type { Report } from './report-issues.js';
import type { OperationRules } from './schema.js';
import { WrongShape } from './mapping/scalar-values.js';

/** What is known about an operation while its main result is compiled. */
export interface MainScope extends FieldScope {
  operation: Operation;
  main: string;
  nothing?: string;
  effect: Effect;
}

/** Compiles the main result; undefined with an issue. */
export function compileMain(rules: OperationRules, path: Path, scope: MainScope): MainResult | undefined {
  const { operation, main, nothing, effect, report } = scope;
  const names = mappedNames(rules);
  const reader = compileOutputs(rules, mappedOutputs(operation.results[main] ?? {}), path, scope);
  const identity = identityOf(operation);
  checkItems(rules, path, report);
  // Without the field to compare, every response would be dropped.
  const isMap = isObject((rules.fields ?? {}) as Json); // YAML gives JSON
  if (isMap && identity && !names.includes(identity.field) && isFirstMissing(rules, identity.field, report)) {
    const message = `\`${identity.field}\` is not mapped, so it is not known which order was returned.`;
    report.add([...path, 'fields'], 'connection_field_missing', message, { at: 'key' });
  }
  if (effect !== 'read' && (rules.success ?? rules.document) === undefined && names.length === 0) {
    report.add(
      path,
      'connection_success_missing',
      'Nothing in the answer shows that this write has succeeded.',
      {
        at: 'key',
      },
    );
  }
  const isAboutRecord = sameRecordOf(rules, operation, path, report);
  if (!reader) return undefined;
  return {
    result: main,
    reader: effect === 'read' || rules.success ? reader : demanding(reader, names),
    ...(nothing === undefined ? {} : { nothing }),
    ...(operation.withoutAmount ? { withoutAmount: operation.withoutAmount } : {}),
    ...(isAboutRecord ? { isAboutRecord } : {}),
    ...(identity ? { isAskedFor: identity.isAskedFor } : {}),
  };
}

/** Reports a path in JSON that leads to the list and not to its items. In XML an element is a list by its path alone. */
function checkItems(
  { each = '', single, answer, request }: OperationRules,
  path: Path,
  report: Report,
): void {
  const isJson = (answer?.format ?? 'json') === 'json' && request.soap === undefined;
  if (!isJson || single !== undefined || !/^\$(\.[A-Za-z_][\w-]*|\['[^']*'\])+$/.test(each)) return;
  const message = `\`${each}\` selects the list itself, not its items.`;
  const hint = `Write \`each: ${each}[*]\`. If the system returns a single item without a list around it, also add \`single: bare\`.`;
  report.add([...path, 'each'], 'connection_path_invalid', message, { hint });
}

/** Whether no other operation that shares the map has told of it. */
const isFirstMissing = ({ fields }: OperationRules, name: string, report: Report): boolean =>
  typeof fields !== 'object' || fields === null || report.isFirst(fields, `missing ${name}`);

function mappedNames({ fields }: OperationRules): string[] {
  return isObject(fields as Json | undefined) ? Object.keys(fields as object) : []; // YAML gives JSON
}

/** For a write, a response without its mapped fields is no success: some systems report errors with 200. */
function demanding(reader: OutputReader, names: readonly string[]): OutputReader {
  if (reader.kind === 'items') return reader;
  return {
    ...reader,
    *read(node) {
      const outputs = yield* reader.read(node);
      const missing = names.find((name) => !isObject(outputs) || !(name in outputs));
      if (missing !== undefined) throw new WrongShape(missing, 'not in the answer');
      return outputs;
    },
  };
}
