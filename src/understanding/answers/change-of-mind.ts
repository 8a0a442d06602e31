/** Changes of mind: only what is said last counts. */

/** "no wait, …", "I mean …", "nein doch …": what follows replaces what was said before. */
const TURN =
  /(?:(?<=[,.;!?–—-]\s{0,2})(?:(?:no|nein|nee), |(?:sorry|correction|korrektur|entschuldigung|äh),? )(?=(?:(?:order|bestellung|number|nummer|nr\.?|die|the) )?#?\d)|\bno,? ?wait\b|\bwait,? no\b|\bactually,? no\b|\bno,? actually\b|\bscratch that\b|\bsorry,? (?=the\b|no\b)|\bi mean[ts]?\b|\bor rather\b|\bon second thoughts?\b|\bnein,? (?:warte|moment|halt)\b|\bmoment,? nein\b|\bach nein\b|\bnein,? doch\b|\bquatsch\b|\bich meine?t?e?\b|\bbeziehungsweise\b|\boder doch\b)[\s,.:;!–—-]{0,4}/giu;

/** The text after the last change of mind; all of it if there is none, or nothing follows. */
export function lastWord(text: string): { text: string; before: string } {
  const turns = [...text.matchAll(TURN)];
  const last = turns.at(-1);
  if (last === undefined) return { text, before: '' };
  const rest = text.slice(last.index + last[0].length);
  return rest.trim() === '' ? { text, before: '' } : { text: rest, before: text.slice(0, last.index) };
}
