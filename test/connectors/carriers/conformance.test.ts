/**
 * Each carrier by a description of its API: every request is one of it, and whatever it may answer is read or refused
 * in words. UPS publishes its own; for the others it is ours, unless a variable names the one that a user has.
 */
import { existsSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import type { OperationCall } from '../../../src/connectors/connector.js';
import type { Json } from '../../../src/contracts/json.js';
import { conformanceFile, whyNoData } from '../../peers/conformance-data.js';
import { type Description, readDescription, type SentRequest } from './description.js';
import { asked, follow, prove, track } from './system.js';

/** A change of a request, and that the description must not take it. */
type Variation = [what: string, change: (request: SentRequest) => SentRequest];

interface Suite {
  carrier: string;
  name: string;
  /** The description: a path, or why there is none. */
  file: string | undefined;
  why?: string | undefined;
  base?: string;
  operations: readonly { call: OperationCall; asks: string; variations: readonly Variation[] }[];
}

const ours = (name: string): string => `test/connectors/carriers/descriptions/${name}.yaml`;
/** A description that a user has, or ours. */
const theirs = (variable: string, name: string): string => process.env[variable] ?? ours(name);

const withQuery =
  (name: string, value?: string) =>
  (request: SentRequest): SentRequest => {
    const url = new URL(request.url, 'http://there');
    if (value === undefined) url.searchParams.delete(name);
    else url.searchParams.set(name, value);
    return { ...request, url: `${url.pathname}${url.search}` };
  };
const withHeader =
  (name: string, value?: string) =>
  (request: SentRequest): SentRequest => ({ ...request, headers: { ...request.headers, [name]: value } });
const withPath =
  (from: string | RegExp, to: string) =>
  (request: SentRequest): SentRequest => ({ ...request, url: request.url.replace(from, to) });
const withBody =
  (from: string | RegExp, to: string) =>
  (request: SentRequest): SentRequest => ({ ...request, body: request.body.replace(from, to) });
const byMethod =
  (method: string) =>
  (request: SentRequest): SentRequest => ({ ...request, method });

const ups: readonly Variation[] = [
  ['without transId', withHeader('transid')],
  ['without transactionSrc', withHeader('transactionsrc')],
  ['with a parameter that it does not have', withQuery('zip', '1')],
  ['by POST', byMethod('POST')],
  ['at another path', withPath('/details/', '/detail/')],
  ['with a body', (request) => ({ ...request, body: '{}' })],
];
const fedex: readonly Variation[] = [
  ['without a number', withBody(/"trackingNumber":"\d+"/, '')],
  ['with a number for a text', withBody(/"trackingNumber":"\d+"/, '"trackingNumber":7')],
  ['with an empty list', withBody(/\[\{.*\}\]/, '[]')],
  ['with a key that it does not have', withBody('{', '{"a":1,')],
  ['as a form', withHeader('content-type', 'application/x-www-form-urlencoded')],
  ['by GET', byMethod('GET')],
  ['for another locale', withHeader('x-locale', 'english')],
];
const unified: readonly Variation[] = [
  ['without a number', withQuery('trackingNumber')],
  ['with a parameter that it does not have', withQuery('number', '1')],
  ['in a language of three letters', withQuery('language', 'deu')],
  ['without its key', withHeader('dhl-api-key')],
  ['by POST', byMethod('POST')],
];
const mydhl: readonly Variation[] = [
  ['without its version', withHeader('x-version')],
  ['of no version', withHeader('x-version', 'newest')],
  ['with a parameter that it does not have', withQuery('view', 'all')],
  ['for a number that is none', withPath(/\d{10}/, '1')],
  ['by POST', byMethod('POST')],
];

const alert: readonly Variation[] = [
  ['without transId', withHeader('transid')],
  ['without a locale', withBody('"locale":"en_US",', '')],
  ['for what is no number', withBody(/1Z\w{16}/, '1Z1')],
  ['without a number', withBody(/,"trackingNumberList":\[.*\]/, '')],
  ['by GET', byMethod('GET')],
  ['without a body', (request) => ({ ...request, body: '' })],
];

const upsFile = 'specs/ups/Tracking.yaml';
const alertFile = 'specs/ups/UPSTrackAlert.yaml';
const details = 'GET /track/v1/details/{inquiryNumber}';
const suites: readonly Suite[] = [
  {
    ...{ carrier: 'ups', name: 'UPS, by its own description' },
    ...{ file: conformanceFile(upsFile), why: whyNoData(upsFile) },
    operations: [
      { call: track('UPS', '1Z12345E0291980793'), asks: details, variations: ups },
      { call: prove('UPS', '1Z12345E0291980793'), asks: details, variations: ups },
    ],
  },
  {
    ...{ carrier: 'ups', name: 'UPS Track Alert, by its own description', base: '/track/v2' },
    ...{ file: conformanceFile(alertFile), why: whyNoData(alertFile) },
    operations: [
      {
        call: follow('UPS', '1Z12345E0291980793'),
        asks: 'POST /subscription/{type}/package',
        variations: alert,
      },
    ],
  },
  {
    ...{ carrier: 'fedex', name: 'FedEx', file: theirs('ORDERLY_FEDEX_TRACK', 'fedex-track') },
    operations: [
      {
        call: track('FedEx', '794887075005'),
        asks: 'POST /track/v1/trackingnumbers',
        variations: [...fedex, ['without scans said', withBody('"includeDetailedScans":true,', '')]],
      },
      {
        call: prove('FedEx', '794887075005'),
        asks: 'POST /track/v1/trackingdocuments',
        variations: [...fedex, ['of another kind', withBody('SIGNATURE_PROOF', 'ANY')]],
      },
    ],
  },
  {
    ...{ carrier: 'dhl', name: 'DHL', file: theirs('ORDERLY_DHL_UNIFIED', 'dhl-unified') },
    operations: [
      { call: track('DHL', '00340434161094042557'), asks: 'GET /track/shipments', variations: unified },
    ],
  },
  {
    ...{ carrier: 'dhl-express', name: 'DHL Express', file: theirs('ORDERLY_MYDHL', 'mydhl') },
    operations: [
      {
        call: track('DHL', '9356579890'),
        asks: 'GET /shipments/{shipmentTrackingNumber}/tracking',
        variations: [...mydhl, ['of another view', withQuery('trackingView', 'all')]],
      },
      {
        call: prove('DHL', '9356579890'),
        asks: 'GET /shipments/{shipmentTrackingNumber}/proof-of-delivery',
        variations: [...mydhl, ['of another content', withQuery('content', 'all')]],
      },
    ],
  },
];

const BODIES = 200;

for (const { carrier, name, file, why, base, operations } of suites) {
  const isThere = why === undefined && file !== undefined && existsSync(file);
  (isThere ? describe : describe.skip)(`${name}${isThere ? '' : ` (${why ?? 'no such file'})`}`, () => {
    let description: Description | undefined;
    const read = (): Description => (description ??= readDescription(file ?? ''));

    describe.each(operations)('$call.operation', ({ call, asks, variations }) => {
      test('what is sent is a request of it, and what is nearly that is not', async () => {
        const { hits } = await asked(carrier, call, {});
        const [hit] = hits;
        expect(read().judge(hit!, base)).toEqual([]);
        const taken = variations.filter(([, change]) => read().judge(change(hit!), base).length === 0);
        expect(taken.map(([what]) => what)).toEqual([]);
      });

      test(`${BODIES} answers made up of its schema are read, or refused in words`, async () => {
        const bodies = Array.from({ length: BODIES }, (_, seed): Json => read().response(asks, '200', seed));
        const { attempts } = await asked(carrier, call, ...bodies);
        expect(attempts.filter(({ is }) => is !== 'done' && is !== 'later')).toEqual([]);
        expect(attempts.filter(({ is }) => is === 'done').length).toBeGreaterThan(BODIES / 20);
      }, 60_000);
    });
  });
}
