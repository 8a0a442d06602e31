/** The world of the exam: the demo's shop and carrier over the orders of all dialogues, and its merchant over both. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { demoCarrierKey, startCarrier } from '../../demo/carriers/carrier.js';
import { Calendar } from '../../demo/shop/dates.js';
import { makeOrder } from '../../demo/shop/make-order.js';
import type { Customer, Line, Order } from '../../demo/shop/order.js';
import { makeCustomers } from '../../demo/shop/people.js';
import { putOnSale } from '../../demo/shop/products.js';
import { Random } from '../../demo/shop/random.js';
import { demoDefaults, startShop } from '../../demo/shop/shop.js';
import { type Situation, situations } from '../../demo/shop/situations.js';
import { subscriptionSituations } from '../../demo/shop/subscriptions/make-subscriptions.js';
import type { Subscription } from '../../demo/shop/subscriptions/subscription.js';
import { Parts } from '../../demo/stack/parts.js';
import { buildConnection } from '../../src/connectors/build-connection.js';
import { printIssues } from '../../src/flows/print-issues.js';
import { loadMerchants } from '../../src/merchants/load-merchants.js';
import type { Merchant } from '../../src/merchants/merchant.js';
import { shippedFlows } from '../../src/merchants/publish-merchants.js';
import { generateKey } from '../../src/security/signing-keys.js';
import { signVoucher } from '../../src/security/voucher.js';
import { memoryTokens } from '../support/memory-tokens.js';
import type { Dialogue } from './dialogue.js';

/** Tuesday, 1 December 2026, 11:00 in Berlin: the authors were told so. */
export const examNow = Date.parse('2026-12-01T10:00:00Z');

/** What a dialogue's customer has. */
export interface Belongings {
  customer: Customer;
  orders: ReadonlyMap<string, Order>;
  subscriptions: ReadonlyMap<string, Subscription>;
}

/** All that an exam is played over. */
export interface World extends AsyncDisposable {
  merchant: Merchant;
  belongingsOf(dialogue: Dialogue): Belongings;
  voucherFor(customer: Customer, conversation: string): string;
}

type Wanted = Dialogue['needs']['orders'][string];

const random = new Random(20_261_201);
const calendar = new Calendar(examNow);
const cents = (euros: number): number => Math.round(euros * 100);

/** Which of the shop's situations a state is, and how old its order is where that matters. */
function placed({ state, deliveredDaysAgo }: Wanted): { situation: Situation; age?: number } {
  if (state === 'delivered_long_ago') return { situation: 'delivered', age: (deliveredDaysAgo ?? 60) + 3 };
  if (!(state in situations)) throw new Error(`There is no state \`${state}\`.`);
  const situation = state as Situation; // in the table, as just seen
  if (deliveredDaysAgo !== undefined && situations[situation].status === 'ZUGESTELLT')
    return { situation, age: deliveredDaysAgo + 3 };
  return situation === 'delivered' ? { situation, age: 10 } : { situation };
}

/** Other forms of an item, as far as somebody wants it so. */
function formsOf(name: string, dialogue: Dialogue): string[] {
  const wanted = Object.values(dialogue.ends)
    .flat()
    .flatMap(({ did }) => (typeof did === 'object' && 'to' in did ? [String(did['to'])] : []));
  const own = name.includes(', ') ? (name.split(', ').at(-1) ?? name) : name;
  return wanted.length === 0 ? [] : [own, ...new Set(wanted)];
}

let goods = 1000;

function makeOne(dialogue: Dialogue, wanted: Wanted, customer: Customer, number: string): Order {
  const { situation, age } = placed(wanted);
  const made = makeOrder(random, calendar, {
    ...{ customer, situation, band: { from: 1500, to: 45_000 } },
    ...(age === undefined ? {} : { age: [age, age] as const }),
  });
  const [pattern] = made.lines;
  if (pattern === undefined) throw new Error('An order has a line.');
  const lines = wanted.items.map(({ name, quantity, price }, at): Line => {
    goods += 1;
    const sku = `EX-${goods}`;
    putOnSale({ sku, name, cents: cents(price) }, formsOf(name, dialogue));
    const parcel = made.parcels[at % made.parcels.length]?.code;
    const { status } = made.lines[at % made.lines.length] ?? pattern;
    const id = `${pattern.id}${at}`;
    return {
      id,
      sku,
      name,
      quantity,
      cents: cents(price),
      status,
      ...(parcel === undefined ? {} : { parcel }),
    };
  });
  const totalCents = lines.reduce((sum, line) => sum + line.cents * line.quantity, 0);
  const share = made.totalCents === 0 ? 0 : made.refundedCents / made.totalCents;
  return { ...made, number, lines, totalCents, refundedCents: Math.floor(totalCents * share) };
}

let plans = 0;

