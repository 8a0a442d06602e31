/** Carriers that make return labels, with a memory: what was made under which reference, and what of it is void. */
import type { ServerResponse } from 'node:http';
import { labelOf } from '../../../demo/carriers/labels.js';
import type { Json, JsonObject } from '../../../src/contracts/json.js';
import { answerJson, type Hit, type HostileServer, serve } from '../../support/hostile-server.js';

/** A label that was made; it is billed unless it is void. */
export interface MadeLabel {
  number: string;
  reference: string;
  isVoid: boolean;
}

/** A carrier's office. */
export interface LabelOffice extends HostileServer {
  labels: MadeLabel[];
}

/** What an office says to a request; nothing if it does not know it. */
type Says = (hit: Hit, body: JsonObject, office: LabelOffice) => { status: number; body: Json } | undefined;

/** A PDF as answers have it, in base64. */
export const pdf = Buffer.from('%PDF-1.4\n%%EOF\n').toString('base64');

/** The order that a label is for. */
export const labelOrder = (country = 'DE') => ({
  ...{ ref: 'o-1', number: '10042', status: 'delivered', amount: { minor: 4000, currency: 'EUR' } },
  ...{ lines: [], shipments: [], returns: [] },
  shippingAddress: {
    ...{ name: 'Jörg Müller', street: 'Am Deich 12 a', postcode: '25541', city: 'Brunsbüttel', country },
  },
});

/** What a call of `returns.label` asks for, of which nothing is special. */
export const labelAsked = {
  inputs: { order: labelOrder(), lines: [], form: 'label' },
  idempotencyKey: 'k1',
};

const GIF = Buffer.from('GIF89a\u0001\u0000\u0001\u0000', 'latin1').toString('base64');
const at = (value: Json | undefined, ...path: (string | number)[]): Json | undefined =>
  path.reduce<Json | undefined>((node, key) => (node as JsonObject | undefined)?.[key], value);
const fault = (code: string, message: string) => ({
  status: 400,
  body: { response: { errors: [{ code, message }] } },
});

function make(office: LabelOffice, reference: unknown, prefix: string): MadeLabel {
  const made = {
    number: `${prefix}${office.labels.length + 1}`,
    reference: String(reference),
    isVoid: false,
  };
  office.labels.push(made);
  return made;
}

const success = { ResponseStatus: { Code: '1', Description: 'Success' } };

const ups: Says = ({ method, url }, body, office) => {
  if (url.endsWith('/ship')) {
    const sent = at(body, 'ShipmentRequest', 'Shipment');
    if (at(sent, 'ShipFrom', 'Address', 'CountryCode') === 'ZZ') return fault('121210', 'No service there.');
    const { number } = make(office, at(sent, 'ReferenceNumber', 0, 'Value'), '1Z');
    const ShippingLabel = { ImageFormat: { Code: 'GIF' }, GraphicImage: GIF };
    const PackageResults = [{ TrackingNumber: number, ShippingLabel }];
    const ShipmentResults = { ShipmentIdentificationNumber: number, PackageResults };
    return { status: 200, body: { ShipmentResponse: { Response: success, ShipmentResults } } };
  }
  if (url.endsWith('/recovery')) {
    const reference = at(body, 'LabelRecoveryRequest', 'ReferenceValues', 'ReferenceNumber', 'Value');
    const found = office.labels.find((label) => label.reference === reference && !label.isVoid);
    if (!found) return fault('300034', 'No label is there.');
    const LabelImage = { LabelImageFormat: { Code: 'PDF' }, GraphicImage: pdf };
    const LabelResults = [{ TrackingNumber: found.number, LabelImage }];
    return { status: 200, body: { LabelRecoveryResponse: { Response: success, LabelResults } } };
  }
  if (method !== 'DELETE') return undefined;
  const label = office.labels.find(({ number }) => url.endsWith(`/${number}`));
  if (!label) return fault('190102', 'No shipment found.');
  if (label.isVoid) return fault('190117', 'The shipment has already been voided.');
  label.isVoid = true;
  const SummaryResult = { Status: { Code: '1', Description: 'Voided' } };
  return { status: 200, body: { VoidShipmentResponse: { Response: success, SummaryResult } } };
};

