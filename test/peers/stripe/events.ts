/** What an account at Stripe tells by webhook, signed as Stripe signs. */
import { createHmac } from 'node:crypto';
import { Webhooks, type WebhookRequest } from '../../support/webhooks.js';
import type { Refund, Row } from './book.js';

/** The secret of the endpoint. */
export const endpointSecret = 'whsec_test';

/** An event as it is sent at a moment (ms), signed with a secret. */
export function signedEvent(event: Row, at = Date.now(), secret = endpointSecret): WebhookRequest {
  const [body, time] = [JSON.stringify(event), Math.floor(at / 1000)];
  const signature = createHmac('sha256', secret).update(`${time}.${body}`).digest('hex');
  return { headers: { 'stripe-signature': `t=${time},v1=${signature}` }, body };
}

/** Events of refunds: a pending one is paid once there is somebody to tell. */
export class AccountEvents extends Webhooks {
  #count = 0;

  /** Notes that a pending refund will be paid. */
  settle(refund: Refund): void {
    if (refund.status !== 'pending') return;
    this.#tell('refund.updated', refund, { status: 'succeeded' });
    setImmediate(() => void this.deliver());
  }

  /** A refund that was paid has failed after all. */
  async comesBack(refund: Refund): Promise<void> {
    this.#tell('refund.failed', refund, { status: 'failed', failure_reason: 'lost_or_stolen_card' });
    await this.deliver();
  }

  #tell(type: string, refund: Refund, change: Partial<Refund>): void {
    const id = `evt_${(this.#count += 1)}`;
    this.note(() => {
      Object.assign(refund, change);
      return signedEvent({ id, object: 'event', type, data: { object: { ...refund } } });
    });
  }
}
