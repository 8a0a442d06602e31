/** The address our requests come from, as an external page sees it. */
import { isIP } from 'node:net';
import { OrderlyError } from '../contracts/errors/orderly-error.js';
import { openHttpClient } from '../connectors/http/client.js';
import type { EgressRoute } from '../connectors/http/egress-routes.js';

const LIMITS = { timeoutMs: 10_000, maxBytes: 10_000 } as const;

/** Asks a page that returns the caller's address as text or JSON; `egress_check_failed` if it does not. */
export async function seenAddress(
  page: URL,
  { proxy }: EgressRoute,
  egressAllow: readonly string[],
): Promise<string> {
  const connection = [page.hostname.replace(/^\[|\]$/g, '')];
  using client = openHttpClient({ connection, operator: egressAllow }, { proxy });
  const outcome = await client.send({ method: 'GET', url: page, headers: { accept: '*/*' }, ...LIMITS });
  if (outcome.is !== 'response') throw failed(`the request ended in \`${outcome.code}\``);
  if (outcome.status !== 200) throw failed(`it answered with status ${outcome.status}`);
  const words = outcome.body.toString('latin1').split(/[^0-9A-Fa-f:.]+/);
  const address = words
    .map((word) => word.replace(/^::ffff:(?=\d+\.)/i, ''))
    .find((word) => isIP(word) !== 0);
  if (address === undefined) throw failed('its answer contains no address');
  return address;
}

const failed = (why: string): OrderlyError =>
  new OrderlyError('egress_check_failed', `The page did not report our address: ${why}`);