const fedex: Says = ({ url }, body, office) => {
  const wrong = (code: string) => ({ status: 400, body: { errors: [{ code, message: 'Not so.' }] } });
  if (url === '/ship/v1/shipments') {
    const sent = at(body, 'requestedShipment');
    if (at(sent, 'shipper', 'address', 'countryCode') === 'ZZ') return wrong('SHIPPER.COUNTRY.INVALID');
    const reference = at(sent, 'requestedPackageLineItems', 0, 'customerReferences', 0, 'value');
    const { number } = make(office, reference, '7946000000');
    const packageDocuments = [{ contentType: 'LABEL', docType: 'PDF', encodedLabel: pdf }];
    const pieceResponses = [{ trackingNumber: number, packageDocuments }];
    const transactionShipments = [{ masterTrackingNumber: number, pieceResponses }];
    return { status: 200, body: { output: { transactionShipments } } };
  }
  if (url !== '/ship/v1/shipments/cancel') return undefined;
  const label = office.labels.find(({ number }) => number === at(body, 'trackingNumber'));
  if (!label) return wrong('SHIPMENT.TRACKINGNUMBER.NOTFOUND');
  label.isVoid = true;
  return { status: 200, body: { output: { cancelledShipment: true } } };
};

const dhl: Says = ({ url }, body, office) => {
  if (!url.startsWith('/orders?')) return undefined;
  if (at(body, 'shipper', 'addressHouse') === undefined)
    return { status: 400, body: { title: 'Bad Request', status: 400, detail: 'addressHouse is missing' } };
  const { number } = make(office, body['shipmentReference'], '99900');
  const document = url.includes('QR_LABEL') ? { qrLabel: { b64: pdf } } : { label: { b64: pdf } };
  return { status: 201, body: { shipmentNo: number, routingCode: '4', ...document } };
};

const dhlExpress: Says = ({ method, url }, body, office) => {
  if (method !== 'POST' || url !== '/shipments') return undefined;
  if (at(body, 'customerDetails', 'shipperDetails', 'postalAddress', 'countryCode') === 'ZZ')
    return { status: 400, body: { title: 'Bad Request', status: '400', detail: '8009: Not from there.' } };
  const { number } = make(office, at(body, 'customerReferences', 0, 'value'), '123456789');
  const code = at(body, 'outputImageProperties', 'imageOptions', 1, 'isRequested') === true;
  const documents = code
    ? [{ imageFormat: 'PNG', content: labelOf('QR', number, ''), typeCode: 'qr-code' }]
    : [];
  return {
    status: 201,
    body: {
      shipmentTrackingNumber: number,
      packages: [{ referenceNumber: 1, trackingNumber: `JD01460000${number}`, documents }],
      documents: [
        { imageFormat: 'PDF', content: GIF, typeCode: 'waybillDoc' },
        { imageFormat: 'PDF', content: pdf, typeCode: 'label' },
      ],
    },
  };
};

const offices: Readonly<Record<string, Says>> = {
  'ups-returns': ups,
  'fedex-returns': fedex,
  'dhl-returns': dhl,
  'dhl-express-returns': dhlExpress,
};

/** Opens the office of the carrier that this connector is for. */
export async function openOffice(connector: string): Promise<LabelOffice> {
  const office = { labels: [] } as unknown as LabelOffice;
  const server = await serve((hit, response) => {
    if (hit.url === '/oauth/token')
      answerJson(response, 200, { access_token: 'T', token_type: 'Bearer', expires_in: 3600 });
    else answer(hit, response, offices[connector]!, office);
  });
  return Object.assign(office, server);
}

function answer(hit: Hit, response: ServerResponse, says: Says, office: LabelOffice): void {
  const body = hit.body === '' ? {} : (JSON.parse(hit.body) as JsonObject);
  const said = says(hit, body, office);
  if (said) answerJson(response, said.status, said.body);
  else answerJson(response, 404, { oops: hit.url });
}
