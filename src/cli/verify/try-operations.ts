/** Tries what a connection's credentials may do, by reads alone; a right to write cannot be read, so it is not checked. */
import type { Effect } from '../../contracts/effect.js';
import type { Json, JsonObject } from '../../contracts/json.js';
import type { Caller } from '../call/caller.js';
import { outcomeText } from '../call/outcome-text.js';

/** How one operation stands. */
export interface TriedOperation {
  operation: string;
  effect: Effect;
  /** `works`: the system has answered as it should. */
  status: 'works' | 'fails' | 'not checked';
  /** What came of it, or why it was not tried. */
  because: string;
}

/** What is known to read by: an order's number and a customer's e-mail. */
export interface TryWith {
  order?: string | undefined;
  email?: string | undefined;
}

// A number and an address that nobody has: that they are not found is an answer as well.
const NOBODYS = { number: '0', email: 'nobody@orderly.invalid' } as const;

/** Tries each operation of a connection in turn; orders come first, as others are asked with one. */
export async function tryOperations(
  connection: string,
  { order, email }: TryWith,
  caller: Caller,
): Promise<TriedOperation[]> {
  const known: Record<string, Json | undefined> = {
    number: order ?? NOBODYS.number,
    email: email ?? NOBODYS.email,
  };
  // What tells of a write (`orders.cancel.outcome`) has nothing to be asked about here.
  const offered = caller.offeredBy(connection).filter((name) => !/\.(outcome|happened)$/.test(name));
  const looksUp = (name: string): boolean => caller.operationOf(name).subject === 'number';
  const tried = new Map<string, TriedOperation>();
  for (const name of [...offered.filter(looksUp), ...offered.filter((each) => !looksUp(each))])
    tried.set(name, await tryOne(name, connection, known, caller));
  return offered.flatMap((name) => tried.get(name) ?? []);
}

async function tryOne(
  operation: string,
  connection: string,
  known: Record<string, Json | undefined>,
  caller: Caller,
): Promise<TriedOperation> {
  if (!caller.binds(operation, connection))
    return { operation, effect: 'read', status: 'not checked', because: 'merchant.yaml does not bind it' };
  const { effect } = caller.bindingOf(operation, connection).binding;
  const skipped = (because: string): TriedOperation => ({
    operation,
    effect,
    status: 'not checked',
    because,
  });
  if (effect !== 'read') return skipped('writes are not tried');
  const { inputs: needed, subject } = caller.operationOf(operation);
  const required = Object.entries(needed).flatMap(([name, field]) =>
    field.safeParse(undefined).success ? [] : [name],
  );
  const names = subject === 'list' ? ['email'] : required;
  const missing = names.find((name) => known[name] === undefined);
  if (missing !== undefined)
    return skipped(`there is no ${missing} to ask with: use --order to name an order that has one`);
  const inputs = Object.fromEntries(names.map((name) => [name, known[name] ?? null]));
  const { attempt } = await caller.call(operation, inputs, { by: connection });
  if (attempt.is !== 'done') return { operation, effect, status: 'fails', because: outcomeText(attempt) };
  remember(attempt.outputs, known);
  return { operation, effect, status: 'works', because: attempt.result };
}

/** What a read has found is what the next ones are asked with. */
function remember({ order }: JsonObject, known: Record<string, Json | undefined>): void {
  if (typeof order !== 'object' || order === null) return;
  known['order'] = order;
  const { shipments } = order as JsonObject; // an order is a record
  if (Array.isArray(shipments)) known['shipment'] = shipments[0] as Json;
}
