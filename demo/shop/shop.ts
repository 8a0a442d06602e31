/** The shop: an order book, its service and its APIs on one port. */
import { addressesOf } from './addresses.js';
import { type Switches, controlApi } from './control-api.js';
import { type Controls, controlsAt } from './controls.js';
import { Faults } from './faults.js';
import { graphqlApi } from './graphql/graphql-api.js';
import { listen } from './http-server.js';
import { openLedger } from './ledger.js';
import { openApiDescription } from './openapi-description.js';
import { type OrderBook, makeOrderBook } from './order-book.js';
import { OrderService } from './order-service.js';
import { payoutApi } from './payout-api.js';
import { Payouts } from './payouts.js';
import { openRequestLog } from './request-log.js';
import { restApi } from './rest-api.js';
import { restReturns } from './returns/rest-returns.js';
import { openReturnLedger } from './returns/return-ledger.js';
import { ReturnService } from './returns/return-service.js';
import { soapApi } from './soap/soap-api.js';
import { type SoapCredentials, UsernameTokens } from './soap/ws-security.js';
import { makeSubscriptions, type SubscriptionBook } from './subscriptions/make-subscriptions.js';
import { restSubscriptions } from './subscriptions/rest-subscriptions.js';
import { openSubscriptionLedger } from './subscriptions/subscription-ledger.js';
import { SubscriptionService } from './subscriptions/subscription-service.js';
import { type Credentials, Tokens, tokenEndpoint } from './token-endpoint.js';

/** How a shop is started. */
export interface ShopOptions extends Partial<Credentials & SoapCredentials> {
  /** Where `requests.jsonl` and `ledger.jsonl` live; created if it is missing. */
  readonly dataFolder: string;
  readonly seed?: number;
  /** Any moment of the day that the order book takes as today, in epoch milliseconds. */
  readonly now?: number;
  /** How many times as large the order book is. */
  readonly times?: number;
  /** Orders and subscriptions in place of those of the seed. */
  readonly books?: { readonly orders: OrderBook; readonly subscriptions: SubscriptionBook };
  /** What the shop takes as the time, in epoch milliseconds. */
  readonly clock?: () => number;
  readonly port?: number;
  /** In seconds. */
  readonly tokenLifetime?: number;
  /** What the GraphQL API wants in `X-Kontor-Key`. */
  readonly graphqlKey?: string;
  /** What the second payment way wants as bearer, and what it signs with. */
  readonly payoutKey?: string;
  readonly payoutHook?: string;
}

/** A shop that is listening. */
export interface Shop extends AsyncDisposable {
  readonly url: string;
  readonly soapUrl: string;
  readonly graphqlUrl: string;
  /** The order book as it was made; what has happened since is in the ledger. */
  readonly book: OrderBook;
  /** The subscriptions as they were made. */
  readonly subscriptions: SubscriptionBook;
  readonly controls: Controls;
}

/** What a demo shop is started with unless it is told otherwise. */
export const demoDefaults = {
  seed: 7,
  clientId: 'demo-shop',
  clientSecret: 'demo-secret',
  tokenLifetime: 30,
  soapUser: 'demo-soap',
  soapPassword: 'demo-soap-password',
  graphqlKey: 'demo-graphql-key',
  payoutKey: 'demo-payout-key',
  payoutHook: 'demo-payout-hook',
} as const;

/** Starts a shop in this process; its ledger is replayed onto the order book first. */
export async function startShop(options: ShopOptions): Promise<Shop> {
  const settings = { ...demoDefaults, ...options };
  const { dataFolder, seed, tokenLifetime, clock = Date.now } = settings;
  const made = { seed, now: options.now ?? clock(), times: options.times };
  const book = options.books?.orders ?? makeOrderBook(made);
  const subscriptions = options.books?.subscriptions ?? makeSubscriptions(book, made);
  const log = openRequestLog(dataFolder, 'requests.jsonl');
  const ledger = openLedger(dataFolder);
  const service = new OrderService(book.orders, ledger);
  const payouts = new Payouts(dataFolder, service, settings.payoutHook);
  const subscriptionLedger = openSubscriptionLedger(dataFolder);
  const subscribing = new SubscriptionService(subscriptions.subscriptions, subscriptionLedger, clock);
  const returnLedger = openReturnLedger(dataFolder);
  const returns = new ReturnService(book.orders, { orders: service, ledger: returnLedger, now: clock });
  const services = { orders: service, subscriptions: subscribing, returns };
  const tokens = new Tokens(tokenLifetime);
  const faults = new Faults();
  const apis = [
    tokenEndpoint(settings, tokens),
    openApiDescription,
    restSubscriptions(subscribing, tokens),
    restReturns(returns, tokens),
    restApi(service, tokens),
    soapApi(services, new UsernameTokens(settings)),
    graphqlApi(services, settings.graphqlKey),
    payoutApi(payouts, settings.payoutKey),
  ];
  const control = controlApi({
    faults,
    log,
    ledger,
    switches: switchesOf({ service, returns, tokens, payouts }),
  });
  const server = await listen({ apis, control, faults, log, port: options.port ?? 0 });
  return {
    url: server.url,
    ...addressesOf(server.url),
    book,
    subscriptions,
    controls: controlsAt(server.url),
    [Symbol.asyncDispose]: async () => {
      await server[Symbol.asyncDispose]();
      log[Symbol.dispose]();
      payouts[Symbol.dispose]();
      ledger[Symbol.dispose]();
      subscriptionLedger[Symbol.dispose]();
      returnLedger[Symbol.dispose]();
    },
  };
}

interface Switched {
  service: OrderService;
  returns: ReturnService;
  tokens: Tokens;
  payouts: Payouts;
}

function switchesOf({ service, returns, tokens, payouts }: Switched): Switches {
  const { lifetime } = tokens;
  return {
    deduplicate: (on) => {
      service.deduplicate = on;
    },
    tokenLifetime: (seconds) => {
      tokens.lifetime = seconds;
    },
    payouts: (command) => {
      void payouts.tell(payouts.settle(command), command);
    },
    warehouse: ({ number, state }) => returns.move(number, state)?.state,
    revokeTokens: () => {
      tokens.revokeAll();
    },
    reset: () => {
      service.deduplicate = true;
      tokens.lifetime = lifetime;
    },
  };
}
