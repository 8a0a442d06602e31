/** Whether a text is in a language that the model has not learnt, and which: French, Spanish or Dutch. */
import { wordSet } from './entities/words.js';
import { meaningOf, wordsIn } from './glosses/gloss.js';
import { glossaries } from './glosses/index.js';

/** Words of the model's languages, among them those that others write alike. */
const learnt = wordSet(
  'the i my you your it is not for with to and of in on was have this that no please but a me can will at as ' +
    'der die das ich sie mir mein meine ist nicht für mit und von den dem auf war habe bitte aber ein eine es in wir ' +
    'hallo geld alles dag an wie wat order return retour size box label bank us es abo alle lieber na number statt no',
);

/** The language if clearly more of a text's words are its own than the model's. */
export function foreignTongue(text: string): string | undefined {
  const words = wordsIn(text);
  const own = words.filter((word) => learnt.has(word)).length;
  const [best] = [...glossaries]
    .map(([language, known]) => ({
      language,
      count: words.filter(
        (word) => word.length > 1 && !learnt.has(word) && (meaningOf(known, word) ?? word) !== word,
      ).length,
    }))
    .toSorted((a, b) => b.count - a.count);
  return best !== undefined && best.count >= 2 && best.count > 1.5 * own ? best.language : undefined;
}
