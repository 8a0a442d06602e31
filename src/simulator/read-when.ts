/** `when:` of a test: what happens. */
import { parseDuration, parseInteger } from '../flows/literals.js';
import type { Path } from '../yaml/document.js';
import { didYouMean } from '../yaml/suggest.js';
import type { Action } from './flow-test.js';
import type { GivenContext } from './read-given.js';
import type { WrittenAction } from './schema.js';

/** Most times that an event is told by one action. */
const MAX_TIMES = 1000;

/** Reads one action, as often as it happens; one reported as wrong is left out. */
export function readAction(context: GivenContext, action: WrittenAction, path: Path): Action[] {
  if (typeof action === 'string') return [{ is: action, path }];
  const read = readOnce(context, action, path);
  return read === undefined ? [] : Array<Action>(timesOf(context, action.times, path)).fill(read);
}

function timesOf({ reader }: GivenContext, written: string | undefined, path: Path): number {
  const times = parseInteger(written ?? '1') ?? 0;
  if (times >= 1 && times <= MAX_TIMES) return times;
  const message = `\`${String(written)}\` is no whole number from 1 to ${MAX_TIMES}.`;
  reader.reportIssue([...path, 'times'], 'type_mismatch', message, 'Write `times: 3`.');
  return 1;
}

function readOnce(
  context: GivenContext,
  action: Exclude<WrittenAction, string>,
  path: Path,
): Action | undefined {
  const { reader } = context;
  const { customer, approver, by, after, event, fields, ref, times } = action;
  if ([customer, approver, after, event].filter((each) => each !== undefined).length !== 1) {
    const hint =
      'Write `customer:`, `approver:` (with `by:`), `event:` or `after:`, each behind a dash of its own.';
    reader.reportIssue(path, 'flow_test_shape', 'One thing happens at a time.', hint);
    return;
  }
  if (by !== undefined && approver === undefined) {
    reader.reportIssue([...path, 'by'], 'flow_test_shape', '`by:` belongs to `approver:`.', undefined, 'key');
    return;
  }
  if (event === undefined && (fields ?? ref ?? times) !== undefined) {
    const message = '`fields:`, `ref:` and `times:` belong to `event:`.';
    reader.reportIssue(path, 'flow_test_shape', message, undefined, 'key');
    return;
  }
  if (event !== undefined) return told(context, { event, fields, ref }, path);
  if (customer !== undefined) return { is: 'customer', text: customer, path: [...path, 'customer'] };
  if (approver !== undefined) return decision(context, approver, by, path);
  const duration = parseDuration(after ?? '');
  const hint = 'Write `3 days`, `4 hours`, `2 business days`.';
  if (duration === undefined) {
    reader.reportIssue([...path, 'after'], 'type_mismatch', 'A duration is needed here.', hint);
    return;
  }
  return { is: 'after', duration, path: [...path, 'after'] };
}

function decision(
  { reader, environment }: GivenContext,
  decided: 'approved' | 'rejected',
  by: string | undefined,
  path: Path,
): Action | undefined {
  const at = [...path, 'approver'];
  if (by === undefined) return { is: 'approver', decision: decided, path: at };
  const known = [...environment.roles, ...Object.keys(environment.config.approvers)];
  if (known.includes(by)) return { is: 'approver', decision: decided, by, path: at };
  const message = `There is no role or approver \`${by}\`.`;
  reader.reportIssue([...path, 'by'], 'role_unknown', message, didYouMean(by, known));
}

function told(
  { reader, environment }: GivenContext,
  { event, fields = {}, ref }: Pick<Exclude<WrittenAction, string>, 'event' | 'fields' | 'ref'>,
  path: Path,
): Action | undefined {
  const types = environment.events.get(event ?? '');
  const at = [...path, 'event'];
  if (event === undefined || types === undefined) {
    const hint = didYouMean(event ?? '', environment.events.keys());
    reader.reportIssue(at, 'event_not_known', `There is no business event \`${event ?? ''}\`.`, hint);
    return;
  }
  const options = { of: `\`${event}\``, wholeness: 'whole' } as const;
  const says = reader.fields(fields, types, [...path, 'fields'], options);
  return { is: 'event', event, fields: says, ...(ref === undefined ? {} : { ref }), path: at };
}
