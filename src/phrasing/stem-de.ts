/** The stem of a German word: what its inflected forms share. */

/** What stands before a verb and may stand apart from it. */
const PREFIXES =
  'zurück|wieder|weiter|heraus|hinaus|raus|rein|herein|los|fest|bereit|bekannt|fertig|frei|gut|nach|vor|auf|aus|ein|mit|her|hin|bei|um|an|ab|zu|entgegen|zusammen|teil|statt|durch|über';

/** Verbs' particles, which end a clause: "geben Sie es … ab". */
export const particles: ReadonlySet<string> = new Set(PREFIXES.split('|'));

const INFINITIVE = new RegExp(`^(${PREFIXES})zu(?=\\p{L}{3,}n$)`, 'u');
const PARTICIPLE = new RegExp(`^(${PREFIXES}|)ge(?=\\p{L}{3,}(?:t|en)$)`, 'u');
const INFLECTED = new RegExp(`^(${PREFIXES}|)ge(?=\\p{L}{3,}(?:te|ten)[rsmn]?$)`, 'u');

// Words of every sentence that are no form of "sicher", "Ware", "Seite" and "Weg".
const OWN: ReadonlySet<string> = new Set(['sich', 'war', 'waren', 'warst', 'seit', 'wegen']);

/** The stem of a word in lower case. */
export function stemGerman(word: string): string {
  if (OWN.has(word)) return `${word}'`;
  const plain = word.replace(INFINITIVE, '$1').replace(PARTICIPLE, '$1').replace(INFLECTED, '$1');
  const folded = plain.replace(/ä/gu, 'a').replace(/ö/gu, 'o').replace(/ü/gu, 'u').replace(/ß/gu, 'ss');
  return [
    /ung(?:en|s)?$/u,
    /e?s$/u,
    /e(?:st|t|n|r|m)?$|(?<=[^aeiou])(?:n|t|st)$/u,
    /e?t(?:e[nrms]?)?$/u,
    /e[nr]?$/u,
  ].reduce((stem, ending) => {
    const shorter = stem.replace(ending, '');
    return shorter.length >= 3 ? shorter : stem;
  }, folded);
}
