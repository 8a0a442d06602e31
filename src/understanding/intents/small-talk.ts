/** Small talk: what people say to each other without wanting anything in particular. */

/** Each is the name of the merchant's sentence that answers it; where a message holds several, the first of them counts. */
export const smallTalkKinds = [
  'opening',
  'goodbye',
  'thanks',
  'small_talk',
  'greeting',
  'acknowledgement',
] as const;

/** One of them. */
export type SmallTalk = (typeof smallTalkKinds)[number];

/** The one that may be the answer to a question: a yes, a no, an “ok”. */
export const answering: SmallTalk = 'acknowledgement';
