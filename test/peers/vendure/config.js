/** The shop's settings: card payments that settle and refund at once, bank transfers that do neither. */
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';

const { DefaultLogger, LogLevel, PaymentMethodHandler, manualFulfillmentHandler } = createRequire(
  import.meta.url,
)('@vendure/core');

/** SQLite in memory: the native one where it was built, else the one in WebAssembly. Both have one connection. */
const native = existsSync(
  new URL('node_modules/better-sqlite3/build/Release/better_sqlite3.node', import.meta.url),
);
export const database = native ? 'better-sqlite3' : 'sql.js';
const connection = native ? { type: 'better-sqlite3', database: ':memory:' } : { type: 'sqljs' };

const text = (value) => [{ languageCode: 'en', value }];

function handler(code, ledger, settlesAtOnce) {
  return new PaymentMethodHandler({
    code,
    description: text(code),
    args: {},
    createPayment: (_context, order, amount, _args, metadata) => {
      if (metadata.decline === true) return { amount, state: 'Declined', metadata: {} };
      ledger.payments.push({ order: order.code, amount, method: code });
      const transactionId = `${code}-${ledger.payments.length}`;
      return { amount, state: settlesAtOnce ? 'Settled' : 'Authorized', transactionId, metadata: {} };
    },
    settlePayment: () => ({ success: true }),
    createRefund: (_context, _input, amount, order) => {
      ledger.refunds.push({ order: order.code, amount, method: code });
      return {
        state: settlesAtOnce ? 'Settled' : 'Pending',
        transactionId: `rf-${ledger.refunds.length}`,
        metadata: {},
      };
    },
  });
}

/** Order codes count up, so that a failed test names the same order at every run. */
function countedCodes() {
  let count = 0;
  return { generate: () => `NW-${String((count += 1)).padStart(6, '0')}` };
}

/** What `bootstrap` wants. The door for tests is a middleware of its own. */
export function createShopConfig(access, ledger) {
  return {
    apiOptions: {
      hostname: '127.0.0.1',
      port: 0,
      adminApiPath: 'admin-api',
      shopApiPath: 'shop-api',
      middleware: [
        {
          route: '__ledger',
          handler: (_request, response) => response.end(JSON.stringify(ledger)),
        },
      ],
    },
    authOptions: {
      tokenMethod: ['bearer'],
      superadminCredentials: { identifier: access.username, password: access.password },
      cookieOptions: { secret: 'for this process only' },
    },
    dbConnectionOptions: { ...connection, synchronize: true },
    paymentOptions: {
      paymentMethodHandlers: [handler('card', ledger, true), handler('bank-transfer', ledger, false)],
    },
    shippingOptions: { fulfillmentHandlers: [manualFulfillmentHandler] },
    orderOptions: { orderCodeStrategy: countedCodes() },
    logger: new DefaultLogger({ level: LogLevel.Error }),
    plugins: [],
  };
}

/** One zone, no tax, one way to ship, two ways to pay. */
export const initialData = {
  defaultLanguage: 'en',
  defaultZone: 'Europe',
  countries: [
    { name: 'Germany', code: 'DE', zone: 'Europe' },
    { name: 'France', code: 'FR', zone: 'Europe' },
  ],
  taxRates: [{ name: 'Standard', percentage: 0 }],
  shippingMethods: [{ name: 'Parcel', price: 495 }],
  paymentMethods: [
    { name: 'Card', handler: { code: 'card', arguments: [] } },
    { name: 'Bank transfer', handler: { code: 'bank-transfer', arguments: [] } },
  ],
  collections: [],
};
