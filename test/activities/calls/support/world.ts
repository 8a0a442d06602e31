/** One merchant with a shop, a published flow and the real store; activities run as Temporal runs them. */
import { MockActivityEnvironment } from '@temporalio/testing';
import { DefaultLogger } from '@temporalio/worker';
import { callOperation } from '../../../../src/activities/call-operation.js';
import { temporalAttempt } from '../../../../src/activities/index.js';
import { callPorts } from '../../../../src/activities/call-ports.js';
import type { CallRequest } from '../../../../src/contracts/call-request.js';
import { refundReasons } from '../../../../src/contracts/refund-reason.js';
import type { Dependencies } from '../../../../src/activities/dependencies.js';
import type { Connection, Idempotency } from '../../../../src/connectors/connector.js';
import type { z } from 'zod';
import type { Order } from '../../../../src/commerce/orders/order.js';
import type { Subscription } from '../../../../src/commerce/subscriptions/subscription.js';
import type { ApprovalIr, CallStep, FlowIr, StepIr } from '../../../../src/contracts/ir.js';
import type { Effect } from '../../../../src/contracts/effect.js';
import type { CallCommand } from '../../../../src/contracts/interpreter-command.js';
import type { CallResult } from '../../../../src/contracts/call-result.js';
import type { JsonObject } from '../../../../src/contracts/json.js';
import type { Approver, Merchant, MerchantConfig } from '../../../../src/merchants/merchant.js';
import { languages } from '../../../../src/texts/languages/index.js';
import { productVocabulary } from '../../../../src/commerce/index.js';
import { generateKey } from '../../../../src/security/signing-keys.js';
import { signVoucher, type Voucher } from '../../../../src/security/voucher.js';
import type { Store } from '../../../../src/store/store.js';
import { type ConnectionSettings, shopConnection } from './connection.js';
import { startTestShop, type TestShop } from './shop.js';

/** Keys of the channel and of an approver, the same for every world. */
export const channelKey = generateKey();
export const annaKey = generateKey();

export const dayMs = 24 * 60 * 60 * 1000;
export const keyed: Idempotency = { kind: 'key', windowMs: 2 * dayMs };

export const approval: ApprovalIr = {
  notNeededWithin: 'refund.autoApprove',
  by: 'refund-approver',
  expires: { ms: 2 * dayMs },
};

/** What a call of the tests says, beyond the step. */
export type CallOptions = Partial<Omit<CallCommand, 'do' | 'id' | 'step'>> &
  Partial<Pick<CallRequest, 'workflowId' | 'conversation' | 'customer' | 'startedBy' | 'hash'>> & {
    scheduledAt?: number;
    /** Which attempt of Temporal's it is; the first by default. */
    attempt?: number;
  };

export interface World extends AsyncDisposable {
  merchant: string;
  shop: TestShop;
  deps: Dependencies;
  config: { -readonly [K in keyof MerchantConfig]: MerchantConfig[K] };
  settings: ConnectionSettings;
  /** Added to the clock. */
  later: { ms: number };
  counted: string[];
  /** When the request for an approval expires that was asked for last. */
  askedUntil?: number;
  call(step: string, options?: CallOptions): Promise<CallResult>;
  /** The same, with the code of "not now" as result. */
  tryCall(step: string, options?: CallOptions): Promise<CallResult | { outcome: 'not_now'; delay: unknown }>;
  refund(order: Order, options?: CallOptions): Promise<CallResult | { outcome: 'not_now'; delay: unknown }>;
  voucher(customer: Voucher['customer'], changes?: Partial<Voucher>, key?: string): { voucher: string };
}

let worlds = 0;

