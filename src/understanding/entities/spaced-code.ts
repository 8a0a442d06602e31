/** Order numbers with spaces inside: "12 345", "LR 44871", "EK 2026 0331", "R-30 991". */
import { contextBefore, isTightlyAnnounced } from './number-context.js';
import { isReferredTo } from './order-number.js';
import { isDigits, isJoinedToNext, type Token, wordAt } from './tokens.js';
import { announcedBy, isUnit } from './number-context-words.js';

const MOST_GROUPS = 5;

/** How many tokens from this one on are one number, if several are; `asked`: it is what a question asks for. */
export function spacedCodeAt(
  tokens: readonly Token[],
  at: number,
  asked: boolean,
): { length: number } | undefined {
  const groups = groupsFrom(tokens, at);
  if (groups.length < 2) return undefined;
  const next = tokens[at + groups.length - 1]?.endsPhrase === true ? '' : wordAt(tokens, at + groups.length);
  if (isUnit(next)) return undefined;
  const isAnnounced = contextBefore(tokens, at) === 'order' && isTightlyAnnounced(tokens, at);
  const read = { groups, wordFollows: /^\p{L}/u.test(next) };
  const holds = /^\p{L}/u.test(groups[0] ?? '')
    ? (isAnnounced || asked || isReferredTo(tokens, at)) && isLettered(groups)
    : isAnnounced || asked
      ? isGrouped(read)
      : isReferredTo(tokens, at) && isLongGrouped(read.groups);
  return holds ? { length: groups.length } : undefined;
}

/** Capital letters or digits, then digits, with a single space between each two. */
function groupsFrom(tokens: readonly Token[], at: number): string[] {
  const groups: string[] = [];
  while (groups.length < MOST_GROUPS) {
    const text = (tokens[at + groups.length]?.text ?? '').replace(/^#/u, '');
    const fits =
      groups.length === 0 ? /^(?:[A-Z]{1,4}|(?:[A-Z]{1,3}-)?\d{1,4})$/u : /^\d{1,5}(?:-\d{1,6})?$/u;
    if (!fits.test(text)) break;
    groups.push(text);
    if (!isJoinedToNext(tokens, at + groups.length - 1)) break;
  }
  return groups;
}

/** "12 345", "30 22 118", "9 400 118"; otherwise they are numbers of several things. */
function isGrouped({ groups, wordFollows }: { groups: readonly string[]; wordFollows: boolean }): boolean {
  const [first = '', second = ''] = groups;
  const digits = groups.join('').length;
  if (!groups.every((group) => isDigits(group, 1, 3)) || digits < 5 || digits > 10) return false;
  if (first.length === 1 && !(groups.length > 2 && groups.slice(1).every(({ length }) => length === 3)))
    return false;
  return !(wordFollows && groups.length === 2 && second.length < 3);
}

/** "40 118 227" without a word that says what it is: three groups at least, of which two have three digits. */
const isLongGrouped = (groups: readonly string[]): boolean =>
  groups.length >= 3 &&
  !groups[0]?.startsWith('0') &&
  groups.slice(1).every((group) => isDigits(group, 3, 3)) &&
  // Three groups of three are a phone number.
  isDigits(groups[0] ?? '', 1, 2);

/** Letters that are no word for something else, and three digits behind them. */
function isLettered(groups: readonly string[]): boolean {
  const [letters = '', ...rest] = groups;
  const isWord = announcedBy(letters.toLowerCase()) !== undefined || NO_CODE.test(letters);
  return !isWord && rest.join('').replace(/\D/gu, '').length >= 3 && !isUnit(letters.toLowerCase());
}

/** Words in capitals that numbers follow: carriers, countries, currencies, beginnings of sentences. */
const NO_CODE =
  /^(?:I|A|ID|NR|NO|UPS|DHL|DPD|GLS|UK|USA|US|PDF|SMS|OK|HI|AND|THE|PLS|PLZ|MY|FOR|IS|OF|NOT|BIS|VON|IM|AM|UM|CP|TVA|VAT|TEL|FAX|MOB|KW|GB|EUR|USD|CHF|GBP|USB|IBAN|BIC|HRB|PIN|MAY|JUNE|JULY|JUNI|JULI|MAI|ON|AT|IN|TO|MIT|DAS|DIE|DER)$/u;
