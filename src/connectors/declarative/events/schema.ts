/** The schema of `events:` in a connection file (DESIGN §17); values are checked against the catalogue later. */
import { z } from 'zod';
import { Condition, Text } from '../condition-schema.js';
import { AnswerSchema } from '../formats/schema.js';
import { VerifySchema } from './verify/schema.js';

const HeaderOf = z.strictObject({
  header: z
    .string()
    .regex(/^[A-Za-z0-9-]{1,100}$/, 'A name of a header is needed.')
    .transform((name) => name.toLowerCase())
    .describe('Header that holds it.'),
});
const IdPart = z.union([Text, HeaderOf]);

const Kind = z.strictObject({
  when: Condition.optional().describe(
    'Which items tell of this event; without it, all that no other kind takes.',
  ),
  ref: z
    .unknown()
    .describe('Where the system’s own id of the record stands: a path, as of a business field.'),
  outcome: z
    .unknown()
    .optional()
    .describe(
      'For an event that settles a write, how it came out: a path, with `values` for `done` and `refused`.',
    ),
  fields: z.unknown().optional().describe('Field of the event: where it stands.'),
});

/** `events:` of a connection. */
export const EventsSchema = z.strictObject({
  verify: VerifySchema.describe('How it is known that the system itself sends it.'),
  body: AnswerSchema.optional().describe('How a request is written; JSON without it.'),
  each: Text.optional().describe('Where the items stand, if one request may tell several: a JSONPath.'),
  id: z
    .union([IdPart.transform((part) => [part]), z.array(IdPart).min(1).max(8)])
    .describe(
      'What tells one event from another, as paths of the item or `{ header: … }`: the same id counts once.',
    ),
  answer: z.string().max(1000).default('').describe('Text that the system expects back; nothing without it.'),
  kinds: z
    .record(z.string(), Kind)
    .describe('Business event: which items tell of it, and where its values stand.'),
});

/** What a file says of events. */
export type EventsRules = z.infer<typeof EventsSchema>;

/** What it says of one kind. */
export type KindRules = EventsRules['kinds'][string];
