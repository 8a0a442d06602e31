/** The form of an intent's file: `src/understanding/intents/<intent>.yaml`. */
import { z } from 'zod';
import { smallTalkKinds } from './small-talk.js';

const texts = z.record(z.string().regex(/^[a-z]{2,3}$/), z.string().min(1));

const inputs = z
  .record(z.string(), z.string())
  .optional()
  .describe('The value for the flow’s input: a literal, or a value such as `${entities.orderNumber}`.');

const fine = z.strictObject({
  definition: z
    .string()
    .min(1)
    .describe('A description of messages with this intent, for people and for language models.'),
  examples: z
    .array(z.string().min(1))
    .min(1)
    .describe('Example messages; `{i}` stands for an item, `{o}` for an order number.'),
  nearMisses: z
    .record(z.string(), z.string())
    .default({})
    .describe('Similar messages that mean another fine intent, as message: fine intent.'),
  smallTalk: z
    .enum(smallTalkKinds)
    .optional()
    .describe('For small talk: the merchant’s sentence of this name answers it, and no flow runs.'),
  asksAbout: z
    .string()
    .optional()
    .describe(
      'It asks for the status of the other intent: while a run for that intent is open, it is answered from that run.',
    ),
  flow: z
    .string()
    .optional()
    .describe(
      'The flow that answers it, if it differs from that of the intent. `intents: all` then gives it its own case.',
    ),
  inputs,
  queue: z
    .string()
    .regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/)
    .optional()
    .describe(
      'It is handed off to this queue, if the merchant has one of that name. `intents: all` then gives it its own case.',
    ),
  priority: z
    .enum(['high'])
    .optional()
    .describe('`high`: agents see it before other handoffs, because it cannot wait.'),
  names: texts.optional().describe('What customers call it, if that differs from the intent.'),
  summary: texts.optional().describe('What agents read about it, if that differs from the intent.'),
});

/** The form of the file. */
export const intentSchema = z.strictObject({
  intent: z.string().describe('Its name in snake_case, equal to the file name.'),
  wants: z
    .enum(['people', 'nothing_known'])
    .optional()
    .describe('`people`: the customer wants a person. `nothing_known`: none of the other intents.'),
  risk: z
    .enum(['harmless', 'reading', 'reversible', 'final'])
    .describe('The risk of acting on a misunderstood message.'),
  flow: z.string().optional().describe('The flow that answers it; without one, it is handed off.'),
  inputs,
  reply: z
    .string()
    .default('talk_to_a_person')
    .describe('The merchant’s sentence for customers if no flow answers it.'),
  names: texts
    .default({})
    .describe(
      'What customers call it, by language, as in “Is it about …?”; without it, the question is never asked.',
    ),
  summary: texts.describe('What agents read if no flow answers it, by language.'),
  fine: z.record(z.string(), fine).describe('Fine intents: the intent’s name, or `<intent>.<part>`.'),
});

/** An intent's file with its defaults. */
export type RawIntent = z.infer<typeof intentSchema>;
