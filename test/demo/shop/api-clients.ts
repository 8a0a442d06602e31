/** Clients of the shop's SOAP and GraphQL APIs, written without the shop's own code. */
import { createHash, randomBytes } from 'node:crypto';
import { XMLParser } from 'fast-xml-parser';

/** What makes a message one that is not admitted. */
export interface SecurityOptions {
  user?: string;
  password?: string;
  nonce?: Buffer;
  /** Epoch milliseconds. */
  created?: number;
  /** Seconds after `created`. */
  life?: number;
}

const wss = 'http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss';

/** The header of WS-Security with a digest (Username Token Profile 1.0, section 3.1). */
export function securityHeader(options: SecurityOptions = {}): string {
  const {
    user = 'demo-soap',
    password = 'demo-soap-password',
    nonce = randomBytes(16),
    life = 300,
  } = options;
  const at = options.created ?? Date.now();
  const [created, expires] = [new Date(at).toISOString(), new Date(at + life * 1000).toISOString()];
  const digest = createHash('sha1')
    .update(Buffer.concat([nonce, Buffer.from(created), Buffer.from(password)]))
    .digest('base64');
  return `<w:Security xmlns:w="${wss}-wssecurity-secext-1.0.xsd" xmlns:u="${wss}-wssecurity-utility-1.0.xsd" e:mustUnderstand="1">
    <u:Timestamp><u:Created>${created}</u:Created><u:Expires>${expires}</u:Expires></u:Timestamp>
    <w:UsernameToken><w:Username>${user}</w:Username>
      <w:Password Type="${wss}-username-token-profile-1.0#PasswordDigest">${digest}</w:Password>
      <w:Nonce>${nonce.toString('base64')}</w:Nonce><u:Created>${created}</u:Created>
    </w:UsernameToken></w:Security>`;
}

const soap11 = 'http://schemas.xmlsoap.org/soap/envelope/';

/** An envelope; `body` is XML in the shop's namespace, which is the default one. */
export const envelope = (body: string, header = securityHeader(), namespace = soap11): string =>
  `<?xml version="1.0"?><e:Envelope xmlns:e="${namespace}" xmlns="urn:luettkontor:warenwirtschaft:2011">
  <e:Header>${header}</e:Header><e:Body>${body}</e:Body></e:Envelope>`;

const lists = ['Auftrag', 'Position', 'Sendung', 'Retoure'];
const parser = new XMLParser({
  removeNSPrefix: true,
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  parseTagValue: false,
  // The one order of AuftragLesen is no list.
  isArray: (name, path) => lists.includes(name) && !String(path).endsWith('Antwort.Auftrag'),
});

/** What a SOAP request was answered. */
export interface SoapTold {
  status: number;
  type: string;
  /** Content of the body, prefixes dropped. */
  body: unknown;
}

/** Sends an envelope as it is. */
export async function sendEnvelope(url: string, text: string): Promise<SoapTold> {
  const headers = { 'content-type': 'text/xml; charset=utf-8', soapaction: '""' };
  const response = await fetch(url, { method: 'POST', body: text, headers });
  const parsed = parser.parse(await response.text()) as { Envelope: { Body: unknown } };
  return {
    status: response.status,
    type: response.headers.get('content-type') ?? '',
    body: parsed.Envelope.Body,
  };
}

/** Asks for an operation with values that need no escaping. */
export const callSoap = (
  url: string,
  operation: string,
  values: Record<string, string>,
): Promise<SoapTold> => {
  const content = Object.entries(values).map(([name, value]) => `<${name}>${value}</${name}>`);
  return sendEnvelope(url, envelope(`<${operation}>${content.join('')}</${operation}>`));
};

/** The content of a refund over SOAP. */
export const soapRefund = (id: string, cents: number, key: string, reason = 'NE') => ({
  AuftragId: id,
  Betrag: (cents / 100).toFixed(2),
  Waehrung: 'EUR',
  Grund: reason,
  Vorgang: key,
});

/** What a GraphQL request was answered. */
export interface GraphqlTold {
  status: number;
  body: unknown;
}

/** Sends a document. */
export async function callGraphql(
  url: string,
  query: string,
  variables: Record<string, unknown> = {},
  key = 'demo-graphql-key',
): Promise<GraphqlTold> {
  const response = await fetch(url, {
    method: 'POST',
    body: JSON.stringify({ query, variables }),
    headers: { 'content-type': 'application/json', 'x-kontor-key': key },
  });
  return { status: response.status, body: await response.json() };
}

/** Every field of an order. */
export const orderFields = `id number status createdAt shippedAt expectedShipAt expectedDeliveryAt deliveredAt salesRegion
  customer { id displayName email } shippingAddress { name street zip city countryCode }
  total { amount currencyCode } totalRefunded { amount currencyCode }
  lineItems { nodes { id sku title quantity imageUrl status trackingNumber unitPrice { amount currencyCode } } }
  shipments { carrier trackingNumber trackingUrl status shippedAt }
  returns { trackingNumber warehouseStatus refundStatus }`;

/** The document of a refund. */
export const refundDocument = `mutation ($input: OrderRefundInput!) {
  orderRefund(input: $input) { refund { id amount { amount currencyCode } } userErrors { code field message } } }`;

/** The variables of a refund over GraphQL. */
export const graphqlRefund = (
  orderId: string,
  cents: number,
  idempotencyKey: string,
  reason = 'NOT_RECEIVED',
) => ({
  input: {
    orderId,
    amount: { amount: (cents / 100).toFixed(2), currencyCode: 'EUR' },
    reason,
    idempotencyKey,
  },
});
