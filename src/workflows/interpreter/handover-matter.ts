/** What a run knows of its matter, for the people who take it over: record, amount, and what it has tried. */
import type { Matter, MatterRecord, TriedCall } from '../../contracts/handover.js';
import type { Json, JsonObject } from '../../contracts/json.js';
import type { Amount } from '../../contracts/policy.js';
import { presentFields } from '../../contracts/present-fields.js';
import type { Described } from './describe.js';
import { isMoney, isRecord } from './expression/value-kinds.js';
import type { RunState } from './state.js';
import { recordNumber } from './wait-status.js';
import { callsIn } from './steps-in.js';

/** The matter of a run with the sub-flows inlined in it; `id` is the run's. */
export function matterOf(id: string, run: Described | undefined): Matter {
  if (run === undefined) return {};
  const record = recordOf(run.state);
  const amount = amountOf(run.state);
  return {
    ...(record === undefined ? {} : { record }),
    ...(amount === undefined ? {} : { amount }),
    ...(run.state.facts.email === undefined ? {} : { email: run.state.facts.email }),
    tried: triedIn(id, run),
  };
}

/** The order or subscription that the run has read last; of one that it has not read, the number that the customer has named. */
function recordOf(state: RunState): MatterRecord | undefined {
  const [read] = knownIn(state)
    .flatMap((values) => Object.entries(values))
    .flatMap(([name, value]) => recordsIn(name, value));
  if (read !== undefined) return read;
  const number = recordNumber(state) ?? namedNumber(state);
  return number === undefined ? undefined : { number };
}

/** What steps have given, newest first, then inputs; calls that are under way come before them. */
function knownIn({ cursors, steps, context }: RunState): readonly JsonObject[] {
  const called = cursors.flatMap(({ wait }) =>
    wait !== undefined && 'call' in wait ? [wait.call.inputs] : [],
  );
  return [...called, ...Object.values(steps).reverse(), context.inputs];
}

function recordsIn(name: string, value: Json): MatterRecord[] {
  if (!isRecord(value)) return [];
  const { number, status } = value;
  const kind = kindOf(name, value);
  if (kind === undefined || typeof number !== 'string' || typeof status !== 'string') return [];
  const [customerName, customerEmail] = [textIn(value, 'customerName'), textIn(value, 'customerEmail')];
  return [
    {
      ...{ kind, number, status },
      ...(customerName === undefined ? {} : { customerName }),
      ...(customerEmail === undefined ? {} : { customerEmail }),
    },
  ];
}

/** Parts of an order, such as a return, have numbers too. */
function kindOf(name: string, value: JsonObject): MatterRecord['kind'] {
  if (name === 'subscription' || 'products' in value) return 'subscription';
  return name === 'order' || 'shipments' in value ? 'order' : undefined;
}

const textIn = (value: JsonObject, name: string): string | undefined => {
  const text = value[name];
  return typeof text === 'string' && text !== '' ? text : undefined;
};

/** The one number that the message or an answer names. */
function namedNumber({ facts, context }: RunState): string | undefined {
  const { message } = context.conversation;
  const named = (message?.understanding.entities ?? []).filter(({ type }) => type === 'order_number');
  return facts.number ?? (named.length === 1 ? named[0]?.value : undefined);
}

/** The amount that an approval is asked for, else the newest that a step has given or asked for under this name. */
function amountOf(state: RunState): Amount | undefined {
  const requested = state.cursors.flatMap(({ wait }) =>
    wait?.on === 'approval' && wait.request.amount !== undefined ? [wait.request.amount] : [],
  );
  const known = knownIn(state).flatMap((values) => {
    const amount = values['amount'];
    return amount !== undefined && isMoney(amount) ? [amount] : [];
  });
  const [found] = [...requested, ...known];
  return found && { minor: found.minor, currency: found.currency };
}

/** Outcomes of reads that say why people take over; any outcome of a write is told. */
const mishaps: ReadonlySet<string> = new Set(['unavailable', 'refused', 'unverified', 'unknown', 'failed']);

/** Why a call was refused, as its step has given it. */
function refusalIn(values: JsonObject | undefined): Pick<TriedCall, 'code' | 'message'> {
  const refusal = values?.['refusal'];
  if (refusal === undefined || !isRecord(refusal)) return {};
  return presentFields({ code: textIn(refusal, 'code'), message: textIn(refusal, 'message') });
}

function triedIn(id: string, { flow, state, below }: Described): TriedCall[] {
  const own = [...callsIn(flow.steps).values()].flatMap(({ id: step, operation, effect }) => {
    const outcome = state.outcomes[step];
    if (outcome === undefined || (effect === 'read' && !mishaps.has(outcome))) return [];
    return [{ workflowId: id, step, operation, outcome, ...refusalIn(state.steps[step]) }];
  });
  const inlined = Object.entries(state.visits).flatMap(([step, visit]) => {
    const run = below(step);
    return run === undefined ? [] : triedIn(`${id}/${step}/${visit}`, run);
  });
  return [...own, ...inlined];
}
