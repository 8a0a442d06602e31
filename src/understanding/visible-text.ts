/**
 * What a person sees of a message: invisible characters are removed, and HTML is reduced to what is shown. Hidden
 * text is returned separately, because nobody hides words from people by accident.
 */
import { Parser } from 'htmlparser2';
import { isHiddenElement } from './hidden-elements.js';

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
