/** What an order's facts are, and which of them a text tells. */
import { sentenceTranslations } from '../../../src/texts/languages/default-sentences.js';
import type { OutboxRow } from '../../../src/store/store.js';
import type { Order } from '../../../demo/shop/order.js';

/** Everything of an order and its customer that nobody else may hear, but for the number, which was asked with. */
export function factsOf(order: Order): Set<string> {
  const { customer, lines, parcels, returns } = order;
  const { address } = customer;
  const all = [...parcels, ...returns.map(({ parcel }) => parcel)];
  const moments = [order.orderedAt, order.shipPlannedAt, order.shippedAt, order.deliveryPlannedAt];
  moments.push(
    order.deliveredAt,
    ...all.flatMap(({ dueAt, scans }) => [dueAt, ...scans.map(({ at }) => at)]),
  );
  return new Set(
    [
      ...[order.id, customer.id, customer.mail, customer.name, ...customer.name.split(' ')],
      ...[address.street, address.postcode, address.city],
      ...lines.flatMap(({ id, sku, name }) => [id, sku, name]),
      ...all.flatMap(({ code, scans }) => [code, ...scans.flatMap(({ text, city }) => [text, city])]),
      ...[order.totalCents, ...lines.map(({ cents }) => cents)].flatMap(spelledMoney),
      ...moments.flatMap((moment) => (moment === undefined ? [] : spelledDay(moment))),
    ].map((fact) => fact.toLowerCase()),
  );
}

const spelledMoney = (cents: number): string[] => {
  const written = (cents / 100).toFixed(2);
  return [written, written.replace('.', ',')];
};

function spelledDay(moment: number): string[] {
  const timeZone = 'Europe/Berlin';
  const long = (language: string) =>
    new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeZone }).format(moment);
  return [long('en-GB'), long('de'), new Date(moment).toISOString().slice(0, 10), `${moment}`];
}

/** The facts that a row tells; single words are looked for as words. */
export function toldIn({ body }: OutboxRow, facts: ReadonlySet<string>): string[] {
  const text = ` ${JSON.stringify(body).toLowerCase()} `;
  return [...facts].filter((fact) => {
    for (let at = text.indexOf(fact); at >= 0; at = text.indexOf(fact, at + 1))
      if (!isWord(text[at - 1]) && !isWord(text[at + fact.length])) return true;
    return false;
  });
}

const isWord = (character = ''): boolean => /[\p{L}\p{N}]/u.test(character);

/** True for a text that the product says to everybody: nothing of an order is in it, nor its state. */
export function isSaidToEverybody({ body: { text } }: OutboxRow): boolean {
  return generalTexts.some((general) => general.test(text));
}

const generalTexts = Object.values(sentenceTranslations('en')).flatMap((sentences) =>
  Object.values(sentences).map((sentence) => {
    const parts = sentence.split('${missing}').map(escaped);
    return new RegExp(`^${parts.join('[\\p{L} ,-]*')}$`, 'u');
  }),
);

function escaped(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
