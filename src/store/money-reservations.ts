/** Reservations of money calls, with the counts of their bands; see `MoneyReservations`. */
import { databaseNow, lockName } from './clock-and-locks.js';
import type { Database, DatabaseTransaction, ReservationState } from './schema.js';
import type { Amount, MoneyReservations, ReservationRequest } from './store.js';

const OPEN: readonly ReservationState[] = ['reserved', 'kept'];

/** Reservations in the database. A call that was `held` has left no trace and may ask again. */
export function moneyReservations(database: Database): MoneyReservations {
  const move = async (key: string, from: readonly ReservationState[], to: ReservationState) => {
    await database
      .updateTable('money_reservations')
      .set({ state: to })
      .where('key', '=', key)
      .where('state', 'in', from)
      .execute();
  };
  return {
    reserve: (request) => database.transaction().execute((transaction) => reserve(transaction, request)),
    free: (key) => move(key, OPEN, 'freed'),
    keep: (key) => move(key, ['reserved'], 'kept'),
    async paid(key, { minor, currency }) {
      await database
        .updateTable('money_reservations')
        .set({ state: 'paid', amount_minor: minor, currency })
        .where('key', '=', key)
        .where('state', '!=', 'paid')
        .execute();
    },
    async holds(key) {
      const open = await database
        .selectFrom('money_reservations')
        .select('key')
        .where('key', '=', key)
        .where('state', 'in', OPEN)
        .executeTakeFirst();
      return open !== undefined;
    },
  };
}

async function reserve(
  transaction: DatabaseTransaction,
  request: ReservationRequest,
): Promise<{ state: 'reserved'; covered: boolean } | { state: 'held' }> {
  const { key, merchant, orderRef } = request;
  await lockName(transaction, 'order', merchant, orderRef);
  const earlier = await reservationOf(transaction, key);
  if (!earlier) {
    if (await isHeld(transaction, merchant, orderRef)) return { state: 'held' };
    await take(transaction, request);
  }
  return { state: 'reserved', covered: await judged(transaction, request, earlier?.covered ?? null) };
}

/** The verdict on the band: given at the first request that names one, counted then, and repeated ever after. */
async function judged(
  transaction: DatabaseTransaction,
  request: ReservationRequest,
  verdict: boolean | null,
): Promise<boolean> {
  // If more has been paid back meanwhile, the band no longer spares the approval.
  if (verdict !== null) return verdict && (await withinAmount(transaction, request));
  if (request.band === undefined) return false;
  const covered = await isCovered(transaction, request);
  await transaction
    .updateTable('money_reservations')
    .set({ covered })
    .where('key', '=', request.key)
    .execute();
  return covered;
}

function reservationOf(transaction: DatabaseTransaction, key: string) {
  return transaction
    .selectFrom('money_reservations')
    .select('covered')
    .where('key', '=', key)
    .where('state', '!=', 'freed')
    .executeTakeFirst();
}

async function take(transaction: DatabaseTransaction, request: ReservationRequest): Promise<void> {
  const { key, merchant, orderRef, customer, amount } = request;
  const row = {
    ...{ merchant, order_ref: orderRef, customer, amount_minor: amount.minor, currency: amount.currency },
    ...{ state: 'reserved' as const, covered: null, reserved_at: databaseNow },
  };
  await transaction
    .insertInto('money_reservations')
    .values({ key, ...row })
    .onConflict((conflict) => conflict.column('key').doUpdateSet(row))
    .execute();
}

async function isHeld(
  transaction: DatabaseTransaction,
  merchant: string,
  orderRef: string,
): Promise<boolean> {
  const open = await transaction
    .selectFrom('money_reservations')
    .select('key')
    .where('merchant', '=', merchant)
    .where('order_ref', '=', orderRef)
    .where('state', 'in', OPEN)
    .executeTakeFirst();
  return open !== undefined;
}

/** A band without any bound spares nothing. */
async function isCovered(transaction: DatabaseTransaction, request: ReservationRequest): Promise<boolean> {
  const { upTo, perCustomer } = request.band ?? {};
  if (upTo === undefined && perCustomer === undefined) return false;
  return (await withinAmount(transaction, request)) && (await withinCount(transaction, request));
}

/** The larger of what we have paid back on the order and what its system says, plus this amount, in one currency. */
async function withinAmount(transaction: DatabaseTransaction, request: ReservationRequest): Promise<boolean> {
  const { amount, band } = request;
  if (band?.upTo === undefined) return true;
  const paid = await paidOn(transaction, request);
  const amounts = [amount, ...paid, ...(request.refunded ? [request.refunded] : [])];
  if (amounts.some(({ currency }) => currency !== band.upTo?.currency)) return false;
  const own = paid.reduce((sum, { minor }) => sum + minor, 0);
  return Math.max(own, request.refunded?.minor ?? 0) + amount.minor <= band.upTo.minor;
}

async function paidOn(transaction: DatabaseTransaction, request: ReservationRequest): Promise<Amount[]> {
  const rows = await transaction
    .selectFrom('money_reservations')
    .select(['amount_minor', 'currency'])
    .where('merchant', '=', request.merchant)
    .where('order_ref', '=', request.orderRef)
    .where('key', '!=', request.key)
    .where('state', '=', 'paid')
    .execute();
  return rows.map(({ amount_minor, currency }) => ({ minor: amount_minor, currency }));
}

/** How many calls the band has spared this customer's approval in the window. */
async function withinCount(transaction: DatabaseTransaction, request: ReservationRequest): Promise<boolean> {
  const bound = request.band?.perCustomer;
  if (bound === undefined) return true;
  // After the order's lock, always: two calls never wait for each other.
  await lockName(transaction, 'customer', request.merchant, request.customer);
  const { count } = await transaction
    .selectFrom('money_reservations')
    .select((select) => select.fn.countAll<number>().as('count'))
    .where('merchant', '=', request.merchant)
    .where('customer', '=', request.customer)
    .where('covered', '=', true)
    .where('state', '!=', 'freed')
    .where('reserved_at', '>', (where) => where(databaseNow, '-', bound.ms))
    .executeTakeFirstOrThrow();
  return count < bound.count;
}
