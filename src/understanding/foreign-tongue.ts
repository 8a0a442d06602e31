/** Whether a text is in a language that the model has not learnt: by the small words of French, Spanish and Dutch. */
import { wordSet } from './entities/words.js';

const foreign = wordSet(
  'le la les un une je vous nous mon ma mes votre vos est pas pour avec dans sur que qui et au aux du bonjour merci ' +
    'el los las una mi su sus es no por con para que y del al pero hola gracias señores ' +
    'de het een ik jullie mijn niet voor met op dat dit en van maar naar graag wat is dag bedankt hoi',
);
const learnt = wordSet(
  'the i my you your it is not for with to and of in on was have this that no please but ' +
    'der die das ich sie mir mein meine ist nicht für mit und von den dem auf war habe bitte aber ein eine es in wir',
);

/** True if clearly more of its words are those of other languages than of the model's. */
export function isForeignTongue(text: string): boolean {
  const words = text.toLowerCase().match(/\p{L}+/gu) ?? [];
  const count = (of: ReadonlySet<string>): number => words.filter((word) => of.has(word)).length;
  const others = count(foreign);
  return others >= 2 && others > 1.5 * count(learnt);
}
