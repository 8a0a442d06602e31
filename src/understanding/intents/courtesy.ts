/** Courtesies: what people say to each other without wanting anything in particular. */

/** Each is the name of the merchant's sentence that answers it; where a message holds several, the first of them counts. */
export const courtesies = [
  'opening',
  'goodbye',
  'thanks',
  'small_talk',
  'greeting',
  'acknowledgement',
] as const;

/** One of them. */
export type Courtesy = (typeof courtesies)[number];

/** The one that may be the answer to a question: a yes, a no, an “ok”. */
export const answering: Courtesy = 'acknowledgement';
