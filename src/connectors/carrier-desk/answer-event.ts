/** What one of the staff says that a carrier has answered, as it is kept among the events. */
import type { JsonObject } from '../../contracts/json.js';

/** States in which a carrier has answered. */
export const answers = ['found', 'lost', 'refused', 'closed'] as const;

/** An answer to an investigation, by its reference. */
interface Answer {
  ref: string;
  status: (typeof answers)[number];
  /** What the carrier has written. */
  answer?: string;
}

/** The body of its event; nothing that comes by webhook looks like this. */
export const keptAnswer = (answer: Answer): JsonObject => ({ answered: { ...answer } });
