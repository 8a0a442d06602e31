/** `/_steuerung`: how a server is told to fail, and asked what it has done. */
import { z } from 'zod';
import { type Answer, type Face, json, parseJson } from './face.js';
import { Fault, type Faults } from './faults.js';
import type { Ledger } from './ledger.js';
import { PayoutsCommand } from './payouts.js';
import type { RequestLog } from './request-log.js';

const Command = z.strictObject({
  fault: Fault.optional(),
  deduplicate: z.boolean().optional(),
  /** Of tokens issued from now on, in seconds. */
  tokenLifetime: z.number().int().nonnegative().optional(),
  payouts: PayoutsCommand.optional(),
  revokeTokens: z.literal(true).optional(),
  reset: z.literal(true).optional(),
});

/** What only the shop can be told. */
export interface Switches {
  deduplicate(on: boolean): void;
  tokenLifetime(seconds: number): void;
  /** Pays or declines what the second payment way has accepted, and tells so. */
  payouts(command: z.output<typeof PayoutsCommand>): void;
  revokeTokens(): void;
  /** Back to how it was started. */
  reset(): void;
}

/** What a control face controls; the carrier has neither ledger nor switches. */
export interface Controlled {
  readonly faults: Faults;
  readonly log: RequestLog;
  readonly ledger?: Ledger;
  readonly switches?: Switches;
}

/** Answers everything under `/_steuerung`. */
export const controlFace =
  (controlled: Controlled): Face =>
  ({ method, path, body }) => {
    if (path !== '/_steuerung' && !path.startsWith('/_steuerung/')) return undefined;
    const asked = `${method} ${path}`;
    if (asked === 'GET /_steuerung/protokoll') return json(200, controlled.log.rows);
    if (asked === 'GET /_steuerung/hauptbuch') return json(200, controlled.ledger?.rows ?? []);
    if (asked === 'POST /_steuerung') return command(controlled, body);
    return json(404, { fehler: 'UNBEKANNTER_PFAD' });
  };

function command({ faults, switches }: Controlled, body: string): Answer {
  const parsed = Command.safeParse(parseJson(body));
  if (!parsed.success) return json(400, { fehler: 'EINGABE_UNGUELTIG', text: z.prettifyError(parsed.error) });
  const { fault, deduplicate, tokenLifetime, payouts, revokeTokens, reset } = parsed.data;
  if (reset) {
    faults.clear();
    switches?.reset();
  }
  if (deduplicate !== undefined) switches?.deduplicate(deduplicate);
  if (tokenLifetime !== undefined) switches?.tokenLifetime(tokenLifetime);
  if (payouts !== undefined) switches?.payouts(payouts);
  if (revokeTokens) switches?.revokeTokens();
  if (fault !== undefined) faults.add(fault);
  return json(200, { ok: true, faults: faults.size });
}
