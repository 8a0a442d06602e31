/** The one place where fast-xml-parser is called: nothing coerced, nothing trimmed, every part in its order. */
import { XMLParser } from 'fast-xml-parser';
import { NotRead } from './body-reader.js';

/** A part of a document as fast-xml-parser gives it: `{ '.name': […], ':@': {…} }`, `{ '#text': … }`. */
export type OrderedPart = Readonly<Record<string, unknown>>;

/** Stands before each element's name, so that none is a word of JavaScript, which would be refused. */
const MARK = '.';
const marked = (name: string): string => (name.startsWith(MARK) ? name : MARK + name);
const INDEX = XMLParser.getMetaDataSymbol() as symbol;

const parser = (captureMetaData: boolean): XMLParser =>
  new XMLParser({
    ...{ preserveOrder: true, ignoreAttributes: false, attributeNamePrefix: '@', textNodeName: '#text' },
    ...{ cdataPropName: '#cdata', parseTagValue: false, parseAttributeValue: false, trimValues: false },
    // References are replaced by our own rules: it knows no numbers, and passes on what it does not know.
    processEntities: false,
    ...{ jPath: false, maxNestedTags: 65, transformTagName: marked, captureMetaData },
  });
const plain = parser(false);
const located = parser(true);

/** An element of a document. */
export interface ParsedElement {
  name: string;
  /** As written, references and all. */
  attributes: readonly { name: string; value: string }[];
  parts: readonly OrderedPart[];
  /** Where it begins; 0 unless it was asked for. */
  index: number;
}

/** What its validator throws: words, line and column, of which some problems have none. */
const INVALID = /^([\s\S]*):(\d+):(\d+|undefined)$/;

/** The parts of a document beside each other at its root; throws NotRead, with the place of a problem if it is told. */
export function parsed(text: string, { places = false } = {}): readonly OrderedPart[] {
  try {
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- the package that is to take its place has other checks
    return (places ? located : plain).parse(text, true) as readonly OrderedPart[]; // with preserveOrder
  } catch (error) {
    const [, says, line, column] = INVALID.exec((error as Error).message) ?? [];
    const place = { line: Number(line), column: Number(column) || 1, says: says ?? '' };
    const why = 'The document is not valid XML, or is incomplete.';
    throw new NotRead('unreadable', why, says === undefined ? undefined : place);
  }
}

/** What a part is: an element, or text; text outside of CDATA still has its references. */
export function partOf(part: OrderedPart): ParsedElement | { text: string; cdata: boolean } {
  const [key = '', value] = Object.entries(part).find(([name]) => name !== ':@') ?? [];
  if (key === '#text') return { text: value as string, cdata: false };
  if (key === '#cdata') return { text: (value as { '#text': string }[])[0]?.['#text'] ?? '', cdata: true };
  const attributes = part[':@'] as Readonly<Record<string, string>> | undefined;
  return {
    name: key.slice(MARK.length),
    attributes: Object.entries(attributes ?? {}).map(([name, text]) => ({
      name: name.slice(1),
      value: text,
    })),
    parts: value as readonly OrderedPart[],
    index: (part as { [INDEX]?: { startIndex: number } })[INDEX]?.startIndex ?? 0,
  };
}
