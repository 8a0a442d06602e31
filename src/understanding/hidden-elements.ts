/** Which elements of an HTML mail nobody sees: by element, and by inline styles. */

type Attributes = Readonly<Record<string, string>>;

const never = new Set(
  'script style head title meta link template noscript iframe object embed svg math canvas audio video map datalist select option textarea input'.split(
    ' ',
  ),
);

/** True if an element and its content are not shown; external style sheets are not read. */
export function isHiddenElement(name: string, attributes: Attributes): boolean {
  if (never.has(name) || attributes['hidden'] !== undefined) return true;
  if (name === 'font' && isPale(attributes['color'] ?? '')) return true;
  if (attributes['style'] === undefined) return false;
  const styles = stylesOf(attributes['style']);
  return isSwitchedOff(styles) || isTooSmall(styles) || isOutside(styles) || hasNoContrast(styles);
}

type Styles = ReadonlyMap<string, string>;

/** Most characters of an element's styles, in UTF-16 units; more is no style. */
const LONGEST = 4_000;

function stylesOf(text: string): Styles {
  const styles = new Map<string, string>();
  for (const declaration of withoutComments(text.slice(0, LONGEST).toLowerCase()).split(';')) {
    const at = declaration.indexOf(':');
    const value = declaration.slice(at + 1).replace('!important', '');
    if (at > 0) styles.set(declaration.slice(0, at).trim(), value.trim());
  }
  return styles;
}

/** CSS without its comments; an unterminated one runs to the end. */
const withoutComments = (text: string): string =>
  text
    .split('/*')
    .map((part, index) => (index === 0 ? part : part.split('*/').slice(1).join('*/')))
    .join('');

const isSwitchedOff = (styles: Styles): boolean =>
  styles.get('display') === 'none' ||
  ['hidden', 'collapse'].includes(styles.get('visibility') ?? '') ||
  styles.get('mso-hide') === 'all' ||
  (numberOf(styles, 'opacity') ?? 1) < 0.1;

const isTooSmall = (styles: Styles): boolean =>
  (numberOf(styles, 'font-size') ?? 10) < 3 ||
  (styles.get('overflow') === 'hidden' &&
    ['height', 'max-height', 'width', 'max-width'].some((name) => (numberOf(styles, name) ?? 10) < 2)) ||
  /^scale\(0/u.test(styles.get('transform') ?? '');

const isOutside = (styles: Styles): boolean =>
  ['text-indent', 'left', 'right', 'top', 'bottom', 'margin-left', 'margin-top'].some(
    (name) => (numberOf(styles, name) ?? 0) <= -100,
  ) || /^(?:rect\(0|inset\((?:50|100)%)/u.test(styles.get('clip') ?? styles.get('clip-path') ?? '');

/** The text has the colour of its background, or is white on an unspecified one. */
function hasNoContrast(styles: Styles): boolean {
  const colour = styles.get('color');
  if (colour === undefined) return false;
  const ground = styles.get('background-color') ?? styles.get('background');
  return ground === undefined ? isPale(colour) : plainColour(colour) === plainColour(ground);
}

const isPale = (colour: string): boolean => ['#ffffff', 'transparent'].includes(plainColour(colour));

/** The common notations of a colour in one form. */
function plainColour(colour: string): string {
  const text = colour.toLowerCase().replace(/\s/gu, '');
  if (text === 'white' || /^rgba?\(255,255,255(?:,1(?:\.0)?)?\)$/u.test(text)) return '#ffffff';
  if (/^rgba\([^)]*,0(?:\.0\d*)?\)$/u.test(text)) return 'transparent';
  if (text === 'black' || text === 'rgb(0,0,0)') return '#000000';
  const short = /^#([0-9a-f])([0-9a-f])([0-9a-f])$/u.exec(text);
  return short === null
    ? text
    : `#${short
        .slice(1)
        .map((digit) => digit + digit)
        .join('')}`;
}

/** The leading number of a value, whatever its unit; keywords and 100 % are handled separately. */
function numberOf(styles: Styles, name: string): number | undefined {
  const found = /^-?\d*\.?\d+/u.exec(styles.get(name) ?? '')?.[0];
  const value = styles.get(name) ?? '';
  if (found === undefined) return undefined;
  // One em is a line; as a number of pixels it would seem too small.
  return /(?:em|rem|%|vw|vh)$/u.test(value) && Number(found) > 0.2 ? undefined : Number(found);
}
