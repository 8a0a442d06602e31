/** The form of an intent's file: `src/understanding/intents/<intent>.yaml`. */
import { z } from 'zod';
import { courtesies } from './courtesy.js';

const texts = z.record(z.string().regex(/^[a-z]{2,3}$/), z.string().min(1));

const inputs = z
  .record(z.string(), z.string())
  .optional()
  .describe('What the flow is given: a value, or `${entities.orderNumber}` and the like.');

const fine = z.strictObject({
  definition: z.string().min(1).describe('What a message with it says, for people and for language models.'),
  examples: z
    .array(z.string().min(1))
    .min(1)
    .describe('Messages that mean it; `{i}` stands for an item, `{o}` for an order’s number.'),
  nearMisses: z
    .record(z.string(), z.string())
    .default({})
    .describe('Messages that look like it and mean another fine intent: message: fine intent.'),
  courtesy: z
    .enum(courtesies)
    .optional()
    .describe('It wants nothing: the merchant’s sentence of this name answers it, and nothing runs.'),
  asksAbout: z
    .string()
    .optional()
    .describe('It asks how a matter of this intent stands: while one is open, it is answered from that.'),
  flow: z
    .string()
    .optional()
    .describe('The flow that answers it, if that is not the intent’s; `intents: all` then tells it apart.'),
  inputs,
  queue: z
    .string()
    .regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/)
    .optional()
    .describe(
      'People answer it, in this queue where the merchant has one of that name; `intents: all` then tells it apart.',
    ),
  names: texts.optional().describe('What customers call it, if that is not what they call the intent.'),
  summary: texts.optional().describe('What people read of it, if that is not what they read of the intent.'),
});

/** The form of the file. */
export const intentSchema = z.strictObject({
  intent: z.string().describe('Its name in snake_case, as the file is called.'),
  wants: z
    .enum(['people', 'nothing_known'])
    .optional()
    .describe('`people`: a person of the shop. `nothing_known`: none of the other intents.'),
  risk: z
    .enum(['harmless', 'reading', 'reversible', 'final'])
    .describe('What acting on a misunderstood message costs.'),
  flow: z.string().optional().describe('The flow that answers it; without one, people do.'),
  inputs,
  reply: z
    .string()
    .default('talk_to_a_person')
    .describe('The merchant’s sentence that customers hear if no flow answers it.'),
  names: texts
    .default({})
    .describe('By language, what customers call it, as in “Is it about …?”; without one, it is never asked.'),
  summary: texts.describe('By language, what people read if no flow answers it.'),
  fine: z
    .record(z.string(), fine)
    .describe('What understanding tells apart: the intent’s name, or `<intent>.<part>`.'),
});

/** An intent's file with its defaults. */
export type WrittenIntent = z.infer<typeof intentSchema>;