function makeSubscription(
  wanted: Dialogue['needs']['subscriptions'][string],
  customer: Customer,
  number: string,
): Subscription {
  const planOf = (name: string, price: number) => {
    plans += 1;
    const id = `tarif-${plans}`;
    return { id, sku: `PL-${plans}`, name, cents: cents(price), every: 1, unit: 'MONAT' as const };
  };
  const plan = planOf(wanted.name, wanted.price);
  const others = wanted.plans.map((name, at) =>
    planOf(name, Math.round(wanted.price * (at + 1.8) * 10) / 10),
  );
  const charge = { id: `z_${number}`, cents: plan.cents };
  const made = subscriptionSituations[wanted.state]({ calendar, plan, charge });
  return { id: `b_${number}`, number, customer, plan, others: [plan, ...others], ...made };
}

/** Starts shop and carrier with what the dialogues need, and loads the demo's merchant over them. */
export async function openWorld(dialogues: readonly Dialogue[]): Promise<World> {
  const people = makeCustomers(new Random(7), dialogues.length);
  const all = new Map(
    dialogues.map((dialogue, index): [string, Belongings] => {
      const customer = people[index];
      if (customer === undefined) throw new Error('There are as many people as dialogues.');
      const { orders, subscriptions } = dialogue.needs;
      const numbered = <T, U>(each: Record<string, T>, make: (one: T, at: number) => U): Map<string, U> =>
        new Map(Object.entries(each).map(([key, one], at) => [key, make(one, at)]));
      const orderNumber = (at: number): string => String(10_100 + index * 7 + at);
      return [
        dialogue.id,
        {
          customer,
          orders: numbered(orders, (one, at) => makeOne(dialogue, one, customer, orderNumber(at))),
          subscriptions: numbered(subscriptions, (one, at) =>
            makeSubscription(one, customer, `ABO-${70_200 + index * 3 + at}`),
          ),
        },
      ];
    }),
  );
  const parts = new Parts();
  const dataFolder = mkdtempSync(join(tmpdir(), 'orderly-exam-'));
  parts.defer(() => {
    rmSync(dataFolder, { recursive: true });
  });
  const clock = (): number => examNow;
  const belongings = [...all.values()];
  const orders = belongings
    .flatMap((each) => [...each.orders.values()])
    .sort((one, other) => one.orderedAt - other.orderedAt);
  const subscriptions = belongings.flatMap((each) => [...each.subscriptions.values()]);
  const book = { customers: people, orders, situations: new Map<string, Situation>() };
  const books = { orders: book, subscriptions: { subscriptions, situations: new Map<string, never>() } };
  const shop = parts.use(await startShop({ dataFolder, books, clock }));
  const carrier = parts.use(await startCarrier({ dataFolder, book, clock }));
  const { publicKey, privateKey } = generateKey();
  const merchant = await loadDemo({
    ...{ SHOP_URL: shop.url, SHOP_SOAP_URL: shop.soapUrl, SHOP_GRAPHQL_URL: shop.graphqlUrl },
    ...{ CARRIER_URL: carrier.url, CARRIER_KEY: demoCarrierKey, DEMO_CHANNEL_KEY: publicKey },
  });
  return {
    merchant,
    belongingsOf: ({ id }) => all.get(id) ?? never(id),
    voucherFor: (customer, conversation) =>
      signVoucher(
        {
          ...{ merchant: 'demo', channel: 'shop-chat', conversation },
          ...{ customer: { ref: customer.id, email: customer.mail }, expiresAt: examNow + 90 * 86_400_000 },
        },
        privateKey,
      ),
    [Symbol.asyncDispose]: () => parts[Symbol.asyncDispose](),
  };
}

function never(id: string): never {
  throw new Error(`There is no dialogue ${id}.`);
}

async function loadDemo(secrets: Readonly<Record<string, string>>): Promise<Merchant> {
  const known: Readonly<Record<string, string>> = {
    ...{ SHOP_ID: demoDefaults.clientId, SHOP_SECRET: demoDefaults.clientSecret },
    ...{ SHOP_SOAP_USER: demoDefaults.soapUser, SHOP_SOAP_PASSWORD: demoDefaults.soapPassword },
    ...{ SHOP_GRAPHQL_KEY: demoDefaults.graphqlKey, PAYOUTS_KEY: demoDefaults.payoutKey },
    ...{ PAYOUTS_HOOK: demoDefaults.payoutHook, DEMO_ANNA_KEY: generateKey().publicKey },
    ...{ DEMO_BEN_KEY: generateKey().publicKey, ...secrets },
  };
  const secretOf = (name: string): string | undefined => known[name];
  const { merchants, issues } = await loadMerchants(
    fileURLToPath(new URL('../../merchants/', import.meta.url)),
    {
      flowsFolder: shippedFlows,
      secretsOf: () => secretOf,
      only: ['demo'],
      buildConnection: (source) =>
        // A machine under load answers late: what is judged is what is said.
        buildConnection({
          ...source,
          text: source.text.replaceAll('timeout: 5s', 'timeout: 30s'),
          secrets: secretOf,
          egressAllow: ['127.0.0.1'],
          tokens: memoryTokens(),
        }),
    },
  );
  return merchants.get('demo') ?? never(printIssues(issues));
}
