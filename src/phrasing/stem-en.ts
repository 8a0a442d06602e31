/** The stem of an English word: what its inflected forms and spellings share. */

// Forms that no suffix tells.
const IRREGULAR: ReadonlyMap<string, string> = new Map(
  `sent send, paid pay, left leave, leaving leave, went go, gone go, goes go, found find, got get, gotten get, getting get, gave give, given give, giving give
  took take, taken take, taking take, told tell, bought buy, kept keep, lost lose, sold sell, made make, making make, knew know, known know
  shown show, chosen choose, chose choose, held hold, brought bring, came come, coming come, said say, wrote write, written write, writing write
  met meet, began begin, begun begin, thought think, saw see, seen see, heard hear, hit hit, hung hang, did do, done do, does do, built build, lent lend, ran run, running run, understood understand
  wore wear, worn wear, fell fall, fallen fall, grew grow, left-hand left, forgot forget, forgotten forget, stuck stick, stole steal, stolen steal, shut shut, spent spend, stood stand, withdrew withdraw, withdrawn withdraw
  undid undo, undone undo, redid redo, bore bear, spoken speak, spoke speak, meant mean, dealt deal, led lead, sat sit, swapped swap, resent resend, laid lay, lay lie, lain lie, lying lie, cheque check, became become, felt feel, caught catch, threw throw, thrown throw, flew fly, flown fly, sought seek, drove drive, driven drive, arose arise, rose rise, withheld withhold, overtook overtake, undergone undergo, grey gray, repaid repay
  drew draw, drawn draw, picked pick, won win, bent bend, tore tear, torn tear, sew sew, shrunk shrink, froze freeze, frozen freeze, read read, rid rid, as as, is is, us us, this this, his his, was was, has has, yes yes, address address, process process, access access, express express, always always, gas gas, bus bus, status status, news news, note jot, notes jot, noted jot, noting jot, issued issuance, seeing see, agreeing agree, agreed agree, issuing issuance, use utilise, uses utilise, used utilise, using utilise, minus minus, plus plus, its its, pos pos, bed bed, red red, feed feed, need need, speed speed, exceed exceed, proceed proceed, thing thing, nothing nothing, something something, anything anything, everything everything, during during, bring bring, string string, ring ring, spring spring, king king, shipping shipping`
    .split(/[,\n]/u)
    .map((pair) => pair.trim().split(' '))
    .map(([form = '', base = '']) => [form, base] as const),
);

/** The stem of a word in lower case. */
export function stemEnglish(word: string): string {
  const own = word.replace(/'s?$/u, '');
  const base = IRREGULAR.get(own) ?? withoutEnding(own);
  const plain = base
    .replace(/([bdgklmnprt])\1$/u, '$1')
    .replace(/(?<=\p{L}{3})our$/u, 'or')
    .replace(/(?<=\p{L}{3})er$/u, 'r')
    .replace(/(?<=\p{L}{2})iz(?=e?$)/u, 'is');
  // "cancelled" and "canceled", "shipped" and "ship", "chaired" and "chair".
  return plain
    .replace(/(?<=\p{L}{2})e$/u, '')
    .replace(/([bdgklmnprt])\1$/u, '$1')
    .replace(/(?<=\p{L}{2})y$/u, 'i');
}

function withoutEnding(word: string): string {
  if (word.length <= 3) return word;
  const verb = /^(.*[aeiouy].*[^e])(?:ing|ed)$/u.exec(word)?.[1];
  if (verb !== undefined && verb.length >= 2) return verb;
  if (/ies$/u.test(word)) return word.replace(/ies$/u, 'y');
  if (/ied$/u.test(word)) return word.replace(/ied$/u, 'y');
  if (/(?:sses|shes|ches|xes|zes)$/u.test(word)) return word.slice(0, -2);
  return /[^su]s$/u.test(word) ? word.slice(0, -1) : word;
}