export async function makeWorld(store: Store, idempotency: Idempotency = keyed): Promise<World> {
  const shop = await startTestShop();
  const merchant = `merchant-${++worlds}`;
  const settings: ConnectionSettings = { idempotency };
  const config = configOf(merchant);
  const later = { ms: 0 };
  const counted: string[] = [];
  const deps = dependencies(store, later, counted, new Map([[merchant, merchantOf(config, shop, settings)]]));
  await store.flowVersions.publish({ merchant, flow: 'test-flow', hash: 'h1', ir: flowOf(merchant) });
  const call = async (step: string, options: CallOptions = {}): Promise<CallResult> => {
    const scheduledTimestampMs = options.scheduledAt ?? Date.now();
    const environment = new MockActivityEnvironment(
      { scheduledTimestampMs, attempt: options.attempt ?? 1 },
      { logger: new DefaultLogger('ERROR') },
    );
    const result: CallResult = await environment.run(
      callOperation(
        callPorts(deps, () => Promise.resolve()),
        store,
        temporalAttempt,
      ),
      requestOf(merchant, step, options),
    );
    return result;
  };
  const tryCall: World['tryCall'] = async (step, options) => {
    try {
      return await call(step, options);
    } catch (error) {
      const { type, nextRetryDelay } = error as { type?: string; nextRetryDelay?: unknown };
      if (type !== 'NOT_NOW') throw error;
      return { outcome: 'not_now', delay: nextRetryDelay };
    }
  };
  return {
    ...{ merchant, shop, deps, config, settings, later, counted, call, tryCall },
    refund: (order, options = {}) => tryCall('refund', refundOptions(order, options)),
    voucher: (customer, changes = {}, key = channelKey.privateKey) => {
      const expiresAt = Date.now() + 3_600_000;
      const claims = { merchant, conversation: 'c1', channel: 'chat', customer, expiresAt };
      return { voucher: signVoucher({ ...claims, ...changes }, key) };
    },
    [Symbol.asyncDispose]: () => shop[Symbol.asyncDispose](),
  };
}

/** An order of the shop, with the whole amount to be paid back. */
export function addOrder(world: World, number: string, changes: Partial<Order> = {}): Order {
  const order: Order = {
    ref: `ref-${number}`,
    number,
    customerEmail: 'mia@example.com',
    shippingAddress: { postcode: '20095' },
    amount: { minor: 4000, currency: 'EUR' },
    status: 'shipped',
    lines: [],
    shipments: [],
    returns: [],
    ...changes,
  };
  world.shop.orders.set(number, order);
  return order;
}

/** A subscription of the shop. */
export function addSubscription(
  world: World,
  number: string,
  changes: Partial<z.infer<typeof Subscription>> = {},
): void {
  world.shop.subscriptions.set(number, {
    ...{ ref: `ref-${number}`, number, name: 'Coffee', status: 'active', products: [] },
    ...{ customerEmail: 'mia@example.com', shippingAddress: { postcode: '20095' } },
    ...changes,
  });
}

/** What a refund of the whole order says, from a customer who was verified by facts and has said yes. */
export function refundOptions(order: Order, options: CallOptions): CallOptions {
  const inputs = { order, amount: order.amount, reason: 'not_received' } as unknown as JsonObject;
  return { inputs, facts: { email: order.customerEmail ?? '' }, confirmed: 'customer', ...options };
}

function requestOf(merchant: string, step: string, options: CallOptions): CallRequest {
  const { workflowId = 'w1', conversation = 'c1', hash = 'h1', customer, startedBy, ...command } = options;
  const visit = command.visit ?? 1;
  const operation = operations[step] ?? 'nothing';
  return {
    ...{ merchant, workflowId, flow: 'test-flow', hash, conversation },
    ...(customer === undefined ? {} : { customer }),
    ...(startedBy === undefined ? {} : { startedBy }),
    call: {
      do: 'call',
      id: `${step}#${visit}`,
      ...{ step, visit, operation, inputs: {}, facts: {}, asked: false },
      ...command,
    },
  };
}

const operations: Record<string, string> = {
  get: 'orders.get',
  list: 'orders.find',
  quote: 'payments.quote_refund',
  getSubscription: 'subscriptions.get',
  listSubscriptions: 'subscriptions.find',
  quoteSubscription: 'subscriptions.quote_refund',
  refund: 'payments.refund',
  bareRefund: 'payments.refund',
  cancel: 'orders.cancel',
  changeAddress: 'orders.change_address',
  changeLines: 'orders.change_lines',
  replace: 'orders.replace',
  points: 'acme.loyalty_points',
  credit: 'acme.credit_points',
};

