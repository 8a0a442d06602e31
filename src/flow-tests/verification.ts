/** Who is asking, in a test: a verified customer, or a stranger whose facts must match the scripted order (DESIGN §7). */
import {
  completeSets,
  factsToCheck,
  matchesOrder,
  missingFacts,
} from '../activities/call-operation/facts.js';
import { Order } from '../fields/order.js';
import type { CallCommand, CallResult, Facts, NeededFacts } from '../interpreter/protocol.js';
import type { MerchantConfig } from '../merchants/merchant.js';
import type { Operation } from '../operations/operation.js';
import type { Script } from './script.js';

/** Failed attempts after which a stranger is not asked again. */
const mostAttempts = 3;

/** Compares what a stranger tells with the orders of the script. */
export class Verification {
  readonly #verified = new Set<string>();
  #failed = 0;

  constructor(
    readonly config: Pick<MerchantConfig, 'verification'>,
    readonly script: Script,
    readonly isStranger: boolean,
  ) {}

  /** Undefined if the call may go on; otherwise its result. */
  check(operation: Operation, call: CallCommand): CallResult | undefined {
    if (!this.isStranger || operation.privacy === 'none') return undefined;
    if (operation.subject === 'none') return { outcome: 'unverified' };
    const known = operation.subject === 'order' ? Order.safeParse(call.inputs.order).data : undefined;
    const told = typeof call.inputs.number === 'string' ? { number: call.inputs.number } : {};
    const facts: Facts = { ...call.facts, ...told, ...(known && { number: known.number }) };
    if (facts.number !== undefined && this.#verified.has(facts.number)) return undefined;
    if (this.#failed >= mostAttempts) return { outcome: 'unverified' };
    const sets = this.config.verification;
    const complete = completeSets(sets, facts);
    if (complete.length === 0) return needsFacts(missingFacts(sets, facts), false);
    const orders = known === undefined ? this.#ordersOf(operation, call) : [known];
    const own = orders.filter((order) => complete.some((set) => matchesOrder(order, set, facts)));
    for (const { number } of own) this.#verified.add(number);
    if (own.length > 0) return operation.subject === 'list' ? found(own) : undefined;
    this.#failed += 1;
    return this.#failed >= mostAttempts ? { outcome: 'unverified' } : needsFacts(factsToCheck(sets), true);
  }

  /** The orders that the operation would give; one that is not there is as good as somebody else's. */
  #ordersOf(operation: Operation, call: CallCommand): Order[] {
    const next = this.script.peek(operation.name, call.inputs);
    if (next.is !== 'done') return [];
    const { order, orders } = next.outputs;
    const all = Array.isArray(orders) ? (orders as unknown[]) : [order];
    return all.flatMap((each) => Order.safeParse(each).data ?? []);
  }
}

const needsFacts = (needed: NeededFacts, failed: boolean): CallResult => ({
  outcome: 'needs_facts',
  ...needed,
  failed,
});

// An order that its schema has read is plain JSON; absent fields are absent.
const found = (orders: readonly Order[]): CallResult => ({
  outcome: 'done',
  result: 'found',
  outputs: { orders: orders as never },
});
