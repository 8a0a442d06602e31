/** Messages of 64 kB, the most that is taken. */

const bytes = 65_536;
const filled = (piece: string, end = ''): string =>
  `${piece.repeat(bytes / piece.length).slice(0, bytes - end.length)}${end}`;

/** Messages of 64 kB that cost one part or another most. */
export const longTexts = {
  story: filled(
    'We ordered a lamp in spring, and the children painted the room while we waited for the post to come. ',
    '\nWhere is my order 10023?',
  ),
  'short sentences': filled('No. '),
  numbers: filled('AB 123456 '),
  'tracking numbers': filled('dhl 1234567890 '),
  dates: filled('on the 3rd '),
  'mail addresses': filled('a@b.example '),
  'introductions of quotes': filled('a wrote:\n> b\n'),
  'styled HTML': filled('<p style="color:red">a</p>'),
  threats: filled('speak to my '),
  'one word': filled('x'),
} as const;
