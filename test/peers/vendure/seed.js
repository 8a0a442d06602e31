/** The catalogue and the orders, made through Vendure's own two APIs as a client and a clerk would. */

/** A GraphQL client that keeps the token of its session: the last field's answer; errors and refusals are thrown. */
function client(address) {
  let token;
  return async (query, variables = {}) => {
    const response = await fetch(address, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) },
      body: JSON.stringify({ query, variables }),
    });
    token = response.headers.get('vendure-auth-token') ?? token;
    const { data, errors } = await response.json();
    if (errors) throw new Error(`${query}: ${JSON.stringify(errors)}`);
    const results = Object.values(data);
    const refused = results.find((result) => result?.errorCode);
    if (refused) throw new Error(`${query}: ${JSON.stringify(refused)}`);
    return results.at(-1);
  };
}

async function admin(url, access) {
  const ask = client(`${url}/admin-api`);
  await ask(
    'mutation($username:String!,$password:String!){login(username:$username,password:$password){__typename ...on ErrorResult{errorCode}}}',
    access,
  );
  return ask;
}

const catalogue = [
  [
    'Rain jacket',
    [
      ['RJ-S', 'S', 8900],
      ['RJ-M', 'M', 8900],
      ['RJ-L', 'L', 9100],
    ],
  ],
  [
    'Trail shoes',
    [
      ['TS-41', '41', 12900],
      ['TS-42', '42', 12900],
    ],
  ],
  ['Head torch', [['HT-01', 'black', 3450]]],
  ['Müsli bar, box of 12', [['MB-12', 'nut', 1899]]],
];

/** Ids of variants by their SKU. */
export async function seedCatalogue(url, access) {
  const ask = await admin(url, access);
  const variants = {};
  for (const [name, kinds] of catalogue) {
    const slug = name.toLowerCase().replaceAll(/[^a-z]+/g, '-');
    const product = await ask('mutation($input:CreateProductInput!){createProduct(input:$input){id}}', {
      input: { enabled: true, translations: [{ languageCode: 'en', name, slug, description: '' }] },
    });
    const group = kinds.length > 1 ? await optionGroup(ask, product.id, slug, kinds) : undefined;
    const made = await ask(
      'mutation($input:[CreateProductVariantInput!]!){createProductVariants(input:$input){id sku}}',
      {
        input: kinds.map(([sku, kind, price], index) => ({
          productId: product.id,
          sku,
          price,
          stockOnHand: 1000,
          optionIds: group === undefined ? [] : [group[index].id],
          translations: [{ languageCode: 'en', name: `${name} ${kind}` }],
        })),
      },
    );
    for (const { id, sku } of made) variants[sku] = id;
  }
  return variants;
}

async function optionGroup(ask, productId, slug, kinds) {
  const { id, options } = await ask(
    'mutation($input:CreateProductOptionGroupInput!){createProductOptionGroup(input:$input){id options{id}}}',
    {
      input: {
        code: `${slug}-kind`,
        translations: [{ languageCode: 'en', name: 'Kind' }],
        options: kinds.map(([, kind]) => ({
          code: kind.toLowerCase(),
          translations: [{ languageCode: 'en', name: kind }],
        })),
      },
    },
  );
  await ask('mutation($p:ID!,$g:ID!){addOptionGroupToProduct(productId:$p,optionGroupId:$g){id}}', {
    p: productId,
    g: id,
  });
  return options;
}

const people = {
  'mara.vogel@example.com': ['Mara', 'Vogel'],
  'theo.blanc@example.fr': ['Théo', 'Blanc'],
  'lena.ost@example.org': ['Lena', 'Ost'],
  'q.ueue@example.net': ['Quentin', 'Ueue'],
};
const [mara, theo, lena, quentin] = Object.keys(people);

/** Who, what, how it is paid, and how far it has gone. */
const plans = [
  [mara, { 'RJ-M': 1 }, 'card', 'paid'],
  [mara, { 'TS-42': 1, 'HT-01': 2 }, 'card', 'shipped'],
  [mara, { 'MB-12': 3 }, 'card', 'delivered'],
  [mara, { 'RJ-L': 1, 'MB-12': 1, 'HT-01': 1 }, 'card', 'partly shipped'],
  [mara, { 'TS-41': 1 }, 'bank-transfer', 'authorized'],
  [mara, { 'RJ-S': 1 }, 'card', 'cancelled'],
  [theo, { 'TS-41': 2 }, 'card', 'paid'],
  [theo, { 'HT-01': 1 }, 'bank-transfer', 'delivered'],
  [theo, { 'RJ-M': 1, 'TS-42': 1 }, 'card', 'partly refunded'],
  [lena, { 'RJ-S': 2 }, 'bank-transfer', 'authorized'],
  [lena, { 'MB-12': 10 }, 'card', 'shipped'],
  [lena, { 'RJ-L': 1 }, 'card', 'paid'],
  [quentin, { 'HT-01': 5 }, 'card', 'delivered'],
  [quentin, { 'TS-42': 1 }, 'card', 'paid'],
];

