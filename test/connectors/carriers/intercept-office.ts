/** UPS as it takes intercepts of parcels that are on their way, with a memory: which kind is on which parcel. */
import type { Json, JsonObject } from '../../../src/contracts/json.js';
import { answerJson, type Hit, type HostileServer, serve } from '../../support/hostile-server.js';

/** An intercept that was put on a parcel. */
export interface Intercept {
  number: string;
  path: string;
  body: JsonObject;
}

/** The office. */
export interface InterceptOffice extends HostileServer {
  intercepts: Intercept[];
  /** Kinds of intercepts that it does not take. */
  closed: Set<string>;
}

/** The parcel that is on its way. */
export const parcel = { carrier: 'UPS', trackingNumber: '1Z12345E0291980793' };

/** Where it shall go instead. */
export const elsewhere = {
  ...{ name: 'Ada Byron', street: '500 Congress Ave', postcode: '78701', city: 'Austin' },
  ...{ state: 'TX', country: 'US' },
};

/** The order that it belongs to. */
export const interceptOrder = (country = 'US') => ({
  ...{ ref: 'o-1', number: '10042', status: 'shipped', amount: { minor: 4000, currency: 'USD' } },
  ...{ lines: [], shipments: [parcel], returns: [] },
  shippingAddress: {
    ...{ name: 'Ada Byron', street: '12911 Fork Rd', postcode: '21013', city: 'Baldwin' },
    ...{ state: 'MD', country },
  },
});

/** What a call asks for by each kind. */
export const redirects: readonly JsonObject[] = [
  { to: 'address', address: elsewhere },
  { to: 'sender' },
  { to: 'date', date: '2026-12-04' },
  { to: 'pickup_point' },
];

/** Inputs of a quote. */
export const interceptAsked = (redirect: JsonObject, country?: string): JsonObject => ({
  ...{ order: interceptOrder(country), shipment: parcel },
  ...redirect,
});

/** What of the parcel may be done, by the kinds that are open and those that are on it. */
export const eligibility = (open: readonly string[], made: readonly string[] = []): JsonObject => ({
  response: {
    ...{ transactionId: 'T1', statusCode: '000', statusMsg: 'SUCCESS', success: true },
    ...{ errors: null, warnings: null },
    commonEligibilityMap: ['FD', 'WC', 'SDWC', 'RD', 'RTS'].map((interceptFeature) => ({
      interceptFeature,
      eligibilityValue: {
        createEligibility: open.includes(interceptFeature) ? 'ELIGIBLE' : 'NOT_ELIGIBLE',
        modifyEligibility: 'NOT_ELIGIBLE',
        cancelEligibility: made.includes(interceptFeature) ? 'ELIGIBLE' : 'NOT_ELIGIBLE',
      },
    })),
  },
});

/** What it costs. */
export const charges = (total: string): JsonObject => ({
  response: {
    ...{ transactionId: 'T2', statusCode: '000', statusMsg: 'Success', success: true, errors: null },
    chargeInfo: [
      { trackingNumber: parcel.trackingNumber, totalCharge: total, chargeCurrency: 'USD', shipperName: 'Ä' },
    ],
  },
});

/** What UPS says to an intercept that it takes. */
export const taken: JsonObject = {
  ...{ transactionId: 'ASR1212', statusCode: '000', statusMsg: 'Success', success: true },
  ...{ errors: null, subStatusCode: '' },
};

/** Kinds by the paths of their requests. */
const KINDS: Readonly<Record<string, string>> = {
  '/redirect/address/': 'RD',
  '/return/': 'RTS',
  '/reschedule/': 'FD',
  '/willcall/': 'WC',
};

/** Whether a request puts an intercept on a parcel. */
export const isIntercept = ({ url }: Hit): boolean => Object.keys(KINDS).some((path) => url.startsWith(path));

function says({ url, body }: Hit, { intercepts, closed }: InterceptOffice): { status: number; body: Json } {
  const number = url.replace(/^.*\//, '');
  const made = intercepts.filter((one) => one.number === number).map(({ path }) => KINDS[path] ?? '');
  const open = made.length > 0 ? [] : Object.values(KINDS).filter((kind) => !closed.has(kind));
  if (url.startsWith('/eligibility/')) return { status: 200, body: eligibility(open, made) };
  if (url.startsWith('/charges/')) return { status: 200, body: charges('21.00') };
  const path = Object.keys(KINDS).find((start) => url.startsWith(start));
  if (path === undefined) return { status: 404, body: { oops: url } };
  if (!open.includes(KINDS[path] ?? ''))
    return {
      status: 400,
      body: { response: { statusCode: '400', errors: [{ code: '710', message: 'Not any more.' }] } },
    };
  intercepts.push({ number, path, body: JSON.parse(body) as JsonObject });
  return { status: 200, body: taken };
}

/** Opens the office. */
export async function openInterceptOffice(): Promise<InterceptOffice> {
  const office = { intercepts: [], closed: new Set<string>() } as unknown as InterceptOffice;
  const server = await serve((hit, response) => {
    if (hit.url === '/oauth/token') {
      answerJson(response, 200, { access_token: 'T', token_type: 'Bearer', expires_in: 3600 });
      return;
    }
    const { status, body } = says(hit, office);
    answerJson(response, status, body);
  });
  return Object.assign(office, server);
}
