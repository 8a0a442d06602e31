/** Answers with lists: none, one or many, in each other, of texts. */
import type { ReadCase } from './case.js';

/** An item of an order. */
export const line = (title: string, more = {}) => ({ title, quantity: '1', ...more });

/** Cases of lists. */
export const listCases: readonly ReadCase[] = [
  { name: 'one item', order: { lines: { line: [line('Hut')] } }, reads: { lines: [{ name: 'Hut' }] } },
  {
    name: 'many items in their order',
    order: { lines: { line: ['c', 'a', 'b'].map((title) => line(title)) } },
    reads: { lines: ['c', 'a', 'b'].map((name) => ({ name })) },
  },
  {
    name: 'items with attributes, amounts and quantities of three places',
    order: {
      lines: {
        line: [
          line('Öl', {
            '@pos': '01',
            sku: '00042',
            quantity: '2.000',
            price: { '@currency': 'EUR', '#': '9.90' },
          }),
        ],
      },
    },
    reads: {
      lines: [{ ref: '01', name: 'Öl', sku: '00042', quantity: 2, price: { minor: 990, currency: 'EUR' } }],
    },
  },
  {
    name: 'one item of an unwrapped list',
    order: { parcel: [{ '@carrier': 'DHL', tracking: '007' }] },
    reads: { shipments: [{ carrier: 'DHL', trackingNumber: '007' }] },
  },
  {
    name: 'many items of an unwrapped list',
    order: { parcel: ['1', '2', '3'].map((tracking) => ({ '@carrier': 'UPS', tracking })) },
    reads: { shipments: ['1', '2', '3'].map((trackingNumber) => ({ trackingNumber })) },
  },
  {
    name: 'one item in one item',
    order: { parcel: [{ '@carrier': 'DHL', tracking: '1', part: [line('Hut')] }] },
    reads: { shipments: [{ lines: [{ name: 'Hut' }] }] },
  },
  {
    name: 'none, one and many items in items',
    order: {
      parcel: [[], ['a'], ['b', 'c']].map((titles) => ({
        '@carrier': 'DHL',
        tracking: '1',
        part: titles.map((title) => line(title)),
      })),
    },
    reads: {
      shipments: [[], ['a'], ['b', 'c']].map((names) => ({
        lines: names.map((name) => ({ name })),
      })),
    },
  },
  {
    name: 'one text of a list of texts',
    order: { lines: { line: [line('Hut', { option: ['rot'] })] } },
    reads: { lines: [{ status: 'rot' }] },
  },
  {
    name: 'many texts of a list of texts',
    order: { lines: { line: [line('Hut', { option: ['rot', '00', 'groß'] })] } },
    reads: { lines: [{ status: 'rot', imageUrl: '00' }] },
  },
];
