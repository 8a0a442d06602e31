/**
 * What a message says to a question that was not asked yet (DESIGN §23.2). Its writer had no question before them: an answer counts
 * only where a part of the message says it by itself, and no other part says something else.
 */
import { meantChoice } from './choice.js';
import { isElse, type Wording } from './nearest-option.js';
import { amountsIn } from './amount.js';
import { mentionsThing } from './things-said.js';
import { meansFraction, meansWhole } from './whole-or-part.js';

/** Parts of a message that are compared, and characters of the longest: whoever writes more tells a story. */
const most = { parts: 16, chars: 200 };

/** How far the next option is behind one that is meant, at least: measured on the exam's conversations. */
const leastLead = 0.5;

/** The sentences of a message, and their clauses where they have several. */
export function partsSaid(text: string): readonly string[] {
  const sentences = text.split(/(?<=[.!?;…])\s+|\n+/u).map(bare);
  const clauses = sentences.flatMap((sentence) => {
    const own = sentence.split(/[,:–—]\s+|\s-\s|\s(?:but|and|aber|und|sondern)\s/u).map(bare);
    return own.length > 1 ? own.filter((clause) => clause.split(/\s+/u).length > 1) : [];
  });
  const all = [...new Set([...sentences, ...clauses])];
  return all.filter((part) => part !== '' && part.length <= most.chars).slice(0, most.parts);
}

const bare = (part: string): string => part.replace(/[\s.!?;:,…]+$/u, '').trim();

/** The one option that parts of a message mean, each by a wording that is near; `likeness` by part, option and wording. */
export function choiceSaid(
  parts: readonly string[],
  options: readonly Wording[],
  likeness: readonly (readonly (readonly number[])[])[],
): number | undefined {
  const meant = parts.flatMap((part, at) => {
    const near = meantChoice(part, options, likeness[at] ?? []);
    const isMeant = near?.close === true && near.lead >= leastLead;
    return isMeant && !isElse(options[near.option]?.[0] ?? '') ? [near.option] : [];
  });
  const [option, ...others] = new Set(meant);
  return others.length > 0 ? undefined : option;
}

/**
 * The option that means all of something, where a message that asks for it says so: "a refund for my whole order". `things` are the
 * parts. Money hangs on it, so nothing else may stand there that names a part, an amount, a fee or an exception.
 */
export function wholeSaid(
  text: string,
  labels: readonly string[],
  things: readonly string[],
): number | undefined {
  const [whole, ...others] = labels.flatMap((label, at) => (meansWhole(label) ? [at] : []));
  if (whole === undefined || others.length > 0) return undefined;
  if (!WHOLE_WANTED.test(text) || IN_PART.test(text) || meansFraction(text)) return undefined;
  const isOfPart = mentionsThing(text.replace(WHOLE_WANTED, ' '), things);
  return isOfPart || amountsIn(text).length > 0 ? undefined : whole;
}

/** Money for all of an order, in one clause. */
const WHOLE_WANTED =
  /(?<!\p{L})(?:refund\p{L}*|money back|erstatt\p{L}*|rückerstatt\p{L}*|geld (?:zurück )?für)(?: \p{L}+){0,2} (?:the|my|this|that|die|meine[nr]?|diese[nrs]?|den|der)? ?(?:whole|entire|complete|full|ganzen?|gesamten?|komplette?n?) (?:order|purchase|bestellung|auftrag|einkauf)(?!\p{L})|(?<!\p{L})(?:whole|entire|complete|full|ganzen?|gesamten?|komplette?n?) (?:order|purchase|bestellung|auftrag|einkauf)(?: #?\d+)?(?: (?:please|bitte))? (?:refunded|erstatte[nt]|zurückerstatte[nt]|erstattet (?:haben|bekommen))(?!\p{L})/iu;

/** What narrows it, or is about more than what the things cost. */
const IN_PART =
  /(?<!\p{L})(?:not|no|n[’']t|never|only|just|except|but|without|minus|or|if|unless|part\p{L}*|some|half|shipping|postage|delivery|fees?|difference|discount|voucher|second|other|another|twice|double|nicht|kein\p{L}*|nur|bloß|außer|aber|sondern|ohne|oder|falls|wenn|teil\p{L}*|einige\p{L}*|hälfte|versand\p{L}*|porto|gebühr\p{L}*|differenz|rabatt|gutschein|zweite\p{L}*|andere\p{L}*|doppelt\p{L}*)(?!\p{L})|%/iu;

/** The one option of a few short ones that stands in a message as it is, such as a size or a colour. */
export function shortSaid(text: string, labels: readonly string[]): number | undefined {
  const said = ` ${text
    .toLowerCase()
    .replace(AGAINST, ' ')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')} `;
  const named = labels.flatMap((label, at) => {
    const words = label
      .toLowerCase()
      .replace(/\([^)]*\)/gu, ' ')
      .replace(/[^\p{L}\p{N}]+/gu, ' ')
      .trim()
      .split(' ');
    const own = words.filter((word) => !KIND.test(word));
    return own.length > 0 && own.length <= 3 && said.includes(` ${own.join(' ')} `) ? [at] : [];
  });
  const [only, ...others] = named;
  return others.length > 0 ? undefined : only;
}

/** What it shall not be: "instead of S". */
const AGAINST =
  /(?<!\p{L})(?:instead of|rather than|and not|not|from|statt|anstatt|und nicht|nicht|von)(?: (?:an?|the|in|der|die|das|dem|den|size|colou?r|größe|gr|farbe))* [\p{L}\d]+/giu;
const KIND = /^(?:size|colou?r|größe|gr|farbe|in)$/u;
