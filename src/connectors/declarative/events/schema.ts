/** The schema of `events:` in a connection file (DESIGN §17); values are checked against the catalogue later. */
import { z } from 'zod';
import { Condition, Text } from '../condition-schema.js';
import { AnswerSchema } from '../formats/schema.js';
import { VerifySchema } from './verify/schema.js';

const HeaderOf = z.strictObject({
  header: z
    .string()
    .regex(/^[A-Za-z0-9-]{1,100}$/, 'Write the name of a header.')
    .transform((name) => name.toLowerCase())
    .describe('Header that contains it.'),
});
const IdPart = z.union([Text, HeaderOf]);

const Kind = z.strictObject({
  when: Condition.optional().describe(
    'Which items are this event; by default, all items that match no other kind.',
  ),
  ref: z
    .unknown()
    .describe('Where to find the system’s own id for the record: a path, as for a business field.'),
  outcome: z
    .unknown()
    .optional()
    .describe(
      'For an event that reports the outcome of a write: a path to the outcome, with `values` for `done` and `refused`.',
    ),
  fields: z.unknown().optional().describe('Field of the event, with its path.'),
});

/** `events:` of a connection. */
export const EventsSchema = z.strictObject({
  verify: VerifySchema.describe('How to verify that the system itself sent the request.'),
  body: AnswerSchema.optional().describe('Format of the request; JSON by default.'),
  each: Text.optional().describe('Where to find the items, if one request can contain several: a JSONPath.'),
  id: z
    .union([IdPart.transform((part) => [part]), z.array(IdPart).min(1).max(8)])
    .describe(
      'Values that identify an event, as paths in the item or `{ header: … }`: repeated ids are ignored.',
    ),
  answer: z
    .string()
    .max(1000)
    .default('')
    .describe('Text that the system expects in the response; empty by default.'),
  kinds: z
    .record(z.string(), Kind)
    .describe('Business events, each with the items it matches and the paths of its values.'),
});

/** What a file says of events. */
export type EventsRules = z.infer<typeof EventsSchema>;

/** What it says of one kind. */
export type KindRules = EventsRules['kinds'][string];
