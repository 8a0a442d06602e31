/** Under which key a question stands in the outbox. */
import type { OpenAsk } from '../contracts/conversation.js';

/** One of a visit, and of the values that it names: asked again with others, it is delivered again. */
export const questionKey = ({ run, key, digest }: Pick<OpenAsk, 'run' | 'key' | 'digest'>): string =>
  digest === undefined ? `${run}/${key}` : `${run}/${key}/${digest}`;
