/** The API of the second payment way: `/zahlung`. */
import { type Api, type ApiRequest, json, keyOf, parseJson } from './api.js';
import { PayoutBody, type Payout, type Payouts } from './payouts.js';

const shown = ({ id, betrag_cent, waehrung, status }: Payout): object => ({
  auszahlung: id,
  ...{ betrag_cent, waehrung, status },
});

/** Answers everything under `/zahlung/`, to who has the key. */
export const payoutApi =
  (payouts: Payouts, apiKey: string): Api =>
  (request) => {
    if (!request.path.startsWith('/zahlung/')) return undefined;
    if (request.headers['authorization'] !== `Bearer ${apiKey}`)
      return json(401, { code: 'SCHLUESSEL_FALSCH' });
    if (request.path !== '/zahlung/auszahlungen') return undefined;
    if (request.method === 'POST') return accept(payouts, request);
    const order = request.query.get('auftrag');
    return json(200, {
      auszahlungen: payouts.all.filter(({ auftrag_id }) => auftrag_id === order).map(shown),
    });
  };

function accept(payouts: Payouts, request: ApiRequest) {
  const [body, key] = [PayoutBody.safeParse(parseJson(request.body)), keyOf(request)];
  if (!body.success || key === undefined) return json(400, { code: 'EINGABE_UNGUELTIG' });
  // How it came out is told later, also to who asks twice.
  return json(202, { auszahlung: payouts.accept(body.data, key).id, status: 'ANGENOMMEN' });
}
