/** A sentence for money back, by an author who has read neither flows nor rules, with the order that it is about. */
import { readFileSync } from 'node:fs';
import { z } from 'zod';

const amount = z.string().regex(/^\d+\.\d\d$/);

const schema = z.object({
  id: z.string(),
  language: z.enum(['en', 'de']),
  /** What is wanted: a part of the money that is no item's price, all of it, or what some items cost. */
  kind: z.enum(['part', 'whole', 'items']),
  matter: z.string(),
  order: z.object({
    number: z.string(),
    currency: z.string(),
    status: z.enum(['delivered', 'open', 'shipped']),
    placedDaysAgo: z.number(),
    deliveredDaysAgo: z.number().nullish(),
    lines: z.array(z.object({ name: z.string(), quantity: z.number(), unitPrice: amount })),
    total: amount,
  }),
  first: z.string(),
  /** What the customer answers, by what is asked. */
  says: z.object({ what: z.string(), which: z.string(), why: z.string(), else: z.string() }),
  /** The places of the lines that are wanted, and how many pieces of each, if not all. */
  wanted: z
    .object({ items: z.array(z.number()).optional(), pieces: z.array(z.number()).optional() })
    .default({}),
});

/** One such case. */
export type MoneyCase = z.infer<typeof schema>;

/** The cases of a file, one JSON object a line. */
export const readCases = (file: string | URL): MoneyCase[] =>
  readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => schema.parse(JSON.parse(line)));

/** `19.90` in minor units. */
export const minorOf = (written: string): number => Number(written.replace('.', ''));

/** The places of the wanted lines with how many pieces of each. */
export const piecesWanted = ({ order, wanted: { items = [], pieces } }: MoneyCase): Map<number, number> =>
  new Map(items.map((at, n) => [at, pieces?.[n] ?? order.lines[at]?.quantity ?? 0]));

/** What the wanted items cost, in minor units. */
export const priceOfWanted = (one: MoneyCase): number =>
  [...piecesWanted(one)].reduce(
    (sum, [at, pieces]) => sum + minorOf(one.order.lines[at]?.unitPrice ?? '0.00') * pieces,
    0,
  );
