/** How answers of systems become results of calls. */
import type { Attempt } from '../../connectors/connector.js';
import type { CallResult } from '../../interpreter/protocol.js';
import type { ReadAnswer } from './attempt.js';

/** The result of a call whose answer says what happened. */
export function resultOf(answer: ReadAnswer): CallResult {
  switch (answer.is) {
    case 'done':
      return { outcome: 'done', result: answer.result, outputs: answer.outputs };
    case 'refused':
      return { outcome: 'refused', refusal: refusalOf(answer) };
    case 'unavailable':
      return { outcome: 'unavailable' };
  }
}

function refusalOf({ code, message }: Extract<Attempt, { is: 'refused' }>): {
  code: string;
  message?: string;
} {
  return message === undefined ? { code } : { code, message };
}
