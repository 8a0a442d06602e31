/** The other end of the control API: tells a shop or a carrier, in this or another process, to fail. */
import type { ScanCommand, SearchCommand, WarehouseCommand } from './control-api.js';
import type { FaultInput } from './faults.js';
import type { LedgerRow } from './ledger.js';
import type { PayoutsCommand } from './payouts.js';
import type { RequestRow } from './request-log.js';

/** What a server can be told and asked; the switches and the ledger are the shop's alone. */
export interface Controls {
  fail(fault: FaultInput): Promise<void>;
  deduplicate(on: boolean): Promise<void>;
  /** Of tokens issued from now on, in seconds. */
  tokenLifetime(seconds: number): Promise<void>;
  /** Pays or declines what the second payment way has accepted, and tells so by webhook, if it is to. */
  payouts(command: PayoutsCommand): Promise<void>;
  /** Moves a return on, as the warehouse does; refused if it is further already. */
  warehouse(command: WarehouseCommand): Promise<void>;
  /** Says what the carrier has found out about a parcel that it searches for. */
  search(command: SearchCommand): Promise<void>;
  /** Scans a parcel and tells so by webhook, if it is to. */
  scan(command: ScanCommand): Promise<void>;
  revokeTokens(): Promise<void>;
  /** No faults, and all switches as at the start; log and ledger stay. */
  reset(): Promise<void>;
  requests(): Promise<RequestRow[]>;
  ledger(): Promise<LedgerRow[]>;
}

/** Controls of the server at a URL such as `http://127.0.0.1:4711`; a refused command throws with its reason. */
export function controlsAt(url: string): Controls {
  const send = async (command: object) => {
    const body = JSON.stringify(command);
    const response = await fetch(`${url}/_steuerung`, { method: 'POST', body });
    if (!response.ok) throw new Error(`The server refused this command: ${await response.text()}`);
    await response.arrayBuffer();
  };
  const rows = async (name: string): Promise<unknown> => (await fetch(`${url}/_steuerung/${name}`)).json();
  return {
    fail: (fault) => send({ fault }),
    deduplicate: (on) => send({ deduplicate: on }),
    tokenLifetime: (seconds) => send({ tokenLifetime: seconds }),
    payouts: (command) => send({ payouts: command }),
    warehouse: (command) => send({ warehouse: command }),
    search: (command) => send({ search: command }),
    scan: (command) => send({ scan: command }),
    revokeTokens: () => send({ revokeTokens: true }),
    reset: () => send({ reset: true }),
    requests: async () => (await rows('protokoll')) as RequestRow[], // our own server's rows, read back
    ledger: async () => (await rows('hauptbuch')) as LedgerRow[], // likewise
  };
}
