/** What stands before the mocks: the operations with a memory, and refusals that were ordered. */
import { connection, money } from './book.js';
import { Changes } from './changes.js';

/** A refusal in the shape of the mutation's own payload: everything else in it is null. */
function refusedPayload(type, errors) {
  const fields = Object.keys(type.getFields());
  return Object.fromEntries(fields.map((name) => [name, /userErrors$/i.test(name) ? errors : null]));
}

/** Resolvers for `addMocksToSchema`: plain values of the book go into its store, which mocks their other fields. */
export function resolversOf(schema, shop, graphql) {
  return (store) => {
    const known = knownIn(schema, store);
    const orderRef = (order) => known('Order', order);
    const changes = new Changes(shop);
    return {
      [schema.getMutationType().name]: mutationsOf({ schema, shop, changes, graphql, store, known }),
      [schema.getQueryType().name]: {
        order: (_root, { id }) => orderRef(shop.order(id)),
        job: (_root, { id }) => shop.job(id),
        node: (_root, { id }) => known('LineItem', changes.item(id)) ?? shop.jobResult(id),
        nodes: (_root, { ids }) => ids.map((id) => changes.variant(id)),
        returnableFulfillments: (_root, { orderId }) =>
          connection(changes.returnable(orderId).map((one) => returnableShown(one, shop, known))),
        fulfillment: (_root, { id }) =>
          known(
            'Fulfillment',
            shop.orders.flatMap(({ sent }) => sent).find((sent) => sent.id === id),
          ),
        orders: (_root, args) => {
          const tag = /^tag:(\S+)$/.exec(args.query ?? '')?.[1];
          if (tag !== undefined)
            return connection(changes.replacements.filter(({ tags }) => tags.includes(tag)));
          const page = shop.find(args);
          const edges = page.edges.map(({ node, cursor }) => ({ node: orderRef(node), cursor }));
          return { ...page, nodes: page.nodes.map(orderRef), edges };
        },
      },
      ...recordsOf(shop, changes, known),
    };
  };
}

function knownIn(schema, store) {
  return (typeName, value) => {
    if (value === null || value === undefined) return null;
    const fields = schema.getType(typeName).getFields();
    for (const [name, content] of Object.entries(value)) {
      if (name in fields && name !== 'id' && fields[name].args.length === 0) {
        store.set(typeName, value.id, name, content);
      }
    }
    return store.get(typeName, value.id);
  };
}

/** Fields with arguments are no part of the store. */
function recordsOf(shop, changes, known) {
  const sentOf = (ref) => shop.orders.flatMap(({ sent }) => sent).find(({ id }) => id === ref.$ref.key);
  const itemOf = (wanted) => shop.orders.flatMap(({ items }) => items).find(({ id }) => id === wanted);
  return {
    Order: {
      lineItems: (ref) =>
        connection((shop.order(ref.$ref.key)?.items ?? []).map((item) => known('LineItem', item))),
      suggestedRefund: (ref) => suggestedRefund(shop.order(ref.$ref.key)),
      refunds: (ref) => (shop.order(ref.$ref.key)?.refunds ?? []).map((refund) => known('Refund', refund)),
      transactions: (ref) =>
        transactionsOf(shop.order(ref.$ref.key)).map((one) => known('OrderTransaction', one)),
      returns: (ref) =>
        connection((shop.order(ref.$ref.key)?.returns ?? []).map((one) => returnShown(one, shop, known))),
      metafield: (ref, { namespace, key }) =>
        namespace === 'custom' && key === 'payment_reference' ? paymentAt(shop.order(ref.$ref.key)) : null,
      fulfillments: (ref) => (shop.order(ref.$ref.key)?.sent ?? []).map((sent) => known('Fulfillment', sent)),
    },
    LineItem: {
      product: (ref) => changes.productOf(itemOf(ref.$ref.key)),
      variant: (ref) => changes.variantOf(itemOf(ref.$ref.key)),
    },
    Refund: {
      transactions: (ref) => {
        const refund = shop.orders.flatMap(({ refunds }) => refunds).find(({ id }) => id === ref.$ref.key);
        return connection([{ id: `${ref.$ref.key}/1`, status: refund?.status ?? 'SUCCESS' }]);
      },
    },
    Fulfillment: {
      events: (ref) => connection(sentOf(ref)?.events ?? []),
      trackingInfo: (ref) => sentOf(ref)?.trackingInfo ?? [],
      fulfillmentLineItems: (ref) =>
        connection(
          (sentOf(ref)?.items ?? []).map(({ lineItem, quantity }, index) => ({
            id: `${ref.$ref.key}/${index}`,
            quantity,
            lineItem: known('LineItem', itemOf(lineItem)),
          })),
        ),
    },
  };
}

