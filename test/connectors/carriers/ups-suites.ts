/** What the UPS connectors send, by UPS' own descriptions, of July 2026. */
import { conformanceFile } from '../../peers/conformance-data.js';
import { interceptSuite } from './intercept-suite.js';
import { labelAsked } from './label-office.js';
import { byMethod, type Suite, type Variation, withBody, withHeader, withPath, withQuery } from './suite.js';
import { follow, prove, track } from './system.js';

const ups: readonly Variation[] = [
  ['without transId', withHeader('transid')],
  ['without transactionSrc', withHeader('transactionsrc')],
  ['with a parameter that it does not have', withQuery('zip', '1')],
  ['by POST', byMethod('POST')],
  ['at another path', withPath('/details/', '/detail/')],
  ['with a body', (request) => ({ ...request, body: '{}' })],
];
const label: readonly Variation[] = [
  ['without its service', withBody('"Service":{"Code":"11"},', '')],
  ['without a shipper number', withBody(/"ShipperNumber":"\w+",/, '')],
  ['with one package that is no list', withBody(/"Package":\[(.*?\})\]/, '"Package":$1')],
  ['with a weight that is a number', withBody(/"Weight":"(\d+)"/, '"Weight":$1')],
  ['with a reference that is too long', withBody('"Value":"', `"Value":"${'A'.repeat(35)}`)],
  ['with a country of three letters', withBody('"CountryCode":"DE"', '"CountryCode":"DEU"')],
  ['by GET', byMethod('GET')],
  ['at another path', withPath('/ship', '/shipment')],
];
const recovery: readonly Variation[] = [
  ['without a reference', withBody(/"ReferenceNumber":\{.*?\},/, '')],
  ['with a shipper number that is too short', withBody(/"ShipperNumber":"\w+"/, '"ShipperNumber":"A1"')],
  ['by GET', byMethod('GET')],
];
const alert: readonly Variation[] = [
  ['without transId', withHeader('transid')],
  ['without a locale', withBody('"locale":"en_US",', '')],
  ['for what is no number', withBody(/1Z\w{16}/, '1Z1')],
  ['without a number', withBody(/,"trackingNumberList":\[.*\]/, '')],
  ['by GET', byMethod('GET')],
  ['without a body', (request) => ({ ...request, body: '' })],
];
const cancel: readonly Variation[] = [
  ['by POST', byMethod('POST')],
  ['without a number', withPath(/\/1Z\w+$/, '')],
  ['at another path', withPath('/void/', '/voids/')],
];

/** A suite by UPS' own description. */
const byUps = (published: string) => ({ published, file: conformanceFile(`specs/${published}`) });

const details = 'GET /track/v1/details/{inquiryNumber}';

/** All of them. */
export const upsSuites: readonly (Suite & { published: string })[] = [
  {
    ...{ carrier: 'ups', name: 'UPS, by its own description', ...byUps('ups/Tracking.yaml') },
    operations: [
      { call: track('UPS', '1Z12345E0291980793'), asks: details, variations: ups },
      { call: prove('UPS', '1Z12345E0291980793'), asks: details, variations: ups },
    ],
  },
  {
    ...{ carrier: 'ups', name: 'UPS Track Alert, by its own description', base: '/track/v2' },
    ...byUps('ups/UPSTrackAlert.yaml'),
    operations: [
      {
        ...{ call: follow('UPS', '1Z12345E0291980793'), asks: 'POST /subscription/{type}/package' },
        variations: alert,
      },
    ],
  },
  {
    ...{ carrier: 'ups-returns', name: 'UPS Returns, by its own description', ...byUps('ups/Shipping.yaml') },
    operations: [
      {
        ...{ call: { operation: 'returns.label', ...labelAsked }, asks: 'POST /shipments/{version}/ship' },
        variations: label,
      },
      {
        call: { operation: 'returns.label.happened', ...labelAsked },
        asks: 'POST /labels/{version}/recovery',
        variations: recovery,
        // It requires numbers of Roadie parcels, where by its own text a reference will do, and four letters for a
        // format, where all that it lists have three; its own examples have neither.
        flaws: ["must have required property 'TrackingNumbers'", 'must NOT have fewer than 4 characters'],
      },
      {
        call: {
          operation: 'returns.cancel',
          inputs: {
            ...{ order: labelAsked.inputs.order },
            return: { ref: 'r', status: 'label_created', lines: [], trackingNumber: '1Z12345E0291980793' },
          },
          idempotencyKey: 'k2',
        },
        asks: 'DELETE /shipments/{version}/void/cancel/{shipmentidentificationnumber}',
        variations: cancel,
      },
    ],
  },
  interceptSuite,
];
