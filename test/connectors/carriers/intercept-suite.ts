/** What the connector for UPS' intercepts sends, by UPS' own description, of July 2026. */
import { conformanceFile } from '../../peers/conformance-data.js';
import { charges, eligibility, interceptAsked, redirects } from './intercept-office.js';
import { byMethod, type Suite, type Variation, withBody, withHeader, withPath } from './suite.js';

const published = 'ups/DeliveryIntercept.yaml';

const all: readonly Variation[] = [
  ['without transId', withHeader('transid')],
  ['with a transId that is too long', withHeader('transid', 'A'.repeat(15))],
  ['of another platform', withHeader('platformtype', 'WEB')],
  ['without what it inquires', withHeader('inquirytype')],
  ['for what is no number', withPath(/1Z\w{16}$/, '1Z1')],
];

const charged: readonly Variation[] = [
  ...all,
  ['by GET', byMethod('GET')],
  ['without where it comes from', withBody(/"fromAddress":\{[^}]*\},/, '')],
  ['with a state that is written out', withBody('"state":"MD"', '"state":"Maryland"')],
  ['with a telephone without its country', withBody(/"phoneNumber":"\+/, '"phoneNumber":"')],
];

const posted: readonly Variation[] = [
  ...all,
  ['by GET', byMethod('GET')],
  ['without who asks', withBody(/,"requesterContactInfo":\{[^}]*\}/, '')],
  ['without a word on instructions', withBody('"specialInstructions":null,', '')],
  ['of another kind', withBody(/"requestType":"\w+"/, '"requestType":"XXXX"')],
];

const paths = ['/redirect/address', '/return', '/reschedule', '/willcall'];
const key = '0a1b2c3d-0000-8000-8000-000000000000';
const quote = (redirect: (typeof redirects)[number]) => ({
  operation: 'shipments.quote_redirect',
  inputs: interceptAsked(redirect),
});
const amount = { minor: 2_100, currency: 'USD' };
const open = eligibility(['RD', 'RTS', 'FD', 'WC']);

/** All its requests. */
export const interceptSuite: Suite & { published: string } = {
  ...{ carrier: 'ups-intercept', name: 'UPS Delivery Intercept, by its own description', published },
  file: conformanceFile(`specs/${published}`),
  prismFlaws: ["must have required property 'version'"],
  operations: [
    {
      ...{ call: quote(redirects[0]!), asks: 'GET /eligibility/intercept/{tracking_number}' },
      ...{ others: { '/charges/': charges('21.00') } },
      variations: [...all, ['by POST', byMethod('POST')]],
    },
    // What is nearly a request is tried with the first kind alone.
    ...redirects.map((redirect, index) => ({
      ...{ call: quote(redirect), asks: 'POST /charges/{tracking_number}' },
      ...{ others: { '/eligibility/': open }, variations: index === 0 ? charged : [] },
    })),
    ...redirects.map((redirect, index) => ({
      call: {
        operation: 'shipments.redirect',
        ...{ inputs: { ...interceptAsked(redirect), amount }, idempotencyKey: key },
      },
      ...{ asks: `POST ${paths[index] ?? ''}/{tracking_number}`, variations: index === 0 ? posted : [] },
    })),
    {
      call: {
        operation: 'shipments.redirect.happened',
        ...{ inputs: { ...interceptAsked(redirects[0]!), amount }, idempotencyKey: key },
      },
      ...{ asks: 'GET /eligibility/intercept/{tracking_number}', variations: all },
    },
  ],
};
