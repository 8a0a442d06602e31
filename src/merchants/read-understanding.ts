/** `understanding:` of merchant.yaml: what the merchant knows of its customers' messages. */
import { patternMeant, wrongPattern } from '../understanding/entities/own-order-numbers.js';
import type { OrderNumberForms } from '../contracts/understanding.js';
import type { OwnIntent } from '../understanding/embedded/own-intents.js';
import { intentNamed } from '../understanding/intents/index.js';
import type { Merchant, MerchantConfig } from './merchant.js';
import type { RawMerchant } from './merchant-schema.js';
import type { Reader } from './merchant-file-reader.js';
import { intentsOf } from './handled-intents.js';

type RawUnderstanding = NonNullable<RawMerchant['understanding']>;

/** Minimum number of examples: fewer say too little about what customers write. */
const leastExamples = 8;

/** Reads `understanding:`, if present. */
export function readUnderstanding(
  reader: Reader,
  raw: RawUnderstanding | undefined,
): Pick<MerchantConfig, 'understanding'> {
  if (raw === undefined) return {};
  const orderNumbers = readOrderNumbers(reader, raw.orderNumbers);
  const intents = readIntents(reader, raw.intents ?? {});
  return {
    understanding: {
      ...(orderNumbers === undefined ? {} : { orderNumbers }),
      ...(intents.length === 0 ? {} : { intents }),
    },
  };
}

function readOrderNumbers(
  reader: Reader,
  raw: RawUnderstanding['orderNumbers'],
): OrderNumberForms | undefined {
  if (raw === undefined) return undefined;
  const { patterns, only } = raw;
  patterns.forEach((pattern, index) => {
    const wrong = wrongPattern(pattern);
    if (wrong === undefined) return;
    const path = ['understanding', 'orderNumbers', 'patterns', index];
    const hint = `Write \`'${patternMeant(pattern) ?? 'W\\d{7}'}'\`: \`\\d\` is a digit, and \`{7}\` is how many.`;
    reader.reportIssue(path, 'order_number_pattern_invalid', `${wrong}.`, hint);
  });
  if (only !== undefined && !['true', 'false'].includes(only))
    reader.reportIssue(
      ['understanding', 'orderNumbers', 'only'],
      'merchant_shape',
      '`only` must be `true` or `false`.',
    );
  return { patterns, only: only === 'true' };
}

function readIntents(reader: Reader, raw: NonNullable<RawUnderstanding['intents']>): OwnIntent[] {
  return Object.entries(raw).map(([id, examples]) => {
    const reportIssue = (what: string): void => {
      reader.reportIssue(['understanding', 'intents', id], 'own_intent_invalid', what, undefined, 'key');
    };
    if (!/^[a-z][a-z0-9_]*$/.test(id)) reportIssue(`\`${id}\` is not snake_case, such as \`gift_wrapping\`.`);
    if (intentNamed(id) !== undefined) reportIssue(`\`${id}\` is one of Orderly’s own intents.`);
    const different = new Set(examples.map((text) => text.trim().toLowerCase())).size;
    if (different < leastExamples)
      reportIssue(`\`${id}\` has ${different} different examples, but needs ${leastExamples}.`);
    return { id, examples };
  });
}

/** Reports own intents that the main flow does not list and so would never act on. */
export function checkOwnIntents(
  reader: Reader,
  { understanding }: Pick<MerchantConfig, 'understanding'>,
  flows: Merchant['flows'],
): void {
  const intents = intentsOf(flows);
  // A missing main flow is a separate issue; without it, no intents are known.
  if (intents.size === 0) return;
  for (const { id } of understanding?.intents ?? [])
    if (!intents.has(id))
      reader.reportIssue(
        ['understanding', 'intents', id],
        'own_intent_invalid',
        `The main flow has no intent \`${id}\`.`,
        'Add it to `intents` of the `classify` step in your own main flow, with a case.',
        'key',
      );
}