function flowOf(merchant: string): FlowIr {
  const step = (id: string, effect: Effect, extra: Partial<CallStep> = {}): StepIr => ({
    ...{ kind: 'call', id, named: true, title: id, line: 1, effect, inputs: {}, outcomes: {} },
    operation: operations[id] ?? '',
    ...extra,
  });
  const inner = [step('quote', 'read'), step('refund', 'money', { approval }), step('bareRefund', 'read')];
  const choose: StepIr = {
    ...{ kind: 'choose', id: 'choose1', named: false, title: '', line: 1 },
    on: { k: 'value', value: 'x' },
    cases: { x: { steps: inner } },
  };
  return {
    ...{
      schema: 1,
      flow: 'test-flow',
      title: 'Test',
      inputs: {},
      results: {},
      policy: {},
      defaultQueue: 'service',
    },
    merchant: { id: merchant, name: 'Test', language: 'en', zone: 'Europe/Berlin' },
    steps: [
      ...['get', 'list', 'getSubscription', 'listSubscriptions', 'quoteSubscription'].map((id) =>
        step(id, 'read'),
      ),
      choose,
    ],
    sentences: { ask_facts: '', ask_facts_again: '', ask_again: '', internal_error: '' },
  };
}

function configOf(merchant: string): MerchantConfig {
  const anna: Approver = {
    roles: ['refund-approver'],
    limit: { minor: 20_000, currency: 'EUR' },
    keys: [annaKey.publicKey],
  };
  return {
    ...{
      merchant,
      name: 'Test',
      zone: 'Europe/Berlin',
      language: 'en',
      subflows: 'inline',
      mode: 'live',
      hours: { days: {}, holidays: [] },
    },
    verification: [
      ['number', 'email'],
      ['number', 'postcode'],
    ],
    channels: { chat: { keys: [channelKey.publicKey] } },
    approvers: { anna },
    policy: {},
    ...{ style: 'neutral', languages },
    vocabulary: productVocabulary,
    bands: {
      'refund.autoApprove': {
        upTo: { minor: 5000, currency: 'EUR' },
        perCustomer: { count: 2, ms: 30 * dayMs },
        reasons: refundReasons,
      },
    },
    ...{
      operations: {},
      without: [],
      carriers: {},
      notifications: {},
      flows: {},
      events: {},
      retentionMs: 15_552_000_000,
      handover: { default: 'service' },
      sentences: {},
      custom: {},
    },
  };
}

function merchantOf(config: MerchantConfig, shop: TestShop, settings: ConnectionSettings): Merchant {
  // Made anew for each call, so that a test can change the settings between two of them.
  const connection = (): Connection => shopConnection(shop.url, settings);
  return {
    ...{ config, connections: new Map(), flows: new Map(), notOffered: new Map(), translations: {} },
    connectionFor: (operation) => (connection().bindings.has(operation) ? connection() : undefined),
  };
}

function dependencies(
  store: Store,
  later: { ms: number },
  counted: string[],
  merchants: Dependencies['merchants'],
): Dependencies {
  const silent = (): void => undefined;
  return {
    ...{
      merchants,
      store,
      secret: 'a secret of at least thirty-two characters',
      replyDelayMs: 0,
      publicUrl: 'http://127.0.0.1',
    },
    agents: { identify: () => Promise.resolve(undefined) },
    log: { debug: silent, info: silent, warn: silent, error: silent },
    metrics: {
      operationCalled: ({ operation, outcome }) => counted.push(`${operation} ${outcome}`),
      verificationFailed: () => counted.push('verification failed'),
      verificationAlarm: ({ of }) => counted.push(`verification alarm ${of}`),
      approvalDecided: ({ outcome }) => counted.push(`decided ${outcome}`),
      eventTaken: ({ kind }) => counted.push(`event ${kind}`),
      messageLeft: () => undefined,
      voucherRejected: () => undefined,
      runUnknown: () => undefined,
      writeContradicted: ({ what }) => counted.push(what),
    },
    now: () => Date.now() + later.ms,
  };
}
