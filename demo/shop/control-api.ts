/** `/_steuerung`: how a server is told to fail, and asked what it has done. */
import { z } from 'zod';
import { searchStates } from '../carriers/search-states.js';
import { type Answer, type Api, json, parseJson } from './api.js';
import { Fault, type Faults } from './faults.js';
import type { Ledger } from './ledger.js';
import { parcelStates } from './order.js';
import { PayoutsCommand } from './payouts.js';
import type { RequestLog } from './request-log.js';
import { type ReturnState, returnStates } from './returns/return.js';

/** What the warehouse does with a return, by the number that the customer knows. */
const WarehouseCommand = z.strictObject({ number: z.string(), state: z.enum(returnStates) });

/** Such a command. */
export type WarehouseCommand = z.infer<typeof WarehouseCommand>;

/** What the carrier has found out about a parcel that it searches for. */
const SearchCommand = z.strictObject({ code: z.string(), state: z.enum(searchStates) });

/** Such a command. */
export type SearchCommand = z.infer<typeof SearchCommand>;

/** How a scan of the carrier finds a parcel, and which address is told of it; nobody is without it. */
const ScanCommand = z.strictObject({
  code: z.string(),
  state: z.enum(parcelStates),
  tell: z.url().optional(),
});

/** Such a command. */
export type ScanCommand = z.infer<typeof ScanCommand>;

const Command = z.strictObject({
  fault: Fault.optional(),
  deduplicate: z.boolean().optional(),
  /** Of tokens issued from now on, in seconds. */
  tokenLifetime: z.number().int().nonnegative().optional(),
  payouts: PayoutsCommand.optional(),
  warehouse: WarehouseCommand.optional(),
  search: SearchCommand.optional(),
  scan: ScanCommand.optional(),
  revokeTokens: z.literal(true).optional(),
  reset: z.literal(true).optional(),
});

/** What only the shop can be told. */
export interface Switches {
  deduplicate(on: boolean): void;
  tokenLifetime(seconds: number): void;
  /** Pays or declines what the second payment way has accepted, and tells so. */
  payouts(command: z.output<typeof PayoutsCommand>): void;
  /** Moves a return on; gives the state that it is in then, and nothing if there is no such return. */
  warehouse(command: WarehouseCommand): ReturnState | undefined;
  revokeTokens(): void;
  /** Back to how it was started. */
  reset(): void;
}

/** What a control API controls; the carrier has searches and scans instead of ledger and switches. */
export interface Controlled {
  readonly faults: Faults;
  readonly log: RequestLog;
  readonly ledger?: Ledger;
  readonly switches?: Switches;
  /** The carrier's: answers a search; gives its state, and nothing if nobody searches for that parcel. */
  readonly search?: (command: SearchCommand) => SearchCommand['state'] | undefined;
  /** The carrier's: scans a parcel; gives its state, and nothing if there is no such parcel. */
  readonly scan?: (command: ScanCommand) => ScanCommand['state'] | undefined;
}

/** Answers everything under `/_steuerung`. */
export const controlApi =
  (controlled: Controlled): Api =>
  ({ method, path, body }) => {
    if (path !== '/_steuerung' && !path.startsWith('/_steuerung/')) return undefined;
    const asked = `${method} ${path}`;
    if (asked === 'GET /_steuerung/protokoll') return json(200, controlled.log.rows);
    if (asked === 'GET /_steuerung/hauptbuch') return json(200, controlled.ledger?.rows ?? []);
    if (asked === 'POST /_steuerung') return command(controlled, body);
    return json(404, { fehler: 'UNBEKANNTER_PFAD' });
  };

function command({ faults, switches, ...carrier }: Controlled, body: string): Answer {
  const parsed = Command.safeParse(parseJson(body));
  if (!parsed.success) return json(400, { fehler: 'EINGABE_UNGUELTIG', text: z.prettifyError(parsed.error) });
  const { fault, deduplicate, tokenLifetime, payouts, warehouse, search, scan, revokeTokens, reset } =
    parsed.data;
  if (reset) {
    faults.clear();
    switches?.reset();
  }
  if (deduplicate !== undefined) switches?.deduplicate(deduplicate);
  if (tokenLifetime !== undefined) switches?.tokenLifetime(tokenLifetime);
  if (payouts !== undefined) switches?.payouts(payouts);
  if (warehouse !== undefined && switches?.warehouse(warehouse) !== warehouse.state)
    return json(409, { fehler: 'RETOURE_NICHT_BEWEGT' });
  if (search !== undefined && carrier.search?.(search) === undefined)
    return json(409, { fehler: 'KEINE_NACHFORSCHUNG' });
  if (scan !== undefined && carrier.scan?.(scan) === undefined)
    return json(409, { fehler: 'SENDUNG_UNBEKANNT' });
  if (revokeTokens) switches?.revokeTokens();
  if (fault !== undefined) faults.add(fault);
  return json(200, { ok: true, faults: faults.size });
}
