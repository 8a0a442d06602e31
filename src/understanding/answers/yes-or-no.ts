/** Whether a whole message says yes or no: only known forms and politeness count, so that a "but" is no answer. */

const YES = phrases(
  'yes|yeah|yep|yup|yess|ye|y|sure|sure thing|of course|certainly|absolutely|definitely|ok|okay|k|alright|all right|' +
    'fine|that is fine|thats fine|fine by me|fine with me|sounds good|good|great|perfect|go ahead|go for it|do it|do that|' +
    'please do|please do so|do so|correct|that is correct|thats correct|right|thats right|that is right|exactly|agreed|' +
    'i agree|confirm|confirmed|i confirm|i do|i would|id like that|i want that|it is|yes it is|make it so|proceed|' +
    'please proceed|affirmative|👍|✅|' +
    'ja|jo|jup|jep|jawohl|jap|klar|na klar|aber klar|natürlich|selbstverständlich|sicher|auf jeden fall|unbedingt|gern|gerne|' +
    'sehr gern|sehr gerne|genau|richtig|stimmt|das stimmt|das ist richtig|korrekt|passt|das passt|passt so|einverstanden|' +
    'in ordnung|geht klar|mach das|machen sie das|machen sie|macht das|tun sie das|mach|machen sie es|mach es|bestätigt|' +
    'bestätige|ich bestätige|das bestätige ich|so ist es|bin einverstanden|ich bin einverstanden|ja doch',
);
const NO = phrases(
  'no|nope|nah|n|no way|dont|do not|dont do it|do not do it|please dont|dont do that|do not do that|rather not|id rather not|' +
    'better not|not now|never mind|nevermind|leave it|certainly not|absolutely not|definitely not|of course not|i dont|' +
    'i do not|not at all|i dont want that|forget it|negative|👎|❌|' +
    'nein|ne|nee|nö|nope|lieber nicht|bitte nicht|doch nicht|auf keinen fall|auf gar keinen fall|keinesfalls|nicht|' +
    'besser nicht|jetzt nicht|noch nicht|lass es|lassen sie es|lass mal|lieber doch nicht|natürlich nicht|' +
    'ich möchte nicht|möchte ich nicht|will ich nicht|das möchte ich nicht|das will ich nicht|sicher nicht|klar nicht',
);
const POLITE = phrases(
  'please|pls|plz|thanks|thank you|thx|many thanks|thank you very much|thanks a lot|cheers|hi|hello|hey|sir|madam|then|' +
    'bitte|danke|vielen dank|danke schön|dankeschön|danke sehr|besten dank|hallo|guten tag|dann|mal|liebe grüße|' +
    'viele grüße|best regards|kind regards|🙏|🙂|😊',
);
const LONGEST_PHRASE = 5;
const LONGEST_ANSWER = 12;

function phrases(listed: string): ReadonlySet<string> {
  return new Set(listed.split('|'));
}

/** The answer, if the whole message is one; a question, or a mix of both, is not. */
export function yesOrNo(text: string): 'yes' | 'no' | undefined {
  if (text.includes('?')) return undefined;
  const words = wordsOf(text);
  if (words.length > LONGEST_ANSWER) return undefined;
  const said = new Set<'yes' | 'no'>();
  for (let at = 0; at < words.length;) {
    const phrase = longestPhrase(words, at);
    if (phrase === undefined) return undefined;
    if (phrase.means !== 'polite') said.add(phrase.means);
    at += phrase.length;
  }
  const [answer] = said;
  return said.size === 1 ? answer : undefined;
}

/** Whether a message begins with a no and goes on: "no, I'll keep them after all". It is no answer yet, and wants nothing else for sure. */
export function isHedgedNo(text: string): boolean {
  const [first = '', ...rest] = text.split(/[,.;:!\n–—]/u);
  return rest.join('').trim() !== '' && !/[?\d]/u.test(text) && yesOrNo(first) === 'no';
}

/** The longest known phrase that starts at a word: "of course not" before "of course". */
function longestPhrase(
  words: readonly string[],
  at: number,
): { means: 'yes' | 'no' | 'polite'; length: number } | undefined {
  for (let length = Math.min(LONGEST_PHRASE, words.length - at); length > 0; length -= 1) {
    const phrase = words.slice(at, at + length).join(' ');
    if (NO.has(phrase)) return { means: 'no', length };
    if (YES.has(phrase)) return { means: 'yes', length };
    if (POLITE.has(phrase)) return { means: 'polite', length };
  }
  return undefined;
}

function wordsOf(text: string): string[] {
  const plain = text
    .toLowerCase()
    .replace(/['’]/gu, '')
    .replace(/\ufe0f|\p{Emoji_Modifier}/gu, '');
  return plain.split(/[\s.,!;:()"*-]+/u).filter((word) => word !== '');
}
