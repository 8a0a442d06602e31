/** A carrier's search for a parcel, in business fields (DESIGN §9, Investigation). */
import { type FieldMeta, moment, named, ref, text } from '../field.js';
import { Money } from '../money.js';
import { z } from 'zod';

/** What a carrier is asked to find out. */
export const InvestigationReason = named('investigation_reason', [
  'lost',
  'not_received',
  'damaged',
  'other',
]);

/** By which way a carrier was asked. */
export const InvestigationChannel = named('investigation_channel', [
  'api',
  'aggregator',
  'email',
  'webform',
  'task',
]);

/** States of an investigation; `other` keeps the carrier's own word in `statusText`. */
export const InvestigationStatus = named('investigation_status', [
  'open',
  'waiting',
  'found',
  'lost',
  'refused',
  'closed',
  'other',
]);

/** A carrier's search for a parcel: `answerDueAt` is when it has promised to answer, `compensation` what it pays the shop. */
export const Investigation = z
  .object({
    ref: ref(),
    carrier: text().optional(),
    trackingNumber: text('personal').optional(),
    channel: InvestigationChannel.optional(),
    status: InvestigationStatus,
    statusText: text().optional(),
    openedAt: moment().optional(),
    answerDueAt: moment().optional(),
    compensation: Money.optional(),
  })
  .meta({ type: 'record', name: 'Investigation' } satisfies FieldMeta);
