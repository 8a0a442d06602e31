/** `carriers:` of merchant.yaml: after how long a parcel counts as late or lost, by carrier and service (DESIGN §9). */
import { z } from 'zod';
import { type CarrierTimes, usualTimes } from '../commerce/shipments/parcel-thresholds.js';
import { parseDuration } from '../flows/literals.js';
import type { DurationIr } from '../contracts/ir.js';
import type { Reader } from './merchant-file-reader.js';

const times = {
  lateAfter: 'How long after the promised day a parcel counts as late, such as `1 business day`.',
  lostAfter: 'How long a parcel has no scans before it counts as probably lost, such as `7 business days`.',
  missingAfter:
    'How long after the delivery scan a parcel that did not reach the customer counts as missing, such as `1 business day`.',
} satisfies Record<keyof CarrierTimes, string>;

/** `carriers:` as written: by carrier, by carrier and service, and `default`. */
export const carriersSchema = z.record(
  z.string(),
  z.strictObject({
    lateAfter: z.string().optional().describe(times.lateAfter),
    lostAfter: z.string().optional().describe(times.lostAfter),
    missingAfter: z.string().optional().describe(times.missingAfter),
  }),
);

/** What a merchant has written, by carrier; words are compared without case and punctuation. */
export type Carriers = Readonly<Record<string, Partial<CarrierTimes>>>;

/** Reads the carriers; a time with an issue is left out. */
export function readCarriers(reader: Reader, raw: z.infer<typeof carriersSchema>): Carriers {
  const read = ([carrier, given]: [string, Readonly<Record<string, string | undefined>>]) => {
    const found = Object.entries(given).flatMap(([name, text]): [string, DurationIr][] => {
      const duration = text === undefined ? undefined : parseDuration(text);
      if (duration !== undefined) return [[name, duration]];
      reader.reportIssue(
        ['carriers', carrier, name],
        'merchant_shape',
        `\`${text ?? ''}\` is not a valid duration.`,
        'Write `7 business days` or `2 days`.',
      );
      return [];
    });
    return [wordOf(carrier), Object.fromEntries(found)] as const;
  };
  return Object.fromEntries(Object.entries(raw).map(read));
}

/** The times of a carrier and, where the merchant names it (`DHL Express`), its service. */
export function carrierTimes(carriers: Carriers, carrier = '', service = ''): CarrierTimes {
  const of = (name: string): Partial<CarrierTimes> => {
    const word = wordOf(name);
    return Object.hasOwn(carriers, word) ? (carriers[word] ?? {}) : {};
  };
  return { ...usualTimes, ...of('default'), ...of(carrier), ...of(`${carrier} ${service}`) };
}

const wordOf = (name: string): string => name.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '');
