/** What must stand nowhere in clear: twelve kinds of personal data and secrets, and how each is found, however it is written. */

/** A canary of each kind; none of them occurs anywhere else. */
export const kinds = {
  'e-mail': 'kanari.vogel@mail.example',
  name: 'Kanarina Vogelsang',
  street: 'Kanarienweg 77',
  postcode: '76543',
  phone: '+49 171 5550117',
  'card number': '4539 1488 0343 6467',
  IBAN: 'DE02 1203 0000 0000 2020 51',
  'order text': 'Kanari-Tasse, handbemalt',
  'bearer token': 'kanari-bearer-7f3a9c51e2',
  password: 'Kanari!Pass_8841',
  'API key': 'sk_kanari_51H8x9Zq',
  'free text': 'my canary sings at night',
} as const;

/** See `kinds`. */
export type Kind = keyof typeof kinds;

/** All canaries in one message of a customer. */
export const spoken = `I am ${kinds.name}, ${kinds['e-mail']}, phone ${kinds.phone}, I live at ${kinds.street}, ${kinds.postcode}.
My card is ${kinds['card number']} and my IBAN ${kinds.IBAN}. I bought the ${kinds['order text']}, and ${kinds['free text']}.
By the way, my password is ${kinds.password}, the token ${kinds['bearer token']} and the key ${kinds['API key']}.`;

/** A search for texts by what each is. */
export type Search = (text: string) => string[];

/** Finds texts by their names: as they are, without spaces, in base64, hexadecimal or percent-encoding, in any case. */
export function searchFor(watched: Readonly<Record<string, string>>): Search {
  const sought = Object.entries(watched).map(([what, text]) => ({ what, ...formsOf(text) }));
  return (text) => {
    const small = text.toLowerCase();
    return sought
      .filter(
        ({ word, exact, encoded }) =>
          word.test(text) ||
          encoded.some((form) => text.includes(form)) ||
          exact.some((form) => small.includes(form)),
      )
      .map(({ what }) => what);
  };
}

function formsOf(text: string): { word: RegExp; exact: string[]; encoded: string[] } {
  const bytes = Buffer.from(text);
  // As a word of its own, since a postcode's digits may stand by chance among others; spaces may be missing.
  const letters = text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&').replaceAll(/\s+/g, '[\\s+]*');
  return {
    word: new RegExp(`(?<![0-9A-Za-z])${letters}(?![0-9A-Za-z])`, 'i'),
    exact: bytes.length < 8 ? [] : [bytes.toString('hex'), encodeURIComponent(text).toLowerCase()],
    encoded: bytes.length < 8 ? [] : [0, 1, 2].map((shift) => base64At(bytes, shift)),
  };
}

/** The letters of base64 that are the same whatever stands around a text that begins at a byte of a group of three. */
function base64At(bytes: Buffer, shift: number): string {
  const whole = Buffer.concat([Buffer.alloc(shift), bytes])
    .toString('base64')
    .replaceAll('=', '');
  const [from, rest] = [shift === 0 ? 0 : 4, (shift + bytes.length) % 3];
  return whole.slice(from, rest === 0 ? undefined : whole.length - (rest + 1));
}
