/** Writes orders.json, the shop’s book, the same at every run: `node --import tsx test/peers/php-soap-shop/generate.ts`, then Prettier. */
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { articles, carriers, customers, notes } from './stock.js';

const seed = 20_091_104;
/** The day on which the book was taken; dates are told in days before it. */
const day = Date.UTC(2026, 10, 20);
const random = mulberry32(seed);
const pick = <T>(values: readonly T[]): T => values[Math.floor(random() * values.length)] as T;
const between = (low: number, high: number): number => low + Math.floor(random() * (high - low + 1));

interface Line {
  posNr: number;
  artikelNr: string;
  bezeichnung: string;
  menge: number;
  einheit: string;
  preisCent: number;
}

/** mulberry32 of Tommy Ettinger (public domain): 32 bits of state, good enough to fill a book. */
function mulberry32(state: number): () => number {
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

function linesOf(count: number): Line[] {
  return Array.from({ length: count }, (_, index) => ({
    posNr: (index + 1) * 10,
    ...pick(articles),
    menge: between(1, 10) > 8 ? between(2, 12) : 1,
  }));
}

/** 20 digits as on a parcel: prefix, then a number that counts up, so that leading zeros matter. */
function trackingNumber(prefix: string, index: number): string {
  return prefix + String(index).padStart(20 - prefix.length, '0');
}

function date(daysBefore: number): string {
  return new Date(day - daysBefore * 86_400_000).toISOString().slice(0, 10);
}

let parcels = 1_000;
function parcelsOf(lines: readonly Line[], status: number, age: number): object[] {
  if (status < 30 || status >= 90) return [];
  const sent = status === 30 ? lines.slice(0, Math.ceil(lines.length / 2)) : lines;
  const count = Math.min(sent.length, pick([1, 1, 2, 3]));
  return Array.from({ length: count }, (_, index) => {
    const { dienst, prefix } = pick(carriers);
    parcels += 7;
    return {
      dienst,
      nummer: trackingNumber(prefix, parcels),
      versandtAm: date(Math.max(0, age - 1 - index)),
      positionen: sent.filter((_line, at) => at % count === index).map(({ posNr }) => posNr),
    };
  });
}

function order(index: number): object {
  const age = between(0, 75);
  // A part of an order can only be on its way where there is more than one line.
  const count = pick([1, 1, 1, 2, 2, 3, 4, 6]);
  const status = pick(
    count > 1 ? [10, 10, 20, 20, 30, 40, 40, 50, 50, 90, 95] : [10, 10, 20, 40, 50, 50, 90],
  );
  const lines = linesOf(count);
  // Every third order is of the first customer, who therefore has several pages of them.
  const customer = index % 3 === 0 ? customers[0] : pick(customers.slice(1));
  const goods = lines.reduce((sum, { menge, preisCent }) => sum + menge * preisCent, 0);
  const shipping = goods > 10_000 ? 0 : 595;
  return {
    nummer: String(417 + index * 61).padStart(7, '0'),
    kundenNr: customer.kundenNr,
    erfasst: `${date(age)} ${String(between(0, 23)).padStart(2, '0')}:${String(between(0, 59)).padStart(2, '0')}`,
    status,
    zahlungsart: pick(['RECHNUNG', 'VORKASSE', 'PAYPAL', 'KREDITKARTE', 'LASTSCHRIFT']),
    positionen: lines,
    versandkostenCent: shipping,
    rabattCent: random() > 0.8 ? Math.round(goods / 10) : 0,
    erstattetCent: 0,
    sendungen: parcelsOf(lines, status, age),
    bemerkung: pick(notes),
  };
}

const book = {
  stichtag: date(0),
  kunden: customers,
  auftraege: Array.from({ length: 72 }, (_, index) => order(index)),
};
writeFileSync(
  fileURLToPath(new URL('orders.json', import.meta.url)),
  `${JSON.stringify(book, undefined, 2)}\n`,
);
