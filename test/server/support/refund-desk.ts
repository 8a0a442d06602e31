/** Refunds that wait for an approval, asked for the real way: a signed-in customer writes and says yes. */
import { OrderlyError } from '../../../src/contracts/errors/orderly-error.js';
import { type DecisionClaims, signDecision } from '../../../src/security/decision-token.js';
import type { OutboxRow } from '../../../src/store/store.js';
import type {
  DecisionAnswer,
  DecisionMessage,
  OpenApprovals,
} from '../../../src/contracts/workflow-messages.js';
import { messageNames } from '../../../src/contracts/workflow-messages.js';
import type { LedgerRow } from '../../../demo/shop/ledger.js';
import type { StoryOrder } from '../../../demo/shop/stories.js';
import { DemoCustomer } from '../../../demo/stack/customer.js';
import type { Stack } from '../../../demo/stack/stack.js';

/** A refund that waits. */
export interface Waiting {
  customer: DemoCustomer;
  order: StoryOrder;
  request: WaitingRequest;
}

/** An open request as its run knows it, and where that is. */
export type WaitingRequest = OpenApprovals[number] & { workflowId: string; runId: string };

/** An approver's name and key as they sign. */
export interface Signer {
  name: string;
  key: string;
}

const patienceMs = 240_000;

/** Waits until there is something; throws when there is none in time. */
export async function until<T>(what: string, find: () => Promise<T | undefined>): Promise<T> {
  const end = Date.now() + patienceMs;
  for (;;) {
    const found = await find();
    if (found !== undefined) return found;
    if (Date.now() > end) throw new Error(`${what} did not come within ${patienceMs} ms.`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** Asks for refunds, decides on them, and looks up what became of them. */
export class RefundDesk {
  readonly anna: Signer;
  readonly ben: Signer;

  constructor(readonly stack: Stack) {
    this.anna = { name: 'anna', key: stack.keys.anna };
    this.ben = { name: 'ben', key: stack.keys.ben };
  }

  /** A signed-in customer. */
  customer({ customer }: StoryOrder, merchant = 'demo', startedBy?: string): DemoCustomer {
    const signedIn = { ref: customer.id, email: customer.mail, channelKey: this.stack.keys.channel };
    const { client } = this.stack;
    const by = startedBy === undefined ? {} : { startedBy };
    return new DemoCustomer({ client, merchant, language: 'en', signedIn, ...by });
  }

  /** A customer asks for a refund and says yes; resolves when it waits for an approval. */
  async waiting(
    order: StoryOrder,
    options: { merchant?: string; startedBy?: string } = {},
  ): Promise<Waiting> {
    const customer = this.customer(order, options.merchant, options.startedBy);
    await customer.says(`I would like a refund for order ${order.nummer}, please.`);
    await this.wholeOrder(customer);
    await customer.says('Yes, please');
    return { customer, order, request: await this.request(customer) };
  }

  /** Somebody who has asked for a refund says that it is about the whole order if asked, and is asked whether they are sure. */
  async wholeOrder(customer: DemoCustomer): Promise<void> {
    const heard = await this.hears(customer, /What would you like refunded|Would you like me to refund/);
    // A flow of a merchant's own may know of whole orders alone.
    if (!heard.some(({ body }) => body.text.includes('What would you like refunded'))) return;
    await customer.says('The whole order');
    await this.hears(customer, /Would you like me to refund/);
  }

  /** The request that a conversation's run waits for, other than those known. */
  request(customer: DemoCustomer, known: readonly string[] = []): Promise<WaitingRequest> {
    return until('A request for an approval', async () => {
      const query = `WorkflowId STARTS_WITH "${customer.workflowId}/" AND ExecutionStatus = "Running"`;
      for await (const { workflowId, runId, type } of this.stack.temporal.workflow.list({ query })) {
        if (type === 'customer-service' || type === 'find-order') continue;
        const open = await this.openOf(workflowId);
        const [request] = open.filter(({ id }) => !known.includes(id));
        if (request !== undefined) return { ...request, workflowId, runId };
      }
      return undefined;
    });
  }

  /** Open requests of a run. */
  openOf(workflowId: string): Promise<OpenApprovals> {
    return this.stack.temporal.workflow.getHandle(workflowId).query<OpenApprovals>(messageNames.approvals);
  }

  /** Whether a request can still be decided. */
  async isOpen({ request }: Waiting): Promise<boolean> {
    return (await this.openOf(request.workflowId)).some(({ id }) => id === request.id);
  }

  /** A message with its signed token; `claims` says what the token says otherwise. */
  message(
    { request }: { request: WaitingRequest },
    by: Signer,
    decision: 'approved' | 'rejected' = 'approved',
    claims: Partial<DecisionClaims> = {},
  ): DecisionMessage {
    const { id: requestId, digest } = request;
    const [issuedAt, merchant] = [Date.now(), requestId.slice(0, requestId.indexOf('/'))];
    const signed = { approver: by.name, merchant, requestId, digest, decision, issuedAt };
    const token = signDecision({ ...signed, expiresAt: issuedAt + 300_000, ...claims }, by.key);
    return { requestId, digest, decision, token };
  }

  /** Sends a decision through the client; a run that is over answers like an unknown request. */
  async decide(message: DecisionMessage): Promise<DecisionAnswer> {
    try {
      return await this.stack.client.approvals.decide(message);
    } catch (error) {
      if (error instanceof OrderlyError) return { accepted: false, code: error.code };
      throw error;
    }
  }

  /** Replies until one has this in it; resolves with all of them. */
  async hears(customer: DemoCustomer, wanted: RegExp): Promise<OutboxRow[]> {
    const heard: OutboxRow[] = [];
    while (!heard.some(({ body }) => wanted.test(body.text))) heard.push(...(await customer.hears()));
    return heard;
  }

  /** Rows of the shop's ledger for an order. */
  async paid({ nummer }: StoryOrder): Promise<LedgerRow[]> {
    return (await this.stack.shop.controls.ledger()).filter((row) => row.nummer === nummer);
  }

  /** Requests to the shop that would pay an order back. */
  async sent({ id }: StoryOrder): Promise<number> {
    const requests = await this.stack.shop.controls.requests();
    return requests.filter(({ method, path }) => method === 'POST' && path.includes(id)).length;
  }

  /** What the audit trail says of a request, oldest first. */
  async audited({ request }: { request: WaitingRequest }): Promise<{ actor: string; outcome: string }[]> {
    const merchant = request.id.slice(0, request.id.indexOf('/'));
    const rows = (await this.stack.store.audit.list(merchant, 1000)).filter(
      ({ subject }) => subject === request.id,
    );
    return rows.map(({ actor, outcome }) => ({ actor, outcome })).reverse();
  }

  /** The shop takes its time to answer about an order, so that a run stays open after its approval. */
  async slow({ id }: StoryOrder, ms: number): Promise<void> {
    const match = { method: 'POST', path: `${id}/erstattungen` };
    await this.stack.shop.controls.fail({ match, times: 1, kind: 'delay', ms });
  }
}
