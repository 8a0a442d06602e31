/** A route of the REST API, and what its answers have in common. */
import { type Answer, type ApiRequest, json } from './api.js';
import type { Order } from './order.js';
import type { OrderService, Verdict } from './order-service.js';

/** A request that the API answers; `name` is what stands in the path's brackets. */
export interface Route {
  readonly method: 'GET' | 'POST';
  readonly path: RegExp;
  readonly answer: (service: OrderService, request: ApiRequest, name: string) => Answer;
}

/** The answer for an order that there is not. */
export const notFound = (): Answer => json(404, { fehler: 'NICHT_GEFUNDEN' });

/** The answer about an order, if there is one. */
export const withOrder = (order: Order | undefined, answer: (order: Order) => Answer): Answer =>
  order === undefined ? notFound() : answer(order);

/** The answer for a body that says not what it should. */
export const unusable = (names: string): Answer =>
  json(400, { code: 'EINGABE_UNGUELTIG', text: `${names} fehlt oder ist falsch.` });

type Booked = Extract<Verdict, { kind: 'booked' }>['row'];

/** The answer for what was asked to be done. */
export function told(verdict: Verdict, booked: (row: Booked) => unknown): Answer {
  if (verdict.kind === 'booked') return json(201, booked(verdict.row));
  const { code, text } = verdict;
  return json(code === 'SCHLUESSEL_ANDERS' ? 422 : 409, { code, text });
}
