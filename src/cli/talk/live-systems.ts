/** Answers of a merchant's own systems in a conversation at the terminal: reads are real, nothing else is sent. */
import type { Attempt } from '../../connectors/connector.js';
import type { HttpOutcome } from '../../connectors/http/client.js';
import type { ScriptedAnswer } from '../../simulator/flow-test.js';
import type { AskedSystem, Improvised } from '../../simulator/talk/system-questions.js';
import { inputsText } from '../../simulator/value-text.js';
import { openCaller } from '../call/caller.js';

/** The systems of one merchant. */
export interface LiveSystems extends AsyncDisposable {
  /** A read's answer; undefined for what must be answered by whoever types, `say` tells why. */
  answer(asked: AskedSystem, say: (text: string) => void): Promise<Improvised | undefined>;
}

/** Opens a merchant's connections with real secrets; throws like `orderly connections try`. */
export async function openLive(merchant: string): Promise<LiveSystems> {
  const caller = await openCaller(merchant);
  return {
    async answer(asked, say) {
      const { operation, effect, inputs } = asked;
      if (effect !== 'read') {
        say(`would send ${operation} ${inputsText(inputs)}, but sends nothing here`);
        return undefined;
      }
      if (!caller.answers(operation)) {
        say(`no connection answers ${operation}`);
        return undefined;
      }
      const { attempt, exchanges } = await caller.call(operation, inputs);
      const gives = givenBy(attempt);
      if (gives.is === 'unavailable')
        say(
          `${operation} gave no answer: ${'code' in attempt ? attempt.code : ''}; \`orderly connections try\` shows why`,
        );
      else if (isMissing(exchanges.at(-1)?.outcome))
        say(
          `${operation} found nothing: HTTP 404, which a wrong path would also get; \`orderly connections try\` shows the request`,
        );
      return asked.took(gives);
    },
    [Symbol.asyncDispose]: () => caller[Symbol.asyncDispose](),
  };
}

const isMissing = (outcome: HttpOutcome | undefined): boolean =>
  outcome?.is === 'response' && outcome.status === 404;

function givenBy(attempt: Attempt): ScriptedAnswer['gives'] {
  if (attempt.is === 'done') return attempt;
  return attempt.is === 'refused' ? { is: 'refused', code: attempt.code } : { is: 'unavailable' };
}
