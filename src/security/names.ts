/** Names of people, compared as a reader sees them: "Anna", "anna ", "Аnnа" in Cyrillic and anna@shop.example are one (DESIGN §6). */

/**
 * Letters of other scripts that look like the Latin letter on their left: Cyrillic, Greek, Armenian, Cherokee, and
 * the odd forms of Latin itself. What NFKD makes equal (full width, mathematical, accents) needs no entry.
 */
const LOOK_ALIKES: Readonly<Record<string, string>> = {
  a: 'АаΑαɑᴀᎪꭺ',
  b: 'ВвЬьΒβʙƅᏴ',
  c: 'СсϹϲᴄᏟ',
  d: 'ԀԁᴅđᎠ',
  e: 'ЕеЄєΕεᴇɛᎬ',
  f: 'ϜϝꜰғƒᎰ',
  g: 'ԌԍɡɢցᏀ',
  h: 'НнҺһΗʜհħᎻ',
  i: 'ІіΙιıɩɪᎥ',
  j: 'ЈјͿϳᴊյᎫ',
  k: 'КкҚқΚκᴋᏦ',
  l: 'ӀӏʟłւᏞ',
  m: 'МмΜᴍᎷ',
  n: 'ПпΝηɴոռ',
  o: 'ОоΟοσᴏøօ',
  p: 'РрΡρᴘᏢ',
  q: 'ԚԛզԳ',
  r: 'Ггʀᴦꭇ',
  s: 'ЅѕꜱՏᏚ',
  t: 'ТтΤτᴛᎢ',
  u: 'μυᴜսʋ',
  v: 'ѴѵνᴠᏙ',
  w: 'ԜԝωᴡшաᎳ',
  x: 'ХхΧχ',
  y: 'УуҮүΥγʏᎩ',
  z: 'ΖᴢᏃ',
};

const latinOf: ReadonlyMap<string, string> = new Map(
  Object.entries(LOOK_ALIKES).flatMap(([latin, others]) =>
    Array.from(others, (other): [string, string] => [other, latin]),
  ),
);

/** Characters and pairs that few typefaces distinguish, after case folding. */
const READ_ALIKE: readonly [RegExp, string][] = [
  [/[1i]/g, 'l'],
  [/0/g, 'o'],
  [/rn/g, 'm'],
  [/vv/g, 'w'],
];

/** True if two names, or the addresses that carry them, may be read as one person's. */
export function readsAlike(a: string, b: string): boolean {
  const known = readings(b);
  return [...readings(a)].some((reading) => known.has(reading));
}

/** How a name may be read: as it is, and as the local part of an address. */
function readings(name: string): Set<string> {
  const plain = name.normalize('NFKC');
  // "Anna Lee <anna+desk@shop.example>" also reads as the address in it, with and without its tag.
  const local =
    before(plain, '@')
      .split(/[\s<>"@]/u)
      .at(-1) ?? '';
  const texts = [plain, before(plain, '<'), local, before(local, '+')];
  // A capital may resemble another letter than its lower-case form does: Н resembles H, the Greek ν not N.
  const cases = texts.flatMap((text) => [text, text.toLowerCase(), text.toUpperCase()]);
  const all = new Set(cases.map(skeleton).filter((reading) => reading !== ''));
  // A name of symbols alone has no letters to read.
  return all.size > 0 ? all : new Set([plain.trim()]);
}

function before(text: string, sign: string): string {
  const at = text.lastIndexOf(sign);
  return at < 0 ? '' : text.slice(0, at);
}

/** Letters and digits only: accents, spaces, dots, hyphens, control and zero-width characters do not matter. */
function skeleton(text: string): string {
  const latin = Array.from(text.normalize('NFKD'), (character) => latinOf.get(character) ?? character);
  const letters = latin
    .join('')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
  return READ_ALIKE.reduce((read, [form, same]) => read.replace(form, same), letters);
}
