/** The activity understand-message: what a message says, which facts it gives, which open questions it answers. */
import type { Store } from '../store/store.js';
import { answerTo, isFactKind } from '../understanding/answers/answers.js';
import { factsOf } from '../understanding/facts.js';
import { ownWords } from '../understanding/own-words.js';
import type { MessageUnderstander } from '../understanding/understander.js';
import type { UnderstandRequest, Understood } from './activities.js';

/** What the activity needs: a provider, what we have told in the conversation, and the clock (epoch ms). */
export interface UnderstandMessageDependencies {
  understander: MessageUnderstander;
  store: { outbox: Pick<Store['outbox'], 'told'> };
  now?: () => number;
}

/** Makes the activity; a message's text is never logged. */
export function understandMessage({ understander, store, now = Date.now }: UnderstandMessageDependencies) {
  return async (request: UnderstandRequest): Promise<Understood> => {
    const { text, language, asks } = request;
    const expected = [...new Set(asks.flatMap(({ facts = [] }) => facts.filter(isFactKind)))];
    const [understanding, told] = await Promise.all([
      understander.understand({ text, expected, ...(language === undefined ? {} : { language }) }),
      store.outbox.told(request.merchant, request.conversation),
    ]);
    const message = { text: ownWords(text), understanding, today: new Date(now()) };
    const fits = asks.flatMap((ask) => {
      const value = answerTo(ask, message);
      return value === undefined ? [] : [{ run: ask.run, key: ask.key, value }];
    });
    return { understanding, facts: factsOf(understanding.entities, told), fits };
  };
}
