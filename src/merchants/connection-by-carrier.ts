/** One operation answered by several carriers' connections: whoever may know a parcel is asked (DESIGN §9). */
import type { Catalogue } from '../commerce/operation.js';
import type { Attempt, Binding, Connection, OperationCall } from '../connectors/connector.js';
import { effects } from '../contracts/effect.js';
import type { Json, JsonObject } from '../contracts/json.js';
import { type Parcel, whichCarriers } from './which-carrier.js';

/** Carrier, as the merchant writes it → name of the connection; `default` is asked where nothing tells the carrier. */
export type ByCarrier = Readonly<Record<string, string>>;

/** The connections of several carriers as one. */
export interface CarriersConnection extends Connection {
  /** The one connection that changes something for the parcel of these inputs. */
  forWrite(operation: string, inputs: JsonObject): Connection | undefined;
}

/** Domains whose calls are about parcels. */
export const parcelDomains: readonly string[] = ['shipments', 'returns'];

/** Joins the connections of a binding by carrier. */
export function connectionByCarrier(
  binding: ByCarrier,
  connections: ReadonlyMap<string, Connection>,
  catalogue: Catalogue,
): CarriersConnection {
  const { default: usual, ...named } = binding;
  const all = [...new Set(Object.values(binding).flatMap((name) => connections.get(name) ?? []))];
  const bindings = bindingsOf(all);
  const called = (names: readonly (string | undefined)[], operation: string): Connection[] => {
    const found = names.flatMap((name) => (name === undefined ? [] : (connections.get(name) ?? [])));
    return [...new Set(found)].filter((connection) => connection.bindings.has(operation));
  };
  const asked = (operation: string, inputs: JsonObject): Connection[] => {
    const { likely, unsure } = whichCarriers(Object.keys(named), parcelOf(inputs));
    if (!unsure)
      return called(
        likely.map((name) => named[name]),
        operation,
      );
    return called(usual === undefined ? Object.values(named) : [usual], operation);
  };
  const forWrite = (operation: string, inputs: JsonObject): Connection | undefined =>
    asked(operation, inputs)[0] ?? called([usual], operation)[0];
  return {
    name: all.map(({ name }) => name).join('+'),
    bindings,
    forWrite,
    attempt(call) {
      const { operation, inputs } = call;
      const writes = bindings.get(operation)?.effect !== 'read';
      const chosen = writes ? forWrite(operation, inputs) : undefined;
      const toAsk = writes ? (chosen ? [chosen] : []) : asked(operation, inputs);
      return askInTurn(toAsk, call, catalogue.get(operation)?.empty ?? 'not_found');
    },
  };
}

/** Asks one connection after the other; one that cannot answer now may be the one that knows. */
async function askInTurn(
  connections: readonly Connection[],
  call: OperationCall,
  empty: string,
): Promise<Attempt> {
  let kept: Attempt | undefined;
  for (const connection of connections) {
    const came = await connection.attempt(call);
    if (came.is === 'done' && came.result !== empty) return came;
    if (came.is !== 'done' && (kept === undefined || rank(came) < rank(kept))) kept = came;
  }
  return kept ?? { is: 'done', result: empty, outputs: {} };
}

/** What is asked again goes before a refusal, and of these the one that can be asked first. */
const rank = (attempt: Attempt): number => {
  if (attempt.is === 'refused') return Infinity;
  return 'retryAfterMs' in attempt ? (attempt.retryAfterMs ?? 0) : 0;
};

/** Each operation as the connection binds it that does most by it. */
function bindingsOf(connections: readonly Connection[]): ReadonlyMap<string, Binding> {
  const all = connections.flatMap(({ bindings }) => [...bindings]);
  const weight = ([, { effect }]: [string, Binding]): number => effects.indexOf(effect);
  return new Map(all.sort((one, other) => weight(one) - weight(other)));
}

/** The parcel of a call: the one it is about, the investigation's, the return's, or the order's last one. */
function parcelOf({ shipment, investigation, return: back, order }: JsonObject): Parcel {
  const parcels = [shipment, investigation, back, ...shipmentsOf(order).reverse()].filter(isNumbered);
  const { carrier, service, trackingNumber } = parcels[0] ?? {};
  return {
    ...(typeof carrier === 'string' ? { carrier } : {}),
    ...(typeof service === 'string' ? { service } : {}),
    ...(typeof trackingNumber === 'string' ? { trackingNumber } : {}),
  };
}

const isRecord = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isNumbered = (value: Json | undefined): value is JsonObject =>
  isRecord(value) && (typeof value['trackingNumber'] === 'string' || typeof value['carrier'] === 'string');
const shipmentsOf = (order: Json | undefined): Json[] => {
  const shipments = isRecord(order) ? order['shipments'] : undefined;
  return Array.isArray(shipments) ? [...(shipments as Json[])] : [];
};
