/** Northgate as a worker has it, over a running desk, with a channel that vouches for its customers. */
import { generateKey } from '../../../src/security/signing-keys.js';
import { signVoucher } from '../../../src/security/voucher.js';
import type { RetailRest } from '../../peers/retail-rest/start.js';
import { type ForeignMerchant, openForeign } from '../support/merchant.js';

/** The merchant, and its channel's word for a customer in a conversation. */
export interface Northgate extends ForeignMerchant {
  vouchFor(email: string, conversation: string, expiresAt: number): string;
}

/** Loads it over the desk. */
export async function openNorthgate(desk: RetailRest): Promise<Northgate> {
  const { publicKey, privateKey } = generateKey();
  const secrets = {
    ...{ NORTHGATE_URL: desk.url, NORTHGATE_KEY: desk.apiKey },
    NORTHGATE_WEB_KEY: publicKey,
  };
  const shop = await openForeign('northgate', secrets);
  const channel = { merchant: 'northgate', channel: 'northgate-web' };
  return {
    ...shop,
    vouchFor: (email, conversation, expiresAt) =>
      signVoucher({ ...channel, conversation, customer: { email }, expiresAt }, privateKey),
  };
}
