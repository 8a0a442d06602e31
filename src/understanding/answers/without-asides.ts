/** What an answer says beside what it means: "the saucepan; the spatulas are fine", "only the apron, the gloves I use already". */

/** Between the clauses of an answer; "all but the lamp" is one. */
const BETWEEN =
  /([,.;:!?\n–—]+|\s-\s|(?<!(?:all|everything|any|anything|nothing|one) )(?<!\p{L})(?:but|aber|while|whereas|während)(?!\p{L}))/iu;

/** Adverbs between a verb and what it says. */
const VERY = String.raw`(?:(?:all|alles|both|quite|really|very|just|so|perfectly|absolutely|totally|already|now|still|ja|ganz|sehr|total|wirklich|völlig|auch|alle|beide|schon|bereits|noch|ja schon) )*`;

/** Something is as it should be, has come, or is kept. */
const FINE = new RegExp(
  String.raw`(?<!\p{L})(?:` +
    [
      String.raw`(?:is|are|r|was|were|s|re|looks?|seems?|came|arrived) ${VERY}(?:fine|ok|okay|good|great|grand|perfect|lovely|super|brilliant|intact|whole|alright|all right|in (?:\p{L}+ )?(?:order|condition|shape)|unharmed|undamaged|unbroken|safe|here|there|come|arrived|delivered|with me|nice|beautiful|wonderful|excellent|useful|working)`,
      String.raw`(?:fits?|works?|stays?|can stay) ?(?:fine|well|perfectly|nicely)?$|(?:arrived|came|turned up|kam an|kamen an)(?: \p{L}+){0,3}$`,
      String.raw`^(?:and |und )?(?:love|like)|(?:i|we) (?:have|got) (?:the|my|both)`,
      String.raw`(?:i|we|ill|id rather|im|am|are|will|can|do|to) ${VERY}(?:keep|keeping|kept|love|like|use|using|wear|wearing)`,
      String.raw`(?:one|two|some|rest|others?) (?:i|we) (?:keep|kept|love|like|use|wear)`,
      String.raw`(?:one|two|three|four|five|rest|others?) (?:stays?|remains?|fits?|works?) ?(?:here|with (?:me|us)|in|$)`,
      String.raw`(?:i|we|ive|weve)(?: have| got| use| wear| own)+ (?:\p{L}+ ){0,3}already`,
      String.raw`already (?:here|there|on|in|have|got|use|used|come|arrived)`,
      String.raw`(?:ist|sind|war|waren|is|sehen|sieht|kam|kamen) ${VERY}(?:heile?|gut|ok|okay|super|top|prima|perfekt|in ordnung|ganz|klasse|toll|schön|da|hier|angekommen|gekommen|heil angekommen|einwandfrei|unversehrt|bestens|wunderbar|unbeschädigt)`,
      String.raw`behalten?|behält|bleib(?:t|en)|passt|passen|gefällt|gefallen|(?:be)?nutzen?|mag ich|liebe ich|funktionier(?:t|en)|hab(?:en?)? (?:ich|wir) (?:\p{L}+ ){0,2}(?:schon|bereits)|(?:ich|wir) hab(?:en?)? (?:\p{L}+ ){0,2}(?:schon|bereits)`,
    ].join('|') +
    String.raw`)(?!\p{L})`,
  'u',
);

/** What turns that round: "is not here", "too small", "came broken". */
const BAD =
  /(?<!\p{L})(?:not|\p{L}{2,6}nt|never|no|none|broke\p{L}*|damag\p{L}*|crack\p{L}*|smash\p{L}*|torn|miss\p{L}*|wrong|too|return\p{L}*|refund\p{L}*|nicht|nie|kein\p{L}*|kaputt\p{L}*|beschädigt\p{L}*|fehl\p{L}*|falsch\p{L}*|zu|defekt\p{L}*|zerbroch\p{L}*|gerissen|zurück\p{L}*)(?!\p{L})/u;

const ONLY = /(?<!\p{L})(?:only|just|solely|nur|bloß|bloss|lediglich)(?!\p{L})/u;
/** A clause of its own behind "only the apron". */
const TELLS =
  /(?<!\p{L})(?:is|are|was|were|r|i|we|have|has|had|ist|sind|war|waren|ich|wir|hab|habe|haben)(?!\p{L})/u;

/** Whether a clause says no more than that something is as it should be, has come, or is kept. */
const isFine = (clause: string): boolean => FINE.test(plain(clause)) && !BAD.test(plain(clause));

/** The text without what it tells only beside: as far as the rest, by `names`, still says what is meant. */
export function withoutAsides(text: string, names: (rest: string) => boolean): string {
  const parts = text.split(BETWEEN);
  const clauses = parts.filter((_, at) => at % 2 === 0);
  if (clauses.length < 2) return text;
  const only = clauses.findIndex((clause) => ONLY.test(plain(clause)) && names(clause));
  const isAside = (clause: string, at: number): boolean =>
    isFine(clause) || (only >= 0 && at > only && TELLS.test(plain(clause)) && !BAD.test(plain(clause)));
  const rest = parts
    .map((part, at) => (at % 2 === 0 && isAside(part, at / 2) ? ' ' : part))
    .join('')
    .trim();
  return names(rest) ? rest : text;
}

/** The clauses of a text that say more than that something is as it should be; all of them if there are no others. */
export function clausesMeant(text: string): readonly string[] {
  const clauses = text.split(BETWEEN).filter((clause, at) => at % 2 === 0 && clause.trim() !== '');
  const meant = clauses.filter((clause) => !isFine(clause));
  return meant.length === 0 ? clauses : meant;
}

const plain = (text: string): string =>
  text
    .toLowerCase()
    .replace(/(?<=\p{L})['’](?=\p{L})/gu, '')
    .replace(/[^\p{L}\d]+/gu, ' ')
    .trim();
