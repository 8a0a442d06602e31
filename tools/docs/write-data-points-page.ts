/** Writes docs/reference/data-points.md, what of the business fields the demo maps and its flows read: `npm run tool -- data-points-page`. */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { dataPoints } from '../../src/cli/coverage/data-points.js';
import { flowsThatRead } from '../../src/cli/coverage/readers.js';
import { checkConnection } from '../../src/connectors/build-connection.js';
import type { Connection } from '../../src/connectors/connector.js';
import { demoMerchant } from './demo-flows.js';
import { mappedBy, recordsGiven } from './mapped-points.js';

const introduction = `# Data points

Every data point of the business fields: whether the demo's connections map it over each face of its shop, and which shipped flows read it. ● it is mapped. – there is nothing to map, or nothing to read; the last column says why. [Business fields](fields.md) says what each one is, and \`orderly connections coverage\` prints which of them your own systems give. This page is written by \`npm run tool -- data-points-page\`.`;

/** The demo's connections by the face that they speak to; its carrier and its second payment way have one face only. */
const faces: Readonly<Record<string, readonly string[]>> = {
  REST: ['shop', 'abos', 'payouts', 'retouren', 'blitz'],
  SOAP: ['shop-soap', 'abos-soap', 'retouren-soap'],
  GraphQL: ['shop-graphql', 'abos-graphql', 'retouren-graphql'],
};

function connectionOf(name: string): Connection {
  const file = `merchants/demo/connections/${name}.yaml`;
  const { connection, issues } = checkConnection({ file, text: readFileSync(file, 'utf8') });
  if (connection === undefined) throw new Error(`${file} has ${issues.length} issues: orderly flows check`);
  return connection;
}

/** Why no face has a point, where more can be said than that the shop does not keep it. */
const reasons: readonly (readonly [RegExp, string])[] = [
  [/statusText$/, 'The demo maps every word that its shop has for a status.'],
  [/^Order\.paymentRef$/, 'The shop pays back itself.'],
  [/^Order\.otherEmails$/, 'The shop keeps one e-mail address.'],
  [/^Order\.(cancellable|changeable)Until$/, 'The status of an order says it here.'],
  [/^Order(\.lines|Line)\.variant$/, 'The name of an item says it here.'],
  [/^Order(\.lines|Line)\.total$/, 'Nothing is taken off a line here.'],
  [/\.state$/, 'Addresses in Germany have none.'],
  [/^OrderLine\.(imageUrl|status|trackingNumber)$/, 'The order says it: `Order.lines`.'],
  [/^Order\.shipments\.(service|expectedDelivery)$/, 'The carrier says it: `Tracking`.'],
  [/^Order\.refunds\./, 'The shop says how much was paid back in all: `payments.quote_refund`.'],
  [/\.label\./, 'A label is made when it is needed: `returns.label`.'],
  [/^(Order\.returns|Return)\.lines\.reason$/, 'The shop keeps one reason for all of a return.'],
  [/^(Order\.returns|Return)\.carrier$/, 'Whoever makes the label says it: `returns.label`.'],
  [/^Order\.returns\./, '`returns.find` says it: `Return`.'],
  [/^Return\.(warehouse|refund)Status$/, '`status` says it here.'],
  [/^Refund\./, 'The payment way does not say it.'],
  [/^Tracking\./, 'The carrier does not say it.'],
];

function whyNotMapped(point: string, isMapped: boolean): string {
  if (isMapped) return 'What gives it has one face, REST.';
  return reasons.find(([fits]) => fits.test(point))?.[1] ?? 'The shop does not keep it.';
}

/** The engine itself reads what it compares, sends and pays; all else is for a merchant's own flows. */
function whyNotRead(record: string, point: string): string {
  if (/(^|\.)ref$/.test(point)) return 'Connections name the record by it.';
  if (/^(customer(Email|Ref|Name)|otherEmails|shippingAddress\.postcode)$/.test(point))
    return 'The engine compares it with who is asking.';
  if (point === 'paymentRef') return 'Connections name the payment by it.';
  if (record === 'Order' && point === 'amount') return 'The engine reads it before money moves.';
  if (record === 'Refund' && point === 'status') return 'The engine settles by it what was only accepted.';
  return 'It is there for your own flows.';
}

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

/** The text of docs/reference/data-points.md. */
export async function dataPointsPage(): Promise<string> {
  const { demo } = await demoMerchant();
  const byFace = Object.values(faces).map((names) => names.map(connectionOf));
  const sections = [...recordsGiven()].map(([name, record]) => {
    const mapped = byFace.map((connections) => mappedBy(connections, record));
    const rows = dataPoints(record.schema).map((point) => {
      const cells = mapped.map((names) => (names?.has(point) === true ? '●' : '–'));
      const readers = flowsThatRead(record.schema, point, demo.flows);
      const why = [
        ...(cells.includes('–') ? [whyNotMapped(`${name}.${point}`, cells.includes('●'))] : []),
        ...(readers.length === 0 ? [whyNotRead(name, point)] : []),
      ];
      return row([`\`${point}\``, ...cells, readers.join(', ') || '–', why.join(' ')]);
    });
    const head = [
      row(['Data point', ...Object.keys(faces), 'Read by', 'Why not']),
      row(Array(6).fill('---') as string[]),
    ];
    return `## ${name}\n\n${[...head, ...rows].join('\n')}`;
  });
  return `${[introduction, ...sections].join('\n\n')}\n`;
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  writeFileSync('docs/reference/data-points.md', await dataPointsPage());