const lineShown = ({ line, lineItem }, shop, known) => {
  const item = shop.orders.flatMap(({ items }) => items).find(({ id }) => id === lineItem);
  return { id: line, lineItem: known('LineItem', item) };
};

function returnableShown({ id, lines }, shop, known) {
  const shown = lines.map((line) => ({
    ...{ quantity: line.quantity, fulfillmentLineItem: lineShown(line, shop, known) },
  }));
  return { id, returnableFulfillmentLineItems: connection(shown) };
}

function returnShown({ id, name, status, createdAt, lines }, shop, known) {
  const shown = lines.map((line, index) => ({
    ...{ __typename: 'ReturnLineItem', id: `${id}/${index}`, quantity: line.quantity },
    ...{ returnReasonNote: line.note, fulfillmentLineItem: lineShown(line, shop, known) },
  }));
  const nothing = { refunds: connection([]), reverseFulfillmentOrders: connection([]) };
  return { id, name, status, createdAt, returnLineItems: connection(shown), ...nothing };
}

/** The id of an order's payment at another provider, which a shop keeps in a field of its own. */
function paymentAt(order) {
  const value = `9936178949${order.name.replace('#', '').padStart(5, '0')}A`;
  return { id: `${order.id}/payment`, value };
}

/** What an order's ledger holds: what was paid, and what was paid back. */
function transactionsOf(order) {
  const back = order.refunds.map(({ id, status }) => ({
    ...{ id: `${id}/1`, kind: 'REFUND', status, gateway: 'manual' },
  }));
  return [...order.payments, ...back];
}

/** What is left to pay back, by the payments that the order had; nothing is suggested once nothing is left. */
function suggestedRefund(order) {
  const left = order.total - order.refunded;
  const paid = left < 0.005 ? [] : order.payments.filter(({ status }) => status === 'SUCCESS');
  const suggestedTransactions = paid.map(({ id, gateway }) => ({ gateway, parentTransaction: { id } }));
  return { maximumRefundableSet: money(left), suggestedTransactions };
}

/** Mutations of `Changes`. */
const changed = [
  ...['orderEditBegin', 'orderEditSetQuantity', 'orderEditCommit', 'returnCreate'],
  ...['draftOrderCalculate', 'draftOrderCreate', 'draftOrderComplete'],
];

function mutationsOf({ schema, shop, changes, graphql, store, known }) {
  const root = schema.getMutationType();
  const own = {
    orderCancel: (args) => shop.cancel(args),
    orderUpdate: (args) => shop.update(args),
    refundCreate: (args, info) => shop.refund(args, idempotencyKey(schema, graphql, info)),
    ...Object.fromEntries(changed.map((name) => [name, (args) => changes[name](args)])),
  };
  const answer = ({ order, refund, jobResult, return: made, ...payload }) => ({
    ...payload,
    order: known('Order', order),
    return: made ? returnShown(made, shop, known) : null,
    refund: known('Refund', refund),
    jobResult: jobResult ? { ...jobResult, order: known('Order', jobResult.order) } : null,
  });
  const resolve = (name, type) => (_root, args, _context, info) => {
    const index = shop.script.userErrors.findIndex(({ mutation }) => mutation === name);
    if (index >= 0) return refusedPayload(type, shop.script.userErrors.splice(index, 1)[0].errors);
    return own[name] === undefined ? store.get(root.name, 'ROOT', name, args) : answer(own[name](args, info));
  };
  return Object.fromEntries(
    Object.entries(root.getFields()).map(([name, { type }]) => [
      name,
      resolve(name, graphql.getNamedType(type)),
    ]),
  );
}

/** The key of `@idempotent(key:)` on this field; without it an error of our own wording. */
function idempotencyKey(schema, { getDirectiveValues, GraphQLError }, info) {
  const key = getDirectiveValues(
    schema.getDirective('idempotent'),
    info.fieldNodes[0],
    info.variableValues,
  )?.key;
  if (key) return key;
  const message = 'The @idempotent directive is required for this mutation';
  throw new GraphQLError(message, { extensions: { code: 'BAD_REQUEST' } });
}
