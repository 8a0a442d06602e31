/** XOP 1.0 (MTOM): an element includes another part of the answer by its Content-ID, instead of its own text in base64. */
import { NotRead, type Parts } from './body-reader.js';
import type { XmlElement, XmlListener } from './xml-reader.js';

/** Whether an element stands for a part (XOP 1.0 §2.1). */
export const isInclude = ({ uri, local }: XmlElement): boolean =>
  uri === 'http://www.w3.org/2004/08/xop/include' && local === 'Include';

/** Passes a document on as if it were whole: the parts that it includes stand in their places, in base64. */
export class Included implements XmlListener {
  readonly #left: Map<string, string>;
  /** Depth within an element that stands for a part. */
  #depth = 0;

  constructor(
    readonly inner: XmlListener,
    parts: Parts,
  ) {
    this.#left = new Map(parts);
  }

  open(element: XmlElement): void {
    if (this.#depth === 0 && !isInclude(element)) {
      this.inner.open(element);
      return;
    }
    if (this.#depth === 0) this.inner.text(this.#take(element));
    this.#depth += 1;
  }

  text(text: string): void {
    if (this.#depth === 0) this.inner.text(text);
  }

  close(): void {
    if (this.#depth === 0) this.inner.close();
    else this.#depth -= 1;
  }

  /** The part that an element names (RFC 2392), once: a small document must not become a large one. */
  #take({ attributes }: XmlElement): string {
    const href = attributes.find(({ uri, local }) => uri === '' && local === 'href')?.value ?? '';
    const id = /^cid:/i.test(href) ? unescaped(href.slice('cid:'.length)) : '';
    const part = this.#left.get(id);
    this.#left.delete(id);
    if (part === undefined)
      throw new NotRead(
        'unreadable',
        'The answer refers to a part (xop:Include) that is missing, or refers to one twice.',
      );
    return part;
  }
}

function unescaped(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
