/** Compiles what an operation's answers mean: its results, refusals and success. */
import type { Effect } from '../../interpreter/ir.js';
import type { Operation } from '../../operations/operation.js';
import type { Path } from '../../yaml/document.js';
import { didYouMean } from '../../yaml/suggest.js';
import type { AnswerRules, ResultCase } from './answers.js';
import { compileCondition } from './conditions.js';
import { identityOf, sameOrderOf } from './mapping/identity.js';
import { isObject } from './json-value.js';
import { compileOutputs, type OutputReader } from './mapping/outputs.js';
import { compileRefusal } from './refusals.js';
import type { FieldScope } from './mapping/readers.js';
import type { OperationRules } from './schema.js';
import { WrongShape } from './mapping/values.js';
import type { Json } from '../../json.js';

/** Compiles the answers of an operation; undefined with an issue. The first result of the catalogue is the main one. */
export function compileAnswers(
  rules: OperationRules,
  operation: Operation,
  effect: Effect,
  path: Path,
  scope: FieldScope,
): AnswerRules | undefined {
  const { report } = scope;
  const [[result, outputs] = ['done', {}]] = Object.entries(operation.results);
  const reader = compileOutputs(rules, outputs, path, scope);
  const nothing = nothingOf(operation, result);
  const others = [
    ...noneCase(rules, nothing, path, scope),
    ...resultCases(rules, operation, result, path, scope),
  ];
  const refusals = (rules.refusal ?? []).map((refusal, index) => {
    const at = [...path, 'refusal', ...(isWrittenAsList(rules, index) ? [index] : [])];
    return compileRefusal(refusal, operation, at, report);
  });
  checkIdentity(rules, operation, path, scope);
  const witnessed = effect === 'read' || rules.success !== undefined || mappedNames(rules).length > 0;
  if (!witnessed) {
    report.add(path, 'connection_success_missing', 'Nothing tells that this write has succeeded.', {
      at: 'key',
    });
  }
  if (!reader) return undefined;
  const identity = identityOf(operation);
  const isAboutOrder = sameOrderOf(rules.same, operation, path, report);
  return {
    main: {
      result,
      reader: effect === 'read' || rules.success ? reader : demanding(reader, mappedNames(rules)),
    },
    others,
    refusals,
    safe: new Set(rules.safe),
    emptyIsSuccess: rules.success !== undefined && rules.success.path === undefined,
    ...(nothing === undefined ? {} : { nothing }),
    ...(rules.success ? { success: compileCondition(rules.success, [...path, 'success'], report) } : {}),
    ...(isAboutOrder ? { isAboutOrder } : {}),
    ...(identity ? { isAskedFor: identity.isAskedFor } : {}),
  };
}

/** The file may have one refusal or a list of them; one alone has no index in its path. */
const isWrittenAsList = ({ refusal = [] }: OperationRules, index: number): boolean =>
  refusal.length > 1 || index > 0;

/** The one result without outputs, if a search can find nothing. */
function nothingOf({ results }: Operation, main: string): string | undefined {
  const empty = Object.entries(results).filter(
    ([name, outputs]) => name !== main && Object.keys(outputs).length === 0,
  );
  return empty.length === 1 ? empty[0]?.[0] : undefined;
}

function noneCase(
  rules: OperationRules,
  nothing: string | undefined,
  path: Path,
  { report }: FieldScope,
): ResultCase[] {
  if (!rules.none) return [];
  const at = [...path, 'none'];
  if (nothing === undefined) {
    report.add(at, 'connection_result_unknown', 'This operation has no result for finding nothing.', {
      at: 'key',
    });
    return [];
  }
  return [{ result: nothing, when: compileCondition(rules.none, at, report), reader: EMPTY }];
}

const EMPTY: OutputReader = { kind: 'whole', read: () => ({}), finish: () => ({}) };

function resultCases(
  rules: OperationRules,
  operation: Operation,
  main: string,
  path: Path,
  scope: FieldScope,
): ResultCase[] {
  return Object.entries(rules.results ?? {}).flatMap(([result, rule]) => {
    const at = [...path, 'results', result];
    const outputs =
      Object.hasOwn(operation.results, result) && result !== main ? operation.results[result] : undefined;
    if (!outputs) {
      const hint = didYouMean(
        result,
        Object.keys(operation.results).filter((name) => name !== main),
      );
      scope.report.add(
        at,
        'connection_result_unknown',
        `\`${result}\` is no result that can be named here.`,
        { at: 'key', hint },
      );
      return [];
    }
    const reader = compileOutputs({ fields: rule.fields }, outputs, at, scope);
    return reader ? [{ result, when: compileCondition(rule, at, scope.report), reader }] : [];
  });
}

/** Without the field that is compared, every answer would be dropped. */
function checkIdentity(
  rules: OperationRules,
  operation: Operation,
  path: Path,
  { report }: FieldScope,
): void {
  const identity = identityOf(operation);
  if (!identity || mappedNames(rules).includes(identity.field)) return;
  const message = `\`${identity.field}\` is not mapped: it tells whose order came back.`;
  report.add([...path, 'fields'], 'connection_field_missing', message, { at: 'key' });
}

function mappedNames({ fields }: OperationRules): string[] {
  return isObject(fields as Json | undefined) ? Object.keys(fields as object) : []; // YAML gives JSON
}

/** For a write, an answer without its mapped fields is no success: some systems report errors with status 200. */
function demanding(reader: OutputReader, names: readonly string[]): OutputReader {
  if (reader.kind === 'items') return reader;
  return {
    ...reader,
    read: (node) => {
      const outputs = reader.read(node);
      const missing = names.find((name) => !isObject(outputs) || !(name in outputs));
      if (missing !== undefined) throw new WrongShape(missing, 'not in the answer');
      return outputs;
    },
  };
}