/** Makes the orders one after the other, so that their codes are the same at every run. */
export async function seedOrders(url, access, variants) {
  const ask = await admin(url, access);
  const orders = [];
  for (const [email, lines, method, state] of plans) {
    const order = await place(url, variants, email, lines, method);
    const trackingCode = await advance(ask, order, method, state);
    orders.push({
      code: order.code,
      id: order.id,
      email,
      state,
      method,
      total: order.totalWithTax,
      trackingCode,
    });
  }
  return orders;
}

const refusal = '__typename ...on ErrorResult{errorCode message}';

/** All but the first line of a cart in one document: one request costs more than what it asks for. */
const checkout = `mutation($customer:CreateCustomerInput!,$address:CreateAddressInput!,$pay:PaymentInput!){
  setCustomerForOrder(input:$customer){${refusal}}
  setOrderShippingAddress(input:$address){${refusal}}
  setOrderShippingMethod(shippingMethodId:["1"]){${refusal}}
  transitionOrderToState(state:"ArrangingPayment"){${refusal}}
  addPaymentToOrder(input:$pay){${refusal} ...on Order{id code totalWithTax lines{id quantity} payments{id}}}
}`;

async function place(url, variants, emailAddress, lines, method) {
  const ask = client(`${url}/shop-api`);
  const [firstName, lastName] = people[emailAddress];
  for (const [sku, quantity] of Object.entries(lines)) {
    const add = `mutation($v:ID!,$n:Int!){addItemToOrder(productVariantId:$v,quantity:$n){${refusal}}}`;
    await ask(add, { v: variants[sku], n: quantity });
  }
  return ask(checkout, {
    customer: { firstName, lastName, emailAddress },
    address: {
      fullName: `${firstName} ${lastName}`,
      streetLine1: 'Hauptstraße 1',
      city: 'Köln',
      postalCode: '50667',
      countryCode: 'DE',
    },
    pay: { method, metadata: {} },
  });
}

async function advance(ask, order, method, state) {
  const all = order.lines.map(({ id, quantity }) => ({ orderLineId: id, quantity }));
  const { payments } = order;
  if (method === 'bank-transfer' && state !== 'authorized') {
    await ask(`mutation($id:ID!){settlePayment(id:$id){${refusal}}}`, { id: payments[0].id });
  }
  if (state === 'cancelled') {
    await ask(`mutation($input:CancelOrderInput!){cancelOrder(input:$input){${refusal}}}`, {
      input: { orderId: order.id, reason: 'Ordered twice' },
    });
  }
  if (state === 'partly refunded') {
    await ask(`mutation($input:RefundOrderInput!){refundOrder(input:$input){${refusal}}}`, {
      input: {
        lines: [],
        shipping: 0,
        adjustment: 0,
        amount: 500,
        paymentId: payments[0].id,
        reason: 'Scratch',
      },
    });
  }
  if (!/shipped|delivered/.test(state)) return null;
  const trackingCode = `00340${order.id.padStart(15, '0')}`;
  const fulfillment = await ask(
    `mutation($input:FulfillOrderInput!){addFulfillmentToOrder(input:$input){${refusal} ...on Fulfillment{id}}}`,
    {
      input: {
        lines: state === 'partly shipped' ? all.slice(0, 1) : all,
        handler: {
          code: 'manual-fulfillment',
          arguments: [
            { name: 'method', value: 'DHL' },
            { name: 'trackingCode', value: trackingCode },
          ],
        },
      },
    },
  );
  for (const next of state === 'delivered' ? ['Shipped', 'Delivered'] : ['Shipped']) {
    await ask(`mutation($id:ID!,$s:String!){transitionFulfillmentToState(id:$id,state:$s){${refusal}}}`, {
      id: fulfillment.id,
      s: next,
    });
  }
  return trackingCode;
}
