/** `phrasing:` of merchant.yaml: whether replies are put into other words, and in which tone. */
import { z } from 'zod';
import type { PhrasingSettings } from '../phrasing/phraser.js';
import type { Reader } from './reader.js';

/** The form of it. */
export const phrasingSurface = z.strictObject({
  by: z.literal('languageModel').describe('Who phrases: the model under `languageModel:`.'),
  tone: z
    .string()
    .min(1)
    .max(300)
    .describe('How replies are to sound: `warm and brief`. It changes no fact and no promise.'),
});

/** Reads it; a phrasing without a model to phrase is an issue. */
export function readPhrasing(
  reader: Reader,
  schema: z.infer<typeof phrasingSurface> | undefined,
  hasModel: boolean,
): PhrasingSettings | undefined {
  if (schema !== undefined && !hasModel)
    reader.reportIssue(
      ['phrasing'],
      'phrasing_without_model',
      'There is no `languageModel:` to phrase by.',
      undefined,
      'key',
    );
  return schema;
}
