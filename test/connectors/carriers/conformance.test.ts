/**
 * Each carrier by a description of its API: every request is one of it, and whatever it may answer is read or refused
 * in words. UPS publishes its own; for the others it is ours, unless a variable names the one that a user has.
 */
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Json } from '../../../src/contracts/json.js';
import { whyNoData } from '../../peers/conformance-data.js';
import { type Description, readDescription } from './description.js';
import { labelAsked } from './label-office.js';
import {
  byMethod,
  isTaken,
  type Suite,
  type Variation,
  withBody,
  withHeader,
  withPath,
  withQuery,
} from './suite.js';
import { askedBeside, prove, track } from './system.js';
import { upsSuites } from './ups-suites.js';

const ours = (name: string): string => `test/connectors/carriers/descriptions/${name}.yaml`;
/** A description that a user has, or ours. */
const theirs = (variable: string, name: string): string => process.env[variable] ?? ours(name);

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
const mydhlLabel: readonly Variation[] = [
  ['without its version', withHeader('x-version')],
  ['with a short reference', withHeader('message-reference', 'k1')],
  ['without a day', withBody(/"plannedShippingDateAndTime":".*?",/, '')],
  ['with a day in another form', withBody(' GMT+00:00', 'Z')],
  ['without a word on its pickup', withBody('"pickup":{"isRequested":false},', '')],
  ['with a reference of our own that is too long', withBody('"value":"', `"value":"${'A'.repeat(35)}`)],
  ['with a country of three letters', withBody('"countryCode":"DE"', '"countryCode":"DEU"')],
  ['with a weight that is a text', withBody('"weight":2', '"weight":"2"')],
  ['without a telephone', withBody(/,"phone":".*?"/, '')],
  ['by GET', byMethod('GET')],
];

const suites: readonly Suite[] = [
  ...upsSuites,
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
  {
    ...{
      carrier: 'dhl-express-returns',
      name: 'DHL Express Returns',
      file: theirs('ORDERLY_MYDHL', 'mydhl'),
    },
    operations: [
      {
        call: { operation: 'returns.label', ...labelAsked, idempotencyKey: randomUUID() },
        asks: 'POST /shipments',
        variations: mydhlLabel,
      },
    ],
  },
];

const BODIES = 200;

for (const { carrier, name, file, published, base, operations } of suites) {
  const isThere = file !== undefined && existsSync(file);
  const why = published === undefined ? `no file ${file ?? ''}` : whyNoData(`specs/${published}`);
  (isThere ? describe : describe.skip)(`${name}${isThere ? '' : ` (${why ?? ''})`}`, () => {
    let description: Description | undefined;
    const read = (): Description => (description ??= readDescription(file ?? ''));

    describe.each(operations)('$call.operation', ({ call, asks, variations, others = {}, flaws = [] }) => {
      test('what is sent is a request of it, and what is nearly that is not', async () => {
        const { hits } = await askedBeside(others, carrier, call, {});
        const [hit] = hits;
        expect(read().judge(hit!, base)).toEqual(flaws.map((flaw): unknown => expect.stringContaining(flaw)));
        const taken = variations.filter(([, change]) => isTaken(read().judge(change(hit!), base), flaws));
        expect(taken.map(([what]) => what)).toEqual([]);
      });

      // Of what is made, the answers are played by `test/contract`.
      if (call.idempotencyKey !== undefined) return;
      test(`${BODIES} answers made up of its schema are read, or refused in words`, async () => {
        const bodies = Array.from({ length: BODIES }, (_, seed): Json => read().response(asks, '200', seed));
        const { attempts } = await askedBeside(others, carrier, call, ...bodies);
        expect(attempts.filter(({ is }) => is !== 'done' && is !== 'later')).toEqual([]);
        expect(attempts.filter(({ is }) => is === 'done').length).toBeGreaterThan(BODIES / 20);
      });

      test('its examples are read, or refused in words', async () => {
        const { attempts } = await askedBeside(others, carrier, call, ...read().examples(asks, '200'));
        expect(attempts.filter(({ is }) => is !== 'done' && is !== 'later')).toEqual([]);
      });
    });
  });
}
