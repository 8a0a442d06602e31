/** A real HTTP server that plays an OpenAI-compatible model which drafts texts. */
import { type HostileServer, serve } from '../../../support/hostile-server.js';
import { answerWith } from '../../../understanding/language-models/support/mock-model.js';

/** What the model is asked about. */
export interface AskedSentence {
  n: number;
  sentence: string;
  neutral?: string;
}

/** What the user's turn of a request says. */
export interface AskedTurn {
  language: string;
  style: string;
  sentences: AskedSentence[];
}

/** The user's turn of a request's body. */
export function turnOf(body: string): AskedTurn {
  const { messages } = JSON.parse(body) as { messages: { role: string; content: string }[] };
  return JSON.parse(messages.find(({ role }) => role === 'user')?.content ?? '') as AskedTurn;
}

/** A model that answers each sentence with a text, with nothing (undefined), or whatever `whole` says in all. */
export const draftingModel = (
  draft: (asked: AskedSentence) => string | undefined,
  whole: (drafts: object[]) => unknown = (drafts) => ({ drafts }),
): Promise<HostileServer> =>
  serve(({ body }, response) => {
    const drafts = turnOf(body).sentences.flatMap((asked) => {
      const text = draft(asked);
      return text === undefined ? [] : [{ n: asked.n, text }];
    });
    answerWith(response, 'openai-compatible', whole(drafts));
  });
