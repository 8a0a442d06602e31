/** The one JSON view of XML: elements by their names, attributes as `@name`, text as text; nothing is coerced. */
import type { Json } from '../../../contracts/json.js';
import type { ListNames } from './body-reader.js';
import { type XmlAttribute, type XmlName, XSI } from './xml-names.js';
import type { XmlElement, XmlListener } from './xml-reader.js';

const NO_NAMES: ReadonlySet<string> = new Set();

/** How names are written in a view; undefined leaves the element or attribute out. */
export type NameWriter = (name: XmlName) => string | undefined;

/** Writes names without prefix, or with those of `namespaces` (prefix: URI), leaving out other namespaces. */
export function nameWriter(namespaces: Readonly<Record<string, string>> | undefined): NameWriter {
  if (namespaces === undefined) return ({ local }) => local;
  const prefixes = new Map(Object.entries(namespaces).map(([prefix, uri]) => [uri, prefix]));
  return ({ uri, local }) => {
    const prefix = prefixes.get(uri);
    return prefix === undefined ? (uri === '' ? local : undefined) : `${prefix}:${local}`;
  };
}

/** An element that is not closed yet. */
interface Frame {
  name: string;
  members: Record<string, Json>;
  /** Children that are lists, even if there are none. */
  lists: ReadonlySet<string>;
  text: string;
  /** Whether it has child elements, including those left out. */
  parent: boolean;
  attributed: boolean;
  nil: boolean;
}

/** Builds the view of the elements that it receives, below a root without a name. */
export class XmlView implements XmlListener {
  readonly #root: Frame;
  readonly #anywhere: ReadonlySet<string>;
  readonly #frames: Frame[] = [];
  /** Current depth inside an element that is left out. */
  #out = 0;

  constructor(
    readonly names: NameWriter,
    readonly lists: ListNames,
  ) {
    this.#root = this.#frame('');
    this.#anywhere = lists.get('*') ?? NO_NAMES;
  }

  open(element: XmlElement): void {
    const name = this.#out > 0 ? undefined : this.names(element);
    this.#top.parent = true;
    // Nothing reads `__proto__`, and as a name it could change an object.
    if (name === undefined || name === '__proto__') {
      this.#out += 1;
      return;
    }
    const frame = this.#frame(name);
    for (const attribute of element.attributes) this.#attribute(frame, attribute);
    this.#frames.push(frame);
  }

  text(text: string): void {
    if (this.#out === 0) this.#top.text += text;
  }

  close(): void {
    if (this.#out > 0) {
      this.#out -= 1;
      return;
    }
    const frame = this.#frames.pop();
    if (frame) this.#put(this.#top, frame.name, valueOf(frame));
  }

  /** The view of what was received so far. */
  get root(): Json {
    return recordOf(this.#root);
  }

  get #top(): Frame {
    return this.#frames.at(-1) ?? this.#root;
  }

  #frame(name: string): Frame {
    const lists = this.lists.get(name) ?? NO_NAMES;
    return { name, members: {}, lists, text: '', parent: false, attributed: false, nil: false };
  }

  /** Adds an attribute; those of XML Schema describe the document, and need their namespace to be named. */
  #attribute(frame: Frame, { value, ...attribute }: XmlAttribute): void {
    if (attribute.uri === XSI && attribute.local === 'nil') frame.nil = /^\s*(true|1)\s*$/.test(value);
    const name = this.names(attribute);
    if (name === undefined || (attribute.uri === XSI && name === attribute.local)) return;
    this.#put(frame, `@${name}`, value);
    frame.attributed = true;
  }

  /** Adds a value; a second one makes a list, so that no path silently gets the first. */
  #put({ members, lists }: Frame, name: string, value: Json): void {
    const there = Object.hasOwn(members, name) ? members[name] : undefined;
    if (Array.isArray(there))
      (there as Json[]).push(value); // a list made here
    else if (there !== undefined) members[name] = [there, value];
    else members[name] = lists.has(name) || this.#anywhere.has(name) ? [value] : value;
  }
}

function valueOf(frame: Frame): Json {
  const { text, parent, attributed, nil, lists } = frame;
  if (nil) return null;
  const blank = isBlank(text);
  if (!parent && !attributed && !(blank && lists.size > 0)) return text;
  return recordOf(frame);
}

function recordOf({ members, lists, text }: Frame): Json {
  for (const name of lists) if (!Object.hasOwn(members, name)) members[name] = [];
  return isBlank(text) ? members : { ...members, '#text': text };
}

const isBlank = (text: string): boolean => !/[^ \t\r\n]/.test(text);
