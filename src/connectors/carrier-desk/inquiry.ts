/** What a carrier's desk is told of a parcel: by a mail, and a form's address. */
import { createHash, randomUUID } from 'node:crypto';
import type { SendMailOptions } from 'nodemailer';
import type { Json, JsonObject } from '../../contracts/json.js';
import { addressOf } from '../mail/mail-server.js';
import { isObject } from '../declarative/json-value.js';
import type { CarrierDeskFile } from './schema.js';

/** What can stand as `${…}` in texts and in a form's address. */
export const factNames = [
  ...['ref', 'carrier', 'service', 'trackingNumber', 'shippedAt', 'reason', 'orderNumber', 'orderedAt'],
  ...['recipient', 'address', 'contents', 'form'],
] as const;

type FactName = (typeof factNames)[number];

/** The facts of one inquiry; what nobody knows is empty. */
export type Facts = Readonly<Record<FactName, string>>;

/** The reference of an inquiry, which its answer names. The key is nobody's to guess, and so is it. */
export const refOf = (key: string = randomUUID()): string =>
  `inv-${createHash('sha256').update(`investigation ${key}`).digest('hex').slice(0, 24)}`;

/** The reference in a text, such as the address or the subject of an answer. */
export const refIn = (text: string): string | undefined =>
  /(?<![a-z0-9])inv-[0-9a-f]{24}(?![a-z0-9])/i.exec(text)?.[0].toLowerCase();

/** The facts, of the inputs of `shipments.open_investigation`. */
export function factsOf({ order, shipment, reason }: JsonObject, ref: string): Omit<Facts, 'form'> {
  const [of, parcel] = [objectOf(order), objectOf(shipment)];
  const { name, street, postcode, city, state, country } = objectOf(of['shippingAddress']);
  const lines = [parcel['lines'], of['lines']].find((one) => Array.isArray(one) && one.length > 0);
  return {
    ref,
    carrier: textOf(parcel['carrier']),
    service: textOf(parcel['service']),
    trackingNumber: textOf(parcel['trackingNumber']),
    shippedAt: dayOf(parcel['shippedAt'] ?? of['shippedAt']),
    reason: textOf(reason).replaceAll('_', ' '),
    orderNumber: textOf(of['number']),
    orderedAt: dayOf(of['createdAt']),
    recipient: textOf(name ?? of['customerName']),
    address: [street, [postcode, city].map(textOf).join(' ').trim(), state, country]
      .map(textOf)
      .filter(Boolean)
      .join(', '),
    contents: (Array.isArray(lines) ? (lines as Json[]) : []).map(lineOf).join('; '),
  };
}

/** A text with its facts; each is written as `written` says. */
export const filled = (text: string, facts: Facts, written = (fact: string): string => fact): string =>
  text.replaceAll(/\$\{(\w+)\}/g, (_all, name: FactName) => written(facts[name]));

/** Names in `${…}` that are none of a fact. */
export const unknownNamesIn = (text: string): string[] =>
  [...text.matchAll(/\$\{([^}]*)\}?/g)]
    .map(([, name = '']) => name)
    .filter((name) => !factNames.some((known) => known === name));

const usual: Readonly<Record<CarrierDeskFile['channel'], { subject: string; first: string }>> = {
  email: { subject: 'Parcel ${trackingNumber}: please investigate', first: 'please look for this parcel:' },
  webform: {
    subject: 'Fill in: parcel ${trackingNumber}',
    first: 'please have the carrier look for this parcel, by its form:\n${form}',
  },
  task: {
    subject: 'To do: parcel ${trackingNumber}',
    first: 'please have the carrier look for this parcel:',
  },
};

const rows: readonly [string, FactName][] = [
  ['Carrier', 'carrier'],
  ['Service', 'service'],
  ['Tracking number', 'trackingNumber'],
  ['Handed over', 'shippedAt'],
  ['Reason', 'reason'],
  ['Order', 'orderNumber'],
  ['Ordered', 'orderedAt'],
  ['Recipient', 'recipient'],
  ['Address', 'address'],
  ['Contents', 'contents'],
];

/** The mail; its id is the inquiry's, so the same inquiry is the same mail. */
export function mailOf({ channel, mail }: CarrierDeskFile, facts: Facts): SendMailOptions {
  const { subject, first } = usual[channel];
  const known = rows
    .filter(([, name]) => facts[name] !== '')
    .map(([label, name]) => `${label}: ${facts[name]}`);
  const text = ['Hello,', '', filled(first, facts), '', ...known, '', `Our reference: ${facts.ref}`, ''].join(
    '\n',
  );
  const [host = ''] = addressOf(mail.from).split('@').slice(-1);
  return {
    ...{ to: mail.to, from: mail.from },
    ...(mail.replyTo === undefined ? {} : { replyTo: taggedWith(facts.ref, mail.replyTo) }),
    // No fact can begin a new line of the head: nodemailer folds it.
    subject: `${filled(mail.subject ?? subject, facts)} [${facts.ref}]`,
    text: mail.text === undefined ? text : filled(mail.text, facts),
    messageId: `<${facts.ref}@${host}>`,
  };
}

/** An address with a reference behind its name (RFC 5233): `claims@acme.example` → `claims+inv-…@acme.example`. */
const taggedWith = (ref: string, address: string): string => address.replace(/(?=@[^@]*$)/, `+${ref}`);

const objectOf = (value: Json | undefined): JsonObject => (isObject(value) ? value : {});
const textOf = (value: Json | undefined): string => (typeof value === 'string' ? value : '');

/** The day (UTC) of a moment in epoch ms. */
const dayOf = (value: Json | undefined): string =>
  typeof value === 'number' ? new Date(value).toISOString().slice(0, 10) : textOf(value);

const lineOf = (line: Json): string => {
  const { name, quantity } = objectOf(line);
  return typeof quantity === 'number' && quantity > 1 ? `${quantity} × ${textOf(name)}` : textOf(name);
};
