/** Compiles what the responses to one request mean: results, refusals, error rules and success. */
import type { JsonObject } from '../../contracts/json.js';
import type { Operation } from '../../commerce/operation.js';
import type { Path } from '../../flows/yaml/document.js';
import { didYouMean } from '../../flows/yaml/suggest.js';
import type { AnswerRules, ResultCase } from './read-answer.js';
import type { ErrorRules } from './condition-schema.js';
import { compileCondition, isByStatus, looksInside, redirectsIn } from './conditions.js';
import { compileFormat } from './formats/format.js';
import { listNamesOf } from './formats/list-names.js';
import { compileOutputs, noFields, type OutputReader } from './mapping/outputs.js';
import type { Report } from './report-issues.js';
import { placedPaths } from './paths-of-rules.js';
import { compileRefusal } from './refusals.js';
import type { FieldScope } from './mapping/readers.js';
import type { ChainRules, OperationRules } from './schema.js';
import type { TemplateScope } from './template.js';
import { compileErrorRules, graphqlError, noProtocol, soapError, type ErrorFinder } from './error-rules.js';

/** The protocol of a request, which decides what errors a response can report by itself. */
type Protocol = 'plain' | 'graphql' | 'soap';

/** What compiling answers needs. */
export interface AnswerScope extends FieldScope {
  operation: Operation;
  /** Name of the catalogue's main result. */
  main: string;
  /** The result for "nothing found", if the operation has one. */
  nothing?: string;
  /** The file's own `errorRules:`. */
  errorRules: ErrorRules;
  /** What conditions may compare with. */
  values: TemplateScope;
}

/** Rules for the responses to one request. */
export type RequestAnswers = Omit<
  ChainRules,
  'id' | 'take' | 'staging' | 'effect' | 'each' | 'where' | 'paidIn'
> &
  Pick<Partial<OperationRules>, 'results'>;

/** Compiles the rules; undefined with an issue. */
export function compileAnswers(
  rules: RequestAnswers,
  path: Path,
  scope: AnswerScope,
): AnswerRules | undefined {
  const { report, operation } = scope;
  const protocol = protocolOf(rules.request);
  // The rules come from YAML and are JSON except for their statuses.
  const lists = listNamesOf(placedPaths(rules as unknown as JsonObject));
  const read = compileFormat(rules.answer, protocol, { report, path: [...path, 'answer'], lists });
  const others = [...noneCase(rules, path, scope), ...resultCases(rules, path, scope)];
  const refusals = (rules.refusal ?? []).map((refusal, index, { length }) => {
    // The file may have one refusal or a list; a single one has no index in its path.
    const at = [...path, 'refusal', ...(length > 1 ? [index] : [])];
    return compileRefusal(refusal, operation, at, report, protocol === 'soap');
  });
  if (!read) return undefined;
  const { success } = rules;
  const redirects = redirectsOf(rules, path, report);
  const { unauthorized } = scope.errorRules;
  return {
    read,
    protocol: protocolError(protocol, rules),
    errorRules: compileErrorRules(scope.errorRules, ['errorRules'], report),
    ...(unauthorized === undefined
      ? {}
      : { unauthorized: compileCondition(unauthorized, ['errorRules', 'unauthorized'], report) }),
    others,
    refusals,
    safe: new Set(rules.safe),
    redirects,
    emptyIsSuccess: success !== undefined && !looksInside(success),
    ...(success ? { success: compileCondition(success, [...path, 'success'], report, scope.values) } : {}),
  };
}

/** Redirects that mean success; one that is told by nothing else may lead to a log-in as well. */
function redirectsOf({ success }: RequestAnswers, path: Path, report: Report): ReadonlySet<number> {
  const { statuses, byHeader } = success ? redirectsIn(success) : { statuses: [], byHeader: true };
  const [status] = statuses;
  if (status !== undefined && !byHeader) {
    const message = `The status ${status} alone does not prove success: a session that is not logged in is also redirected, to the login page.`;
    const hint = `Add where it redirects to: \`success: { status: ${status}, header: location, contains: /orders/ }\`.`;
    report.add([...path, 'success'], 'connection_success_missing', message, { hint });
  }
  return new Set(statuses);
}

/** The protocol of a request, by its payload. */
const protocolOf = (request: object): Protocol =>
  'graphql' in request ? 'graphql' : 'soap' in request ? 'soap' : 'plain';

function protocolError(protocol: Protocol, { partial = [], success }: RequestAnswers): ErrorFinder {
  if (protocol === 'soap') return soapError;
  return protocol === 'graphql' ? graphqlError(partial, success !== undefined) : noProtocol;
}

function noneCase(
  { none }: RequestAnswers,
  path: Path,
  { report, nothing, values }: AnswerScope,
): ResultCase[] {
  if (!none) return [];
  const at = [...path, 'none'];
  if (nothing === undefined) {
    report.add(at, 'connection_result_unknown', 'This operation has no result for “nothing found”.', {
      at: 'key',
    });
    return [];
  }
  const when = compileCondition(none, at, report, values);
  return [{ result: nothing, when, byStatus: isByStatus(none), reader: EMPTY }];
}

const EMPTY: OutputReader = { kind: 'whole', read: noFields, finish: noFields };

function resultCases(rules: RequestAnswers, path: Path, scope: AnswerScope): ResultCase[] {
  const { operation, main, report } = scope;
  const others = Object.keys(operation.results).filter((name) => name !== main);
  return Object.entries(rules.results ?? {}).flatMap(([result, { fields, ...condition }]) => {
    const at = [...path, 'results', result];
    const outputs = others.includes(result) ? operation.results[result] : undefined;
    if (!outputs) {
      const message = `\`${result}\` is not a result that can be used here.`;
      report.add(at, 'connection_result_unknown', message, { at: 'key', hint: didYouMean(result, others) });
      return [];
    }
    const reader = compileOutputs({ fields }, outputs, at, scope);
    const when = compileCondition(condition, at, report, scope.values);
    return reader ? [{ result, when, byStatus: isByStatus(condition), reader }] : [];
  });
}
