/** How somebody asks in English how an open matter stands, without naming it. */
import type { StatusQuestions } from '../language.js';

/** Whole messages, without the fillers. */
export const statusQuestions: StatusQuestions = {
  withMark: ['and', 'so', 'well'],
  fillers: [
    ...[
      'hi',
      'hello',
      'hey',
      'hello again',
      'ok',
      'okay',
      'and',
      'so',
      'well',
      'sorry',
      'please',
      'yet',
      'now',
    ],
    ...['then', 'already', 'so far', 'today', 'by now', 'still', 'just', 'thanks', 'thank you'],
  ],
  phrases: withContractions([
    ...['news', 'any news', 'any news for me', 'any news on this', 'any news on that', 'any news about it'],
    ...[
      'update',
      'any update',
      'any updates',
      'any update on this',
      'any progress',
      'status',
      'what is the status',
    ],
    ...[
      'is it done',
      'is this done',
      'is that done',
      'is it finished',
      'is it ready',
      'is it approved',
      'is that approved',
      'is this approved',
    ],
    ...[
      'is it decided',
      'has it been decided',
      'has it been approved',
      'have you decided',
      'have you checked',
    ],
    ...['was it approved', 'did it work', 'did it go through', 'did that go through', 'has it gone through'],
    ...['what is happening', 'what is going on', 'what is happening with it', 'what is happening with this'],
    ...['what is happening with that', 'what is happening with my request', 'what is the state of it'],
    ...['how is it going', 'how is it going with it', 'how far are you', 'how does it look', 'where are we'],
    ...['how long does it take', 'how long will it take', 'how long will this take', 'how much longer'],
    ...['how much longer will it take', 'how long do i have to wait', 'how long'],
    ...['when will i hear from you', 'when do i hear from you', 'when will it be done', 'when is it done'],
    ...['i am waiting', 'waiting', 'are you on it', 'are you working on it', 'anything new'],
    ...['did you forget me', 'have you forgotten me', 'where do we stand', 'where does it stand'],
  ]),
};

/** The phrases, and the same with “what’s” and “I’m”. */
function withContractions(phrases: readonly string[]): readonly string[] {
  const short = (phrase: string): string =>
    phrase.replace(/^(what|how|where) is /, "$1's ").replace(/^i am /, "i'm ");
  return [...new Set(phrases.flatMap((phrase) => [phrase, short(phrase)]))];
}
