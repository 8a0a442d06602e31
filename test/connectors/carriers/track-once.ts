/** One attempt of the question where a parcel is, as a worker makes it, through everything that stands before a carrier. */
import { callOperation } from '../../../src/activities/calls/call-operation.js';
import { NotNow } from '../../../src/activities/calls/failures.js';
import type { CallPorts } from '../../../src/activities/calls/ports.js';
import type { CallRequest } from '../../../src/contracts/call-request.js';
import type { CallResult } from '../../../src/contracts/call-result.js';
import { readMerchantFile } from '../../../src/merchants/merchant-file.js';
import type { Merchant } from '../../../src/merchants/merchant.js';
import { memoryStore } from '../../../src/simulator/memory-store.js';
import { track } from './system.js';

const text = 'merchant: m\nzone: Europe/Berlin\nhandover: { default: service }\n';
const { config } = readMerchantFile('merchant.yaml', text, { now: 0 });

/** Who answers, which parcel it is, and when (epoch ms): now, and when the question was asked first. */
export interface TrackOnce {
  connectionFor: Merchant['connectionFor'];
  carrier: string;
  trackingNumber: string;
  now: number;
  since?: number;
}

/** Its result, or in how many ms the next attempt is made. */
export async function trackOnce({
  connectionFor,
  carrier,
  trackingNumber,
  now,
  since = now,
}: TrackOnce): Promise<CallResult | { afterMs: number | undefined }> {
  const { operation, inputs } = track(carrier, trackingNumber);
  const step = { kind: 'call', id: 's', operation, effect: 'read', outcomes: {} };
  const ports = {
    ...{
      store: memoryStore(() => now),
      now: () => now,
      secret: 's'.repeat(32),
      authenticated: () => undefined,
    },
    merchant: () => ({ config, connectionFor }),
    published: () => Promise.resolve(new Map([['s', step]])),
    metrics: { operationCalled: () => undefined },
  } as unknown as CallPorts; // a read asks for nothing else
  const request = {
    ...{ merchant: 'm', workflowId: 'w', flow: 'f', hash: 'h', conversation: 'c' },
    call: { do: 'call', id: 's#1', step: 's', visit: 1, operation, facts: {}, asked: false, inputs },
  } as unknown as CallRequest;
  try {
    return await callOperation(ports, request, { id: String(now), attempt: 1, scheduledAt: since });
  } catch (error) {
    if (error instanceof NotNow) return { afterMs: error.afterMs };
    throw error;
  }
}
