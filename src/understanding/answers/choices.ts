/** Which options of a list an answer means: "both", "all but the lamp", "1 and 3", "the blue one". */
import { isQuestion } from './content-choice.js';
import { choiceAnswer } from './choice.js';
import { withoutNever } from './denied.js';
import { lastWord } from './last-word.js';
import { linesMeant } from './lines.js';
import { meansWhole, namesSome } from './whole-or-part.js';

/** Words that may stand between the numbers of a list. */
const BETWEEN =
  /^(?:and|und|the|number|numbers|no|nr|nummer|nummern|item|items|option|options|optionen|artikel|position|please|bitte|#)$/u;

/** What is offered: the options as the customer read them, and what else each is called (empty if nothing). */
export interface Offered {
  labels: readonly string[];
  aliases?: readonly string[];
}

/** The places of the options meant, in their order; nothing if it is unclear. */
export function choicesAnswer(
  text: string,
  { labels, aliases = [] }: Offered,
  isAboutSomethingElse = false,
): number[] | undefined {
  if (isQuestion(text)) return undefined;
  const listed = numbersListed(lastWord(text).text, labels.length);
  if (listed !== undefined) return listed === 'unclear' ? undefined : listed;
  if (isAboutSomethingElse && !meansWhole(text) && !namesSome(text, labels)) return undefined;
  const lines = labels.map((name, at) => ({ id: String(at), name, alias: aliases[at] }));
  const meant = linesMeant(withoutNever(text), lines).map(Number);
  if (meant.length > 0) return meant;
  const one = choiceAnswer(text, labels, aliases);
  return one === undefined ? undefined : [one];
}

/** "1, 3 and 4": places in the list if nothing else is said; `unclear` where one of them is none. */
function numbersListed(text: string, count: number): number[] | 'unclear' | undefined {
  const words = text
    .toLowerCase()
    .split(/[\s.,!?;:+&()]+/u)
    .filter((word) => word !== '' && !BETWEEN.test(word));
  if (words.length === 0 || !words.every((word) => /^#?\d{1,2}$/u.test(word))) return undefined;
  const places = words.map((word) => Number(word.replace('#', '')) - 1);
  if (places.some((place) => place < 0 || place >= count)) return 'unclear';
  return [...new Set(places)].sort((one, other) => one - other);
}
