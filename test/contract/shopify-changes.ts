/** What the connector for Shopify changes of orders, returns and subscriptions, and an answer for each. */
import type { ContractOperation } from './connector.js';

const id = 'gid://shopify/Order/5001';
const asked = { order: { ref: id } };
const data = (value: object): string => JSON.stringify({ data: value });
const money = (amount: string) => ({ presentmentMoney: { amount, currencyCode: 'EUR' } });
const updated = (...userErrors: object[]): string =>
  data({ orderUpdate: { order: userErrors.length > 0 ? null : { id }, userErrors } });
const key = 'k9';
const note = data({ order: { id, note: null, metafield: null } });
const line = (quantity: number) => ({
  quantity,
  fulfillmentLineItem: {
    id: 'gid://shopify/FulfillmentLineItem/1',
    lineItem: {
      ...{ name: 'Boots', sku: 'B-42', variantTitle: '42', image: null },
      discountedUnitPriceSet: money('19.90'),
    },
  },
});
const page = (nodes: object[]) => ({ nodes, pageInfo: { hasNextPage: false, endCursor: null } });
const returned = 'gid://shopify/Return/1';
const lines = [{ line: 'gid://shopify/FulfillmentLineItem/1', name: 'Boots', quantity: 1 }];
const returning = { ...asked, lines, reason: 'damaged', fee: { minor: 250, currency: 'EUR' } };
const returnState = (status: string): string => data({ return: { id: returned, status } });
const calledOff = { order: asked.order, return: { ref: returned } };

const no = [{ field: null, message: 'It cannot be done' }];
const edit = { calculatedOrder: { id: 'gid://shopify/CalculatedOrder/1' }, userErrors: [] };
const state = data({
  order: { id, cancelledAt: null, cancellation: null, displayFulfillmentStatus: 'UNFULFILLED' },
});
const changing = { ...asked, lines: [{ line: '1', name: 'Boots', quantity: 1 }] };
const variant = { id: 'gid://shopify/ProductVariant/42' };
const replacementLines = {
  has: 'query ReplacementLines',
  good: data({ node: { id: 'gid://shopify/LineItem/1', variant, product: null } }),
};
const replacing = { ...changing, reason: 'damaged' };
const replace = { ...replacing, amount: { minor: 1990, currency: 'EUR' } };

