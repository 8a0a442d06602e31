/** The text that is sent for a reply: the first phrasing that came in time and is faithful, else the flow's own sentence. */
import { type Fact, faithful } from './faithful.js';
import type { Phraser } from './phraser.js';
import { phrasingLanguage } from './words.js';

/** What became of a reply that may be phrased; `not_asked` where no phrasing could be judged or was fitting. */
export type PhrasingOutcome = 'phrased' | 'unfaithful' | 'no_answer' | 'too_late' | 'not_asked';

/** How long a phrasing is waited for: the activity that waits has twenty seconds in all (ms). */
const PATIENCE_MS = 9_000;

/** Longer replies stay as they are: a model's answer may have 800 tokens, and it holds three phrasings. */
const LONGEST = 700;

/** A reply in the flow's words, and the values in it. */
export interface Reply {
  text: string;
  facts: readonly Fact[];
  /** BCP 47. */
  language: string;
}

/** Asks for a phrasing and judges it; never throws, `patienceMs` is how long it waits. */
export async function phraseReply(
  phraser: Phraser,
  reply: Reply,
  patienceMs = PATIENCE_MS,
): Promise<{ text: string; outcome: PhrasingOutcome }> {
  const { text, facts, language } = reply;
  const own = (outcome: PhrasingOutcome): { text: string; outcome: PhrasingOutcome } => ({ text, outcome });
  // A list is data, line for line; and in a language that is not known here nothing can be judged.
  const fits = text.length <= LONGEST && !text.includes('\n');
  if (!fits || phrasingLanguage(language) === undefined) return own('not_asked');
  const phrased = await inTime(phraser, reply, patienceMs);
  if (phrased === 'too_late' || phrased === 'no_answer') return own(phrased);
  const sent = phrased.find((proposal) => faithful(proposal, facts, text, language).faithful);
  return sent === undefined ? own('unfaithful') : { text: sent, outcome: 'phrased' };
}

async function inTime(
  phraser: Phraser,
  { text, facts, language }: Reply,
  patienceMs: number,
): Promise<readonly string[] | 'too_late' | 'no_answer'> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<'too_late'>((resolve) => {
    timer = setTimeout(() => {
      resolve('too_late');
    }, patienceMs);
  });
  const answer = phraser.phrase(text, facts, language).then(
    (proposals) => (proposals.length === 0 ? 'no_answer' : proposals),
    () => 'no_answer' as const,
  );
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}
