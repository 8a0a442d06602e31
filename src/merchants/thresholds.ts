/** `understanding.thresholds` of merchant.yaml: minimum confidences above those the product requires. */
import { z } from 'zod';
import { thresholdOf } from '../understanding/thresholds.js';
import { didYouMean } from '../flows/yaml/suggest.js';
import type { Merchant, MerchantConfig } from './merchant.js';
import type { Reader } from './merchant-file-reader.js';
import { intentsOf } from './handled-intents.js';

/** The schema of `thresholds:`; numbers are still text. */
export const thresholdsSchema = z
  .record(z.string(), z.string())
  .describe('The minimum confidence for acting on an intent, if Orderly’s threshold is too low for you.');

const pathOf = (intent: string): string[] => ['understanding', 'thresholds', intent];

/** Reads the numbers; whether they fit the flows is checked by `checkThresholds`. */
export function readThresholds(
  reader: Reader,
  raw: Readonly<Record<string, string>>,
): Readonly<Record<string, number>> {
  const read = Object.entries(raw).flatMap(([intent, text]): [string, number][] => {
    const value = /^(0?\.\d{1,4}|1(\.0{1,4})?)$/.test(text) ? Number(text) : 0;
    if (value > 0) return [[intent, value]];
    reader.reportIssue(
      pathOf(intent),
      'threshold_invalid',
      `\`${text}\` is not a probability.`,
      'Write a number up to 1, such as 0.95.',
    );
    return [];
  });
  return Object.fromEntries(read);
}

/** Reports thresholds for intents unknown to the main flow, and those below the product's. */
export function checkThresholds(
  reader: Reader,
  { thresholds = {} }: Pick<MerchantConfig, 'thresholds'>,
  flows: Merchant['flows'],
): void {
  const intents = intentsOf(flows);
  // A missing main flow is a separate issue; without it, no intents are known.
  if (intents.size === 0) return;
  for (const [intent, raised] of Object.entries(thresholds)) {
    const consequence = intents.get(intent);
    const { confidence } = thresholdOf(intent, { consequence });
    if (consequence === undefined)
      reader.reportIssue(
        pathOf(intent),
        'threshold_invalid',
        `The main flow has no intent \`${intent}\`.`,
        didYouMean(intent, intents.keys()),
        'key',
      );
    else if (raised < confidence)
      reader.reportIssue(
        pathOf(intent),
        'threshold_invalid',
        `The threshold of \`${intent}\` is lower than the default of ${confidence}.`,
        'A threshold can only be raised.',
      );
  }
}
