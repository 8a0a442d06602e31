/** The carrier "blitz": knows the parcels of the order book that the shop made from the same seed and day. */
import { createHmac } from 'node:crypto';
import { CarrierBook, type CarrierRow } from './carrier-book.js';
import { carrierApi } from './carrier-api.js';
import { controlApi } from '../shop/control-api.js';
import { type Controls, controlsAt } from '../shop/controls.js';
import { Faults } from '../shop/faults.js';
import { listen } from '../shop/http-server.js';
import { isoDate } from '../shop/dates.js';
import type { Parcel } from '../shop/order.js';
import { type OrderBook, makeOrderBook } from '../shop/order-book.js';
import { openRequestLog } from '../shop/request-log.js';
import { demoDefaults } from '../shop/shop.js';

/** How a carrier is started; `seed`, `now` and `times` must be the shop's. */
export interface CarrierOptions {
  /** Where `carrier-requests.jsonl` and `carrier-book.jsonl` live; created if it is missing. */
  readonly dataFolder: string;
  readonly seed?: number;
  /** Any moment of the day that the order book takes as today, in epoch milliseconds. */
  readonly now?: number;
  readonly times?: number;
  /** The shop's orders, where they are not those of the seed. */
  readonly book?: OrderBook;
  /** What the carrier takes as the time, in epoch milliseconds. */
  readonly clock?: () => number;
  readonly port?: number;
  readonly apiKey?: string;
}

/** A carrier that is listening. */
export interface Carrier extends AsyncDisposable {
  readonly url: string;
  readonly controls: Pick<Controls, 'fail' | 'reset' | 'requests' | 'search' | 'scan'>;
}

/** The carrier's key unless it is told otherwise. */
export const demoCarrierKey = 'demo-carrier-key';

/** Starts a carrier in this process. */
export async function startCarrier(options: CarrierOptions): Promise<Carrier> {
  const { clock = Date.now, seed = demoDefaults.seed, now = clock(), times } = options;
  const book = options.book ?? makeOrderBook({ seed, now, times });
  const log = openRequestLog(options.dataFolder, 'carrier-requests.jsonl');
  const done = new CarrierBook(options.dataFolder, parcelsOf(book), clock);
  const faults = new Faults();
  const server = await listen({
    apis: [carrierApi(done, options.apiKey ?? demoCarrierKey)],
    control: controlApi({
      ...{ faults, log, search: ({ code, state }) => done.answer(code, state)?.state },
      scan: ({ code, state, tell }) => {
        const scan = done.scan(code, state);
        if (scan !== undefined && tell !== undefined) void tellScan(scan, tell);
        return scan?.found;
      },
    }),
    faults,
    log,
    port: options.port ?? 0,
  });
  return {
    url: server.url,
    controls: controlsAt(server.url),
    [Symbol.asyncDispose]: async () => {
      await server[Symbol.asyncDispose]();
      log[Symbol.dispose]();
      done[Symbol.dispose]();
    },
  };
}

/** What the carrier signs its webhooks with. */
export const scanHook = 'demo-scan-hook';

/** Tells of a scan, as the carrier does that was asked to. */
async function tellScan({ id, code, at, found }: CarrierRow, to: string): Promise<void> {
  const body = JSON.stringify({ meldung: id, art: found, code, zeit: isoDate(at), stadt: 'Hamburg' });
  const signature = createHmac('sha256', scanHook).update(body).digest('hex');
  const headers = { 'content-type': 'application/json', 'x-blitz-signatur': signature };
  // Whether anybody listens is not the carrier's concern.
  await fetch(to, { method: 'POST', headers, body }).then(
    (answer) => answer.arrayBuffer(),
    () => undefined,
  );
}

/** Every parcel on its way out or back, by its code. */
function parcelsOf({ orders }: OrderBook): Map<string, Parcel> {
  const parcels = orders.flatMap((order) => [...order.parcels, ...order.returns.map(({ parcel }) => parcel)]);
  return new Map(parcels.map((parcel) => [parcel.code, parcel]));
}
