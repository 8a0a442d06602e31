/** Compiles `accepted:`: how to tell a promise from a success, and what to ask until it is kept (DESIGN §5). */
import type { Effect } from '../../contracts/effect.js';
import { businessEvents } from '../../commerce/business-events.js';
import type { Operation } from '../../commerce/operation.js';
import type { Path } from '../../flows/yaml/document.js';
import type { Settling } from '../connector.js';
import { WRONG_SHAPE } from '../outcome-table.js';
import type { AcceptedRules } from './accepted-schema.js';
import type { AcceptedFinder } from './read-answer.js';
import { type Answer, compileCondition } from './conditions.js';
import { type Shape, shapesOf } from './mapping/field-shape.js';
import { namedOperation, type NameScope } from './named-operation.js';
import type { Slot, TemplateScope } from './template.js';

/** What is known about the operation. */
export interface AcceptedScope extends NameScope {
  operation: Operation;
  /** Name of its main result. */
  main: string;
  effect: Effect;
  /** What the requests of the write name. */
  carried: readonly Slot[];
  /** Business events that the connection takes in. */
  events: readonly string[];
  values: TemplateScope;
}

/** Our own reference, which was sent to the system. */
const OWN = '${idempotencyKey}';

/** Compiles `accepted:`; adds issues to the report. */
export function compileAccepted(
  rules: AcceptedRules,
  path: Path,
  scope: AcceptedScope,
): { find: AcceptedFinder; settling: Settling } {
  const { report, effect, values } = scope;
  if (effect === 'read')
    report.add(
      path,
      'connection_accepted_invalid',
      'This operation only reads, so it cannot be accepted and done later.',
      {
        at: 'key',
      },
    );
  const holds = compileCondition(rules.when, [...path, 'when'], report, values);
  const reference = compileReference(rules.ref, [...path, 'ref'], scope);
  const { ask, event } = rules.settles;
  if (effect !== 'read' && ask) checkAsk(ask.operation, [...path, 'settles', 'ask', 'operation'], scope);
  if (event !== undefined) checkEvent(event, rules, [...path, 'settles', 'event'], scope);
  if (ask && rules.within < Math.min(...ask.every))
    report.add(
      [...path, 'within'],
      'connection_accepted_invalid',
      'The time ends before the system is asked for the first time.',
    );
  return {
    find(answer) {
      if (!holds(answer)) return undefined;
      if (!reference) return { what: 'accepted' };
      const found = reference(answer);
      // Without a reference its result could never be found out, so there is nothing to wait for.
      return found === undefined ? WRONG_SHAPE : { what: 'accepted', reference: found };
    },
    settling: {
      ...(ask ? { ask: { operation: ask.operation, everyMs: ask.every } } : {}),
      ...(event !== undefined && scope.events.includes(event) ? { event } : {}),
      withinMs: rules.within,
    },
  };
}

/** Checks that the connection takes in the event, and that the event can name the write. */
function checkEvent(
  name: string,
  { ref, settles }: AcceptedRules,
  path: Path,
  { report, operation, events }: AcceptedScope,
): void {
  const event = businessEvents.get(name);
  const wrong = (message: string): void => {
    report.add(path, 'connection_accepted_invalid', message);
  };
  if (event?.settles !== operation.name)
    wrong(`\`${name}\` does not report the outcome of \`${operation.name}\`.`);
  // Where a merchant takes no events in, asking is enough.
  else if (!events.includes(name) && (events.length > 0 || settles.ask === undefined))
    wrong(`\`events.kinds\` does not describe \`${name}\`.`);
  else if (ref === undefined) wrong('Without `ref`, no event can be matched to the write.');
}

type ReferenceReader = (answer: Answer) => string | undefined;

function compileReference(
  written: string | undefined,
  path: Path,
  { report, carried }: AcceptedScope,
): ReferenceReader | undefined {
  if (written === undefined) return undefined;
  if (written === OWN) {
    const message = 'The request does not contain the idempotency key, so the system cannot refer to it.';
    if (!carried.some(({ way }) => way[0] === 'idempotencyKey'))
      report.add(path, 'connection_accepted_invalid', message);
    return ({ values }) => values?.idempotencyKey;
  }
  const way = report.jsonPath(written, path);
  return ({ body }) => {
    const [found] = body === undefined ? [] : (way?.select(body) ?? []);
    if (found === undefined || found === null || found === '' || typeof found === 'object') return undefined;
    return String(found);
  };
}

/** Checks that `ask` takes the inputs of the write and can report its outcome. */
function checkAsk(name: string, path: Path, scope: AcceptedScope): void {
  const asked = namedOperation(name, path, scope);
  if (!asked) return;
  const problem =
    asked.effect === 'read'
      ? (inputProblem(asked, scope) ?? resultProblem(asked, scope))
      : 'it is not a read';
  if (problem === undefined) return;
  const message = `\`${name}\` cannot report the outcome: ${problem}.`;
  scope.report.add(path, 'connection_accepted_invalid', message);
}

function inputProblem(asked: Operation, { operation }: AcceptedScope): string | undefined {
  const given = shapesOf(operation.inputs);
  const foreign = [...shapesOf(asked.inputs)].find(
    ([name, shape]) => !(given.has(name) ? isLike(shape, given.get(name)) : shape.optional),
  );
  return foreign && `\`${operation.name}\` has no matching input \`${foreign[0]}\``;
}

function resultProblem(asked: Operation, { operation, main }: AcceptedScope): string | undefined {
  // A list, among which the one with the reference is found.
  if (asked.name === operation.listedBy) return undefined;
  const missing = ['done', 'refused', 'pending'].find((result) => !Object.hasOwn(asked.results, result));
  if (missing !== undefined) return `it has no result \`${missing}\``;
  const code = shapesOf(asked.results['refused'] ?? {}).get('code');
  if (code?.kind !== 'text' || code.optional) return 'its result `refused` has no `code: text`';
  const provided = shapesOf(asked.results['done'] ?? {});
  const unprovided = [...shapesOf(operation.results[main] ?? {})].find(
    ([output, shape]) => !(provided.has(output) ? isLike(shape, provided.get(output)) : shape.optional),
  );
  return (
    unprovided &&
    `the output \`${unprovided[0]}\` of its result \`done\` is missing or differs from that of \`${operation.name}\``
  );
}

/** Whether the given shape can be used where `wanted` is needed. */
function isLike(wanted: Shape, given: Shape | undefined): boolean {
  return given?.kind === wanted.kind && (wanted.optional || !given.optional);
}
