/** What is changed at an order with a memory: its lines by a session, goods sent once more by a draft, and what comes back. */
import { connection, money } from './book.js';

const refused = (name, message) => ({ [name]: null, userErrors: [{ field: null, message }] });
const done = (name, value) => ({ [name]: value, userErrors: [] });
const numberIn = (id) => /\d+$/.exec(id)?.[0];
/** The one variant of what a line is. */
const variantOf = ({ id, sku, name, price }) => ({
  ...{ __typename: 'ProductVariant', id: `gid://shopify/ProductVariant/${numberIn(id)}` },
  ...{ sku, title: name, price: price.toFixed(2), availableForSale: true },
});

export class Changes {
  #shop;
  #edits = new Map();
  #drafts = new Map();
  replacements = [];

  constructor(shop) {
    this.#shop = shop;
  }

  get #items() {
    return this.#shop.orders.flatMap(({ items }) => items);
  }

  item(id) {
    return this.#items.find((item) => numberIn(item.id) === numberIn(id) && id.includes('LineItem'));
  }

  variant(id) {
    return this.#items.map(variantOf).find((variant) => variant.id === id) ?? null;
  }

  productOf(item) {
    return { title: item.name, variants: connection([variantOf(item)]) };
  }

  variantOf(item) {
    return variantOf(item);
  }

  /** A session: nothing of it is there before it is committed. */
  orderEditBegin({ id }) {
    const order = this.#shop.order(id);
    if (order === null) return refused('calculatedOrder', 'Order does not exist');
    const edit = `gid://shopify/CalculatedOrder/${this.#edits.size + 1}`;
    this.#edits.set(edit, { order, quantities: new Map() });
    return done('calculatedOrder', { id: edit });
  }

  orderEditSetQuantity({ id, lineItemId, quantity }) {
    const item = this.item(lineItemId);
    if (item === undefined) return refused('calculatedOrder', 'The line item does not exist');
    this.#edits.get(id).quantities.set(item, quantity);
    return done('calculatedOrder', { id });
  }

  orderEditCommit({ id }) {
    const { order, quantities } = this.#edits.get(id);
    for (const [item, quantity] of quantities) item.currentQuantity = quantity;
    return done('order', order);
  }

  draftOrderCalculate({ input }) {
    const worth = input.lineItems.map(({ variantId, quantity }) => this.variant(variantId).price * quantity);
    return done('calculatedDraftOrder', { totalPriceSet: money(worth.reduce((sum, one) => sum + one, 0)) });
  }

  draftOrderCreate({ input }) {
    const id = `gid://shopify/DraftOrder/${this.#drafts.size + 1}`;
    this.#drafts.set(id, input);
    return done('draftOrder', { id });
  }

  draftOrderComplete({ id }) {
    const number = 2000 + this.#drafts.size;
    const order = {
      id: `gid://shopify/Order/${number}`,
      name: `#${number}`,
      tags: this.#drafts.get(id).tags,
    };
    this.replacements.push(order);
    return done('draftOrder', { id, order });
  }

  /** What can come back of an order: all that has left, less what is registered already. */
  returnable(orderId) {
    const { sent = [], returns = [] } = this.#shop.order(orderId) ?? {};
    const registered = (lineId) =>
      returns
        .flatMap(({ lines }) => lines)
        .filter(({ line }) => line === lineId)
        .reduce((sum, { quantity }) => sum + quantity, 0);
    const left = sent.filter(({ status }) => status === 'SUCCESS');
    return left.map((parcel) => ({
      ...{ id: `${parcel.id}/returnable`, parcel },
      lines: parcel.items
        .map(({ lineItem, quantity }, index) => [`${parcel.id}/${index}`, lineItem, quantity])
        .map(([line, lineItem, quantity]) => ({ line, lineItem, quantity: quantity - registered(line) })),
    }));
  }

  returnCreate({ returnInput: { orderId, returnLineItems } }) {
    const order = this.#shop.order(orderId);
    const known = this.returnable(orderId).flatMap(({ lines }) => lines);
    const lines = returnLineItems.map(({ fulfillmentLineItemId, quantity, returnReasonNote }) => {
      const found = known.find(
        ({ line, quantity: left }) => line === fulfillmentLineItemId && left >= quantity,
      );
      return found && { ...found, quantity, note: returnReasonNote };
    });
    if (order === null || lines.includes(undefined)) return refused('return', 'Quantity is too high');
    const at = order.returns.length + 1;
    const made = { id: `${order.id}/return/${at}`, name: `${order.name}-R${at}`, status: 'OPEN', lines };
    order.returns.push({ ...made, createdAt: '2026-11-02T10:00:00Z' });
    return done('return', order.returns.at(-1));
  }
}
