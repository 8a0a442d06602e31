/**
 * What a person sees of a message: invisible characters are removed, and HTML is reduced to what is shown. Hidden
 * text is returned separately, because nobody hides words from people by accident.
 */
import { Parser } from 'htmlparser2';

// Which elements of an HTML mail nobody sees: by element, and by inline styles.

type Attributes = Readonly<Record<string, string>>;

const never = new Set(
  'script style head title meta link template noscript iframe object embed svg math canvas audio video map datalist select option textarea input'.split(
    ' ',
  ),
);

/** True if an element and its content are not shown; external style sheets are not read. */
function isHiddenElement(name: string, attributes: Attributes): boolean {
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

/** A message as a reader sees it. */
export interface VisibleText {
  text: string;
  /** Words that no reader could see, for detecting tricks. */
  hidden: string;
}

/** Tags that make a text HTML rather than a text with an angle bracket. */
const html =
  /<(?:!doctype html|\/?(?:html|head|body|div|p|br|hr|span|table|tr|td|ul|ol|li|font|b|i|u|em|strong|a|blockquote|style|script|meta|center|h[1-6]|img|pre)(?:\s[^<>]*)?\/?)>/iu;

/**
 * Characters without a shape: controls, soft hyphens, joiners, zero-width and filler characters, direction
 * marks and overrides, invisible operators, variation selectors, annotation marks, and tags.
 */
const shapeless =
  /[\u{0}-\u{8}\u{b}\u{c}\u{e}-\u{1f}\u{7f}-\u{9f}\u{ad}\u{34f}\u{61c}\u{115f}\u{1160}\u{17b4}\u{17b5}\u{180b}-\u{180f}\u{200b}-\u{200f}\u{202a}-\u{202e}\u{2060}-\u{206f}\u{3164}\u{fe00}-\u{fe0f}\u{feff}\u{ffa0}\u{fff0}-\u{fffb}\u{1bca0}-\u{1bca3}\u{1d173}-\u{1d17a}\u{e0000}-\u{e0fff}]/gu;

/** Copies of ASCII that no font shows (Unicode tags). */
const tags = /[\u{e0020}-\u{e007e}]/gu;
const TAG_BASE = 0xe0000;

/** Reads a message; positions in what follows are positions in `text`. */
export function visibleText(written: string): VisibleText {
  const shown = html.test(written) ? readHtml(written) : { text: written, hidden: '' };
  const tagged = [...shown.text.matchAll(tags)]
    .map(([sign]) => String.fromCodePoint((sign.codePointAt(0) ?? TAG_BASE) - TAG_BASE))
    .join('');
  const text = shown.text
    .replace(/\r\n?|[\u{85}\u{2028}\u{2029}]/gu, '\n')
    .replace(shapeless, '')
    // Half a surrogate pair could not be stored.
    .replace(/\p{Surrogate}/gu, '\u{fffd}');
  return { text, hidden: [shown.hidden.replace(shapeless, ''), tagged].filter(Boolean).join('\n') };
}

const ownLine = new Set(
  'address article aside blockquote body center div dl dt dd fieldset footer form h1 h2 h3 h4 h5 h6 header hr html li main nav ol p pre section table tr ul'.split(
    ' ',
  ),
);

/** Blocks make their own lines, so line breaks in the source are spaces. */
const hasBlocks = /<(?:html|body|div|p|br|table|ul|ol|blockquote|h[1-6])[\s/>]/iu;

/** No mail is nested this deep; anything deeper is not read, because parsing time grows with depth. */
const DEEPEST = 500;

/** No mail of 64 kB has more elements than this; what follows them is not read either. */
const MOST_ELEMENTS = 4_000;

/** The shown text of HTML, with quoted mails as `>` lines. */
function readHtml(source: string): VisibleText {
  const writer = new Writer(hasBlocks.test(source));
  const open: { hides: boolean; quotes: boolean }[] = [];
  let elements = 0;
  const parser = new Parser(
    {
      onopentag: (name, attributes) => {
        const element = { hides: isHiddenElement(name, attributes), quotes: isQuote(name, attributes) };
        open.push(element);
        elements += 1;
        if (open.length > DEEPEST || elements > MOST_ELEMENTS) parser.pause();
        if (ownLine.has(name)) writer.newLine();
        if (element.hides) writer.hiding += 1;
        if (element.quotes) writer.quoting += 1;
        if (name === 'br') writer.breakLine();
        if (name === 'td' || name === 'th') writer.write(' ');
      },
      onclosetag: (name) => {
        const element = open.pop();
        if (element?.hides === true) writer.hiding -= 1;
        if (ownLine.has(name)) writer.newLine();
        if (element?.quotes === true) writer.quoting -= 1;
      },
      ontext: (text) => {
        writer.write(text);
      },
      oncomment: (text) => {
        writer.hide(text);
      },
    },
    { decodeEntities: true, lowerCaseTags: true, lowerCaseAttributeNames: true },
  );
  parser.end(source);
  return writer.read();
}

function isQuote(name: string, { class: classes = '' }: Readonly<Record<string, string>>): boolean {
  return name === 'blockquote' || /\b(?:gmail_quote|yahoo_quoted|protonmail_quote)\b/u.test(classes);
}

/** Collects lines and hidden text. */
class Writer {
  hiding = 0;
  quoting = 0;
  readonly #lines: string[] = [];
  readonly #hidden: string[] = [];
  #line = '';
  #isBlank = true;

  constructor(readonly foldsLines: boolean) {}

  write(text: string): void {
    if (this.hiding > 0) {
      this.hide(text);
      return;
    }
    const [first = '', ...more] = (this.foldsLines ? text.replace(/\s+/gu, ' ') : text).split('\n');
    this.#add(first);
    for (const line of more) {
      this.breakLine();
      this.#add(line);
    }
  }

  #add(text: string): void {
    this.#line += text;
    this.#isBlank &&= text.trim() === '';
  }

  hide(text: string): void {
    if (text.trim() !== '') this.#hidden.push(text.trim());
  }

  /** Ends a line unless it is empty. */
  newLine(): void {
    if (!this.#isBlank) this.breakLine();
  }

  breakLine(): void {
    if (this.hiding > 0) return;
    this.#lines.push(`${this.quoting > 0 ? '> ' : ''}${this.#line.trim()}`);
    this.#line = '';
    this.#isBlank = true;
  }

  read(): VisibleText {
    this.newLine();
    return { text: this.#lines.join('\n'), hidden: this.#hidden.join('\n') };
  }
}
