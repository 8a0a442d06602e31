/** An agent of the demo, who decides on approvals with a personal key. */
import type { ApprovalItem } from '../../src/client/approvals.js';
import type { OrderlyClient } from '../../src/client/client.js';
import { signDecision } from '../../src/security/decision-token.js';
import type { DecisionAnswer } from '../../src/contracts/workflow-messages.js';

const tokenLifeMs = 300_000;
const patienceMs = 60_000;

/** Decides on open requests. */
export class DemoAgent {
  constructor(
    readonly name: string,
    readonly privateKey: string,
    readonly client: OrderlyClient,
    readonly merchant = 'demo',
  ) {}

  /** Waits for an open request of a conversation. */
  async finds(conversationWorkflowId: string): Promise<ApprovalItem> {
    const end = Date.now() + patienceMs;
    for (;;) {
      const open = await this.client.approvals.list(this.merchant);
      const found = open.find(({ workflowId }) => workflowId.startsWith(`${conversationWorkflowId}/`));
      if (found !== undefined) return found;
      if (Date.now() > end) throw new Error(`No approval was asked for within ${patienceMs} ms.`);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }

  /** Signs a decision on a request. */
  token(request: ApprovalItem, decision: 'approved' | 'rejected'): string {
    const issuedAt = Date.now();
    return signDecision(
      {
        approver: this.name,
        merchant: this.merchant,
        requestId: request.id,
        digest: request.digest,
        decision,
        issuedAt,
        expiresAt: issuedAt + tokenLifeMs,
      },
      this.privateKey,
    );
  }

  /** Decides a request. */
  decides(request: ApprovalItem, decision: 'approved' | 'rejected'): Promise<DecisionAnswer> {
    const token = this.token(request, decision);
    return this.client.approvals.decide({ requestId: request.id, digest: request.digest, decision, token });
  }
}
