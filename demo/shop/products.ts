/** What the shop sells, and baskets of it that cost what a story needs. */
import type { Random } from './random.js';

/** Something the shop sells; price of one piece in cents. */
interface Product {
  readonly sku: string;
  readonly name: string;
  readonly cents: number;
}

/** A product and how many of it. */
export interface BasketItem {
  readonly product: Product;
  readonly quantity: number;
}

/** What a basket may cost, in cents, both ends included. */
export interface PriceBand {
  readonly from: number;
  readonly to: number;
}

const products: Product[] = [
  { sku: 'KU-1001', name: 'Küchenmesser Buche, 12 cm', cents: 2490 },
  { sku: 'KU-1002', name: 'Schneidebrett Nussbaum', cents: 3450 },
  { sku: 'KU-1003', name: 'Teekanne Keramik, 1,2 l', cents: 3990 },
  { sku: 'KU-1004', name: 'Espressokocher, 6 Tassen', cents: 4290 },
  { sku: 'KU-1005', name: 'Gusseisenpfanne, 28 cm', cents: 6900 },
  { sku: 'KU-1006', name: 'Bräter emailliert, 5 l', cents: 12900 },
  { sku: 'KU-1007', name: 'Getreidemühle Esche', cents: 31900 },
  { sku: 'KU-1008', name: 'Gewürzmühle, grün', cents: 2790 },
  { sku: 'WO-2001', name: 'Wolldecke, 140 × 200 cm', cents: 8900 },
  { sku: 'WO-2002', name: 'Leselampe Messing', cents: 11900 },
  { sku: 'WO-2003', name: 'Kissenbezug Leinen, natur', cents: 1990 },
  { sku: 'WO-2004', name: 'Wanduhr Kirsche', cents: 7450 },
  { sku: 'WO-2005', name: 'Sessel Lütt, moosgrün', cents: 38900 },
  { sku: 'WO-2006', name: 'Teppich Düne, 160 × 230 cm', cents: 27900 },
  { sku: 'WO-2007', name: 'Bienenwachskerzen, 4 Stück', cents: 1690 },
  { sku: 'WO-2008', name: 'Garderobe Eiche', cents: 14500 },
  { sku: 'GA-3001', name: 'Gießkanne verzinkt, 8 l', cents: 4490 },
  { sku: 'GA-3002', name: 'Rosenschere', cents: 3290 },
  { sku: 'GA-3003', name: 'Hängematte, zwei Personen', cents: 9900 },
  { sku: 'GA-3004', name: 'Feuerschale, 60 cm', cents: 15900 },
  { sku: 'GA-3005', name: 'Saatgut Wildblumen', cents: 890 },
  { sku: 'GA-3006', name: 'Hochbeet Lärche', cents: 26900 },
  { sku: 'GA-3007', name: 'Vogelhäuschen, blau', cents: 2950 },
  { sku: 'MO-4001', name: 'Wollsocken, zwei Paar', cents: 1890 },
  { sku: 'MO-4002', name: 'Fischerpullover, Größe M', cents: 12450 },
  { sku: 'MO-4003', name: 'Regenjacke, Größe L', cents: 17900 },
  { sku: 'MO-4004', name: 'Mütze Merino', cents: 2990 },
  { sku: 'MO-4005', name: 'Umhängetasche, Segeltuch', cents: 7900 },
  { sku: 'MO-4006', name: 'Hausschuhe Filz, Größe 41', cents: 4690 },
  { sku: 'SP-5001', name: 'Holzkreisel, bunt', cents: 1250 },
  { sku: 'SP-5002', name: 'Puzzle Leuchtturm, 1000 Teile', cents: 2390 },
  { sku: 'SP-5003', name: 'Drachen, 1,8 m', cents: 4150 },
];

/** What a product also comes as, by what its SKU ends with. */
const otherForms: Readonly<Record<string, { base: string; forms: readonly string[] }>> = {
  'KU-1008': { base: 'Gewürzmühle', forms: ['grün', 'rot', 'schwarz'] },
  'WO-2005': { base: 'Sessel Lütt', forms: ['moosgrün', 'sandgrau'] },
  'GA-3007': { base: 'Vogelhäuschen', forms: ['blau', 'rot'] },
  'MO-4002': { base: 'Fischerpullover', forms: ['Größe M', 'Größe S', 'Größe L'] },
  'MO-4003': { base: 'Regenjacke', forms: ['Größe L', 'Größe M', 'Größe XL'] },
  'MO-4006': { base: 'Hausschuhe Filz', forms: ['Größe 41', 'Größe 40', 'Größe 42'] },
};

/** What is not in stock at the moment; the last form of a product never is. */
const soldOut: ReadonlySet<string> = new Set(['GA-3004', 'WO-2006']);

/** A product as it can be bought instead of another one. */
export interface Variant extends Product {
  /** What tells it apart, such as its size. */
  readonly form: string;
}

const variants = new Map(
  products.flatMap(({ sku, cents }) =>
    (otherForms[sku]?.forms ?? []).map((form, at): [string, Variant] => {
      const own = at === 0 ? sku : `${sku}-${at + 1}`;
      return [own, { sku: own, name: `${otherForms[sku]?.base ?? ''}, ${form}`, cents, form }];
    }),
  ),
);

/** Puts something else on sale, in these forms if it has several; the first is how it is sold under `sku`. */
export function putOnSale(product: Product, forms: readonly string[] = []): void {
  products.push(product);
  for (const [at, form] of forms.entries()) {
    const own = at === 0 ? product.sku : `${product.sku}-${at + 1}`;
    const name = at === 0 ? product.name : `${product.name}, ${form}`;
    variants.set(own, { ...product, sku: own, name, form });
  }
}

const stemOf = (sku: string): string => sku.split('-').slice(0, 2).join('-');

/** What else a SKU can be, itself included; nothing for a product that comes in one form only. */
export const variantsOf = (sku: string): Variant[] =>
  [...variants.values()].filter((variant) => stemOf(variant.sku) === stemOf(sku));

/** The name of a variant. */
export const variantName = (sku: string): string | undefined => variants.get(sku)?.name;

/** The price of one piece, in cents. */
export const priceOfSku = (sku: string): number | undefined =>
  (variants.get(sku) ?? products.find((product) => product.sku === sku))?.cents;

/** True for what is not in stock, or not sold at all. */
export const isSoldOut = (sku: string): boolean =>
  soldOut.has(sku) ||
  priceOfSku(sku) === undefined ||
  (variantsOf(sku).length > 2 && variantsOf(sku).at(-1)?.sku === sku);

/** What the items cost together, in cents. */
const priceOf = (items: readonly BasketItem[]): number =>
  items.reduce((sum, { product, quantity }) => sum + product.cents * quantity, 0);

/** A basket of `minimumLines` to three different products whose price is within the band. */
export function makeBasket(random: Random, band: PriceBand, minimumLines: number): BasketItem[] {
  const affordable = products.filter(({ cents }) => cents <= band.to);
  for (let attempt = 0; attempt < 10_000; attempt += 1) {
    const chosen = random.sample(affordable, random.between(minimumLines, Math.max(3, minimumLines)));
    const items = chosen.map((product) => ({ product, quantity: random.chance(0.15) ? 2 : 1 }));
    const price = priceOf(items);
    if (price >= band.from && price <= band.to) return items;
  }
  throw new Error(`No basket costs between ${band.from} and ${band.to} cents.`);
}
