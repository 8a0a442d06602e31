/** What the carrier has done since the start: return labels, searches for parcels, and scans; kept over restarts. */
import { createHash, randomInt } from 'node:crypto';
import { join } from 'node:path';
import { z } from 'zod';
import { JsonLines } from '../shop/json-lines.js';
import { type Parcel, parcelStates } from '../shop/order.js';
import { searchStates } from './search-states.js';

const dayMs = 86_400_000;
/** Days in which the carrier answers a search. */
const answersWithin = 5;
/** What the carrier pays for a parcel that it has lost, in cents of EUR. */
const compensationCents = 2500;

/** Why a parcel is searched for. */
export const searchReasons = ['VERLOREN', 'NICHT_ERHALTEN', 'BESCHAEDIGT', 'SONSTIGES'] as const;

const Row = z.object({
  id: z.string(),
  kind: z.enum(['etikett', 'nachforschung', 'scan']),
  /** The parcel's code. */
  code: z.string(),
  at: z.number(),
  /** Of a label: whose return it is, and how it is given. */
  reference: z.string().optional(),
  form: z.enum(['PDF', 'QR']).optional(),
  /** Of a search. */
  reason: z.enum(searchReasons).optional(),
  state: z.enum(searchStates).optional(),
  /** Of a scan: how it found the parcel. */
  found: z.enum(parcelStates).optional(),
  key: z.string().optional(),
  /** Digest of what was asked for. */
  request: z.string(),
});

/** A label, a search or a scan as it stands. */
export type CarrierRow = z.infer<typeof Row>;

/** Why something is not done. */
export type CarrierRefusal =
  'SCHLUESSEL_ANDERS' | 'UNBEKANNT' | 'SCHON_OFFEN' | 'ZU_FRUEH' | 'FORM_UNBEKANNT';

/** Labels, searches and scans of a data folder; parcels are those of the shop's order book. */
export class CarrierBook {
  readonly #parcels: ReadonlyMap<string, Parcel>;
  readonly #rows: JsonLines<CarrierRow>;

  constructor(
    folder: string,
    parcels: ReadonlyMap<string, Parcel>,
    readonly now: () => number,
  ) {
    this.#parcels = parcels;
    this.#rows = new JsonLines(join(folder, 'carrier-book.jsonl'), (row) => Row.parse(row), true);
  }

  /** Everything that was done, each as it stands. */
  get rows(): readonly CarrierRow[] {
    return [...new Map(this.#rows.rows.map((row) => [row.id, row])).values()];
  }

  /** A parcel by its code; a return's, once its label is made, is announced. */
  parcel(code: string): Parcel | undefined {
    const label = this.rows.find((row) => row.kind === 'etikett' && row.code === code);
    const announced = label && {
      ...{ code, state: 'ANGEKUENDIGT' as const, dueAt: label.at + 7 * dayMs },
      scans: [{ at: label.at, city: 'Hamburg', text: 'The sender has announced the parcel' }],
    };
    const parcel = this.#parcels.get(code) ?? announced;
    const scans = this.rows.filter((row) => row.kind === 'scan' && row.code === code);
    return parcel && scans.reduce(afterScan, parcel);
  }

  /** Scans a parcel, which is then in that state; undefined if there is no such parcel. */
  scan(code: string, found: Parcel['state']): CarrierRow | undefined {
    if (this.parcel(code) === undefined) return undefined;
    const scan: CarrierRow = {
      ...{ id: `s${randomInt(1e9, 1e10)}`, kind: 'scan', code, at: this.now(), found, request: '' },
    };
    this.#rows.append(scan);
    return scan;
  }

  /** A search by its id. */
  search(id: string): CarrierRow | undefined {
    return this.rows.find((row) => row.kind === 'nachforschung' && row.id === id);
  }

  /** When the carrier answers a search, and what it pays. */
  answerOf({ at, state }: CarrierRow): { dueAt: number; cents: number | undefined } {
    return { dueAt: at + answersWithin * dayMs, cents: state === 'VERLOREN' ? compensationCents : undefined };
  }

  /** Makes a return label. */
  label(reference: string, form: 'PDF' | 'QR', key?: string): CarrierRow | CarrierRefusal {
    return this.#once(['etikett', reference, form], key, () => ({
      ...{ kind: 'etikett', reference, form, code: `BLR${randomInt(1e9, 1e10)}` },
    }));
  }

  /** Opens a search for a parcel; of one that is moving, not before its day. */
  open(code: string, reason: (typeof searchReasons)[number], key?: string): CarrierRow | CarrierRefusal {
    return this.#once(['nachforschung', code, reason], key, () => {
      const parcel = this.#parcels.get(code);
      if (parcel === undefined) return 'UNBEKANNT';
      if (parcel.state !== 'ZUGESTELLT' && parcel.dueAt > this.now()) return 'ZU_FRUEH';
      const isOpen = (row: CarrierRow) =>
        row.code === code && (row.state === 'OFFEN' || row.state === 'IN_ARBEIT');
      if (this.rows.some(isOpen)) return 'SCHON_OFFEN';
      return { kind: 'nachforschung', code, reason, state: 'OFFEN' };
    });
  }

  /** What the carrier has found out about the search for a parcel; undefined if nobody searches for it. */
  answer(code: string, state: (typeof searchStates)[number]): CarrierRow | undefined {
    const row = this.rows.findLast((each) => each.kind === 'nachforschung' && each.code === code);
    if (row === undefined) return undefined;
    this.#rows.append({ ...row, state });
    return { ...row, state };
  }

  #once(
    asked: readonly string[],
    key: string | undefined,
    effect: () =>
      Pick<CarrierRow, 'kind' | 'code' | 'reference' | 'form' | 'reason' | 'state'> | CarrierRefusal,
  ): CarrierRow | CarrierRefusal {
    const request = createHash('sha256').update(JSON.stringify(asked)).digest('hex').slice(0, 32);
    const former = key === undefined ? undefined : this.rows.find((row) => row.key === key);
    if (former !== undefined) return former.request === request ? former : 'SCHLUESSEL_ANDERS';
    const decided = effect();
    if (typeof decided === 'string') return decided;
    const id = `${decided.kind.charAt(0)}${randomInt(1e9, 1e10)}`;
    const row: CarrierRow = {
      id,
      at: this.now(),
      request,
      ...decided,
      ...(key === undefined ? {} : { key }),
    };
    this.#rows.append(row);
    return row;
  }

  [Symbol.dispose](): void {
    this.#rows[Symbol.dispose]();
  }
}

function afterScan(parcel: Parcel, { at, found }: CarrierRow): Parcel {
  const arrived = found === 'ZUGESTELLT' ? { deliveredAt: at } : {};
  const text = found === 'ZUGESTELLT' ? 'Delivered to the recipient' : 'Scanned';
  return {
    ...parcel,
    ...arrived,
    state: found ?? parcel.state,
    scans: [...parcel.scans, { at, city: 'Hamburg', text }],
  };
}
