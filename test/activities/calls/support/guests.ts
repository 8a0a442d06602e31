/** Guests who ask after orders of one shop, which answers in memory; the calls and their verification are the product's own. */
import { callOperation } from '../../../../src/activities/calls/call-operation.js';
import type { CallPorts } from '../../../../src/activities/calls/ports.js';
import { customerAuthenticator } from '../../../../src/activities/calls/verification/authenticated-customer.js';
import { productVocabulary } from '../../../../src/commerce/index.js';
import type { Attempt, Binding, Connection } from '../../../../src/connectors/connector.js';
import type { CallResult } from '../../../../src/contracts/call-result.js';
import type { Facts } from '../../../../src/contracts/customer.js';
import type { CallStep } from '../../../../src/contracts/ir.js';
import type { Merchant } from '../../../../src/merchants/merchant.js';
import { generateKey } from '../../../../src/security/signing-keys.js';
import { signVoucher } from '../../../../src/security/voucher.js';

/** What the shop has of an order. */
export interface BookedOrder {
  number: string;
  email: string;
  postcode: string;
}

/** Who asks, where, and with what. */
export interface Question {
  conversation: string;
  number: string;
  facts?: Facts;
  /** The e-mail that the channel `chat-1` vouches for. */
  authenticated?: string;
}

/** The shop's counter. */
export interface Counter {
  merchant: string;
  ask(question: Question): Promise<CallResult['outcome']>;
  clock: { now: number };
  /** Alarms that were counted, and those that were logged with all that was logged of them. */
  alarms: string[];
  logged: Record<string, unknown>[];
  /** Numbers that the shop was asked for. */
  reads: string[];
  /** Comparisons that did not match. */
  failed: { count: number };
}

const secret = 'a secret of at least thirty-two characters';
const silent = (): void => undefined;
const key = generateKey();

/** Opens it over a store; conversations are of the channel that `store` says. */
export function openCounter(
  store: CallPorts['store'],
  orders: readonly BookedOrder[],
  merchant: string,
  clock: { now: number },
): Counter {
  const book = new Map(orders.map((order) => [order.number, order]));
  const counter: Omit<Counter, 'ask'> = {
    ...{ merchant, clock, alarms: [], logged: [], reads: [], failed: { count: 0 } },
  };
  const config = {
    ...{ vocabulary: productVocabulary, bands: {}, zone: 'Europe/Berlin' },
    verification: [
      ['number', 'email'],
      ['number', 'postcode'],
    ],
    channels: { 'chat-1': { keys: [key.publicKey] } },
  };
  const connection = shop(book, counter.reads);
  const served = { config, connectionFor: () => connection } as unknown as Merchant;
  const now = (): number => clock.now;
  const ports: CallPorts = {
    ...{ merchant: () => served, published: () => Promise.resolve(new Map([['get', step]])), store },
    ...{
      authenticated: customerAuthenticator({ secret, now }),
      agents: { identify: () => Promise.resolve(undefined) },
    },
    ...{ secret, now },
    ...{ reportLateAnswer: () => Promise.resolve(), reportContradiction: () => Promise.resolve() },
    log: { debug: silent, info: silent, error: silent, warn: (fields) => counter.logged.push({ ...fields }) },
    metrics: {
      operationCalled: silent,
      verificationFailed: () => (counter.failed.count += 1),
      verificationAlarm: ({ of }) => counter.alarms.push(of),
    },
  };
  let calls = 0;
  const ask = async ({ conversation, number, facts = {}, authenticated }: Question) => {
    const customer =
      authenticated === undefined ? {} : { customer: voucher(merchant, conversation, authenticated, now()) };
    const call = {
      ...({ do: 'call', id: 'get#1', step: 'get', visit: 1, operation: 'orders.get' } as const),
      ...{ inputs: { number }, facts, asked: false },
    };
    const run = { merchant, workflowId: `w${++calls}`, flow: 'f', hash: 'h', conversation };
    const tried = { id: `t${calls}`, attempt: 1, scheduledAt: now() };
    return (await callOperation(ports, { ...run, ...customer, call }, tried)).outcome;
  };
  return { ...counter, ask };
}

const step: CallStep = {
  ...{ kind: 'call', id: 'get', named: true, title: 'get', line: 1, inputs: {}, outcomes: {} },
  ...{ operation: 'orders.get', effect: 'read' },
};

function shop(book: ReadonlyMap<string, BookedOrder>, reads: string[]): Connection {
  const binding: Binding = {
    ...{ connection: 'shop', operation: 'orders.get', target: 'https://shop.example', timeoutMs: 5000 },
    ...{ effect: 'read', idempotency: { kind: 'none' } },
  };
  return {
    ...{ name: 'shop', bindings: new Map([['orders.get', binding]]) },
    attempt: ({ inputs }): Promise<Attempt> => {
      const number = typeof inputs.number === 'string' ? inputs.number : '';
      reads.push(number);
      const order = book.get(number);
      return Promise.resolve(
        order === undefined
          ? { is: 'done', result: 'not_found', outputs: {} }
          : { is: 'done', result: 'found', outputs: { order: orderOf(order) } },
      );
    },
  };
}

const orderOf = ({ number, email, postcode }: BookedOrder) => ({
  ...{ ref: `ref-${number}`, number, customerEmail: email, shippingAddress: { postcode } },
  ...{ amount: { minor: 4000, currency: 'EUR' }, status: 'shipped', lines: [], shipments: [], returns: [] },
});

function voucher(merchant: string, conversation: string, email: string, now: number): { voucher: string } {
  const claims = { merchant, conversation, channel: 'chat-1', customer: { email }, expiresAt: now + 60_000 };
  return { voucher: signVoucher(claims, key.privateKey) };
}
