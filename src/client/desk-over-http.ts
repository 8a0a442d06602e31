/** The desk's lists over the HTTP API. */
import { OrderlyError } from '../contracts/errors/orderly-error.js';
import { visitNamed } from '../contracts/visit-id.js';
import { callApi, type HttpAccess, path, queryOf } from './call-api.js';
import type { Counts, Desk } from './desk.js';
import type { FlowCounts } from './flow-runs.js';
import {
  receivedAuditEntry,
  receivedInvestigation,
  receivedPause,
  type sentAuditEntry,
  type sentCounts,
  type sentInvestigation,
  type sentPause,
} from './rows-as-json.js';
import type { EffectItem } from './unclear-effects.js';

/** A write as it comes over HTTP. */
type SentWrite = Omit<
  EffectItem,
  'key' | 'subject' | 'sentAt' | 'firstSentAt' | 'merchant' | 'step' | 'visit'
> & { idempotencyKey: string; record?: string; sentAt: string[]; firstSentAt: string };

const rest = (next: string | undefined): { next?: string } => (next === undefined ? {} : { next });

/** The lists of the API at an address. */
export const deskOver = (access: HttpAccess): Desk => ({
  async writes(merchant, page = {}) {
    const query = queryOf({ ...page, state: 'all' });
    const answer = await callApi(access, path`${merchant}/effects`, { query });
    const { effects, next } = answer as { effects: SentWrite[]; next?: string };
    return { items: effects.map((effect) => receivedWrite(merchant, effect)), ...rest(next) };
  },
  async investigations(merchant, { open = false, limit } = {}) {
    const query = queryOf({ open: String(open), limit });
    const { investigations } = (await callApi(access, path`${merchant}/investigations`, { query })) as {
      investigations: ReturnType<typeof sentInvestigation>[];
    };
    return investigations.map(receivedInvestigation);
  },
  async audit(merchant, page = {}) {
    const answer = await callApi(access, path`${merchant}/audit`, { query: queryOf({ ...page }) });
    const { entries, next } = answer as { entries: ReturnType<typeof sentAuditEntry>[]; next?: string };
    return { items: entries.map(receivedAuditEntry), ...rest(next) };
  },
  async counts(merchant) {
    const answer = await callApi(access, path`${merchant}/counts`);
    const { paused, ...counts } = answer as ReturnType<typeof sentCounts>;
    return { ...counts, paused: paused.map(receivedPause) } satisfies Counts;
  },
  async pauses(merchant) {
    const { paused } = (await callApi(access, path`${merchant}/pauses`)) as {
      paused: ReturnType<typeof sentPause>[];
    };
    return paused.map(receivedPause);
  },
  async flowRuns(merchant, flow, wanted = {}) {
    const answer = await callApi(access, path`${merchant}/flows/${flow}/runs`, {
      query: queryOf(wanted),
    }).catch((error: unknown) => {
      if (error instanceof OrderlyError && error.code === 'flow_unknown') return undefined;
      throw error;
    });
    if (answer === undefined) return undefined;
    const { hash, ended, others, results, failures, steps, open, waits } = answer as FlowCounts;
    return { hash, ended, others, results, failures, steps, open, waits };
  },
});

function receivedWrite(
  merchant: string,
  { idempotencyKey: key, record, sentAt, firstSentAt, ...effect }: SentWrite,
): EffectItem {
  const { step = '', visit = 0 } = visitNamed(effect.id) ?? {};
  return {
    ...{ ...effect, merchant, step, visit, key, firstSentAt: Date.parse(firstSentAt) },
    ...(record === undefined ? {} : { subject: record }),
    sentAt: sentAt.map((at) => Date.parse(at)),
  };
}