/** These operations. */
export const shopifyChanges: readonly ContractOperation[] = [
  {
    call: { operation: 'orders.change_lines', inputs: changing, idempotencyKey: key },
    before: [
      { has: 'query OrderState', good: state },
      { has: 'mutation EditBegin', good: data({ orderEditBegin: edit }) },
      { has: 'mutation EditQuantity', good: data({ orderEditSetQuantity: edit }) },
    ],
    good: data({ orderEditCommit: { order: { id }, userErrors: [] } }),
    refusal: {
      status: 200,
      body: data({ orderEditCommit: { order: null, userErrors: no } }),
      code: 'not_changeable',
    },
  },
  {
    call: { operation: 'orders.change_lines.happened', inputs: changing },
    before: [
      {
        has: 'query Line(',
        good: data({ node: { id: 'gid://shopify/LineItem/1', currentQuantity: 1 } }),
      },
    ],
    good: state,
  },
  {
    call: { operation: 'orders.quote_replacement', inputs: replacing },
    before: [
      replacementLines,
      {
        has: 'mutation ReplacementWorth',
        good: data({
          draftOrderCalculate: {
            calculatedDraftOrder: { totalPriceSet: money('19.90') },
            userErrors: [],
          },
        }),
      },
    ],
    good: data({ order: { id }, nodes: [{ ...variant, availableForSale: true }] }),
  },
  {
    call: { operation: 'orders.replace', inputs: replace, idempotencyKey: key },
    before: [
      replacementLines,
      {
        has: 'mutation ReplacementDraft',
        good: data({
          draftOrderCreate: { draftOrder: { id: 'gid://shopify/DraftOrder/1' }, userErrors: [] },
        }),
      },
    ],
    good: data({
      draftOrderComplete: {
        draftOrder: {
          id: 'gid://shopify/DraftOrder/1',
          order: { id: 'gid://shopify/Order/5002', name: '#1002' },
        },
        userErrors: [],
      },
    }),
    refusal: {
      status: 200,
      body: data({ draftOrderComplete: { draftOrder: null, userErrors: no } }),
      code: 'not_replaceable',
    },
  },
  {
    call: { operation: 'orders.replace.happened', inputs: replace, idempotencyKey: key },
    before: [
      {
        has: 'query ReplacementMade',
        good: data({ orders: { nodes: [{ id: 'gid://shopify/Order/5002', name: '#1002', tags: [] }] } }),
      },
    ],
    good: state,
  },
  {
    call: { operation: 'orders.variants', inputs: { ...asked, line: '1' } },
    // One that has no number is passed over, so an answer without values has none to choose from.
    readsNoValue: true,
    good: data({
      node: {
        id: 'gid://shopify/LineItem/1',
        product: {
          title: 'Boots',
          variants: page([{ sku: 'B-42', title: '42', price: '19.90', availableForSale: true }]),
        },
      },
      shop: { currencyCode: 'EUR' },
    }),
  },
  {
    call: {
      operation: 'orders.add_note',
      inputs: { ...asked, text: 'Rings at the back.' },
      idempotencyKey: key,
    },
    before: [{ has: 'query OrderNote', good: note }],
    good: updated(),
    refusal: {
      status: 200,
      body: updated({ field: ['note'], message: 'Note is too long' }),
      code: 'note_invalid',
    },
  },
  {
    call: { operation: 'orders.add_note.happened', inputs: { ...asked, text: 'x' }, idempotencyKey: key },
    good: data({ order: { id, note: 'x', metafield: { value: 'noted' } } }),
  },
  {
    call: { operation: 'returns.quote', inputs: asked },
    good: data({
      order: { id },
      returnableFulfillments: page([{ returnableFulfillmentLineItems: page([line(1)]) }]),
    }),
  },
  {
    call: { operation: 'returns.create', inputs: returning, idempotencyKey: key },
    good: data({
      returnCreate: {
        return: { id: returned, name: '#1001-R1', status: 'OPEN', createdAt: '2026-11-02T10:00:00Z' },
        userErrors: [],
      },
    }),
    refusal: {
      status: 200,
      body: data({
        returnCreate: {
          return: null,
          userErrors: [{ code: 'INVALID', field: ['returnLineItems'], message: 'Quantity is too high' }],
        },
      }),
      code: 'not_returnable',
    },
  },
  {
    call: { operation: 'returns.create.happened', inputs: returning, idempotencyKey: key },
    good: data({
      order: {
        id,
        returns: { nodes: [{ returnLineItems: { nodes: [{ returnReasonNote: 'damaged (k9)' }] } }] },
      },
    }),
  },
  {
    call: { operation: 'returns.cancel', inputs: calledOff, idempotencyKey: key },
    before: [{ has: 'query ReturnState', good: returnState('OPEN') }],
    good: data({ returnCancel: { return: { id: returned, status: 'CANCELED' }, userErrors: [] } }),
    refusal: {
      status: 200,
      body: data({
        returnCancel: {
          return: null,
          userErrors: [{ code: 'INVALID_STATE', field: ['id'], message: 'Return has been processed' }],
        },
      }),
      code: 'not_cancellable',
    },
  },
  {
    call: { operation: 'returns.cancel.happened', inputs: calledOff },
    good: returnState('CANCELED'),
  },
  {
    call: { operation: 'returns.find', inputs: asked },
    good: data({
      order: {
        id,
        returns: page([
          {
            ...{ id: returned, name: '#1001-R1', status: 'OPEN', createdAt: '2026-11-02T10:00:00Z' },
            ...{
              returnLineItems: page([]),
              refunds: { nodes: [] },
              reverseFulfillmentOrders: { nodes: [] },
            },
          },
        ]),
      },
    }),
  },
];
