/** What reading the body of an answer comes to. */
import type { Json } from '../../../contracts/json.js';
import type { Path } from '../../../yaml/document.js';
import type { Report } from '../report.js';
import type { Cooperative } from '../cooperative.js';
import type { AnswerRulesOfFile } from './schema.js';

/** What was read: the JSON view, or why there is none; `why` never holds a value of the body. */
export type ReadBody = { view: Json } | { problem: 'empty' | 'unreadable' | 'refused'; why: string };

/** Reads a body that is decompressed already; `contentType` is the header as it came. */
export type BodyReader = (body: Buffer, contentType: string | undefined) => Cooperative<ReadBody>;

/** Names of elements that are lists, by the name of the parent element: '' for the root of the view, '*' for any. */
export type ListNames = ReadonlyMap<string, ReadonlySet<string>>;

/** What compiling `answer:` needs; `path` is where that block stands in the file. */
export interface FormatScope {
  report: Report;
  path: Path;
  lists: ListNames;
}

/** Reads the text of a body that is not blank, decoded from `charset`; throws NotRead. */
export type TextReader = (text: string, charset: string) => Cooperative<Json>;

/** A format: what `answer:` may say of it beside `format` and `charset`, and how it is compiled. */
export interface Format {
  keys: readonly (keyof AnswerRulesOfFile)[];
  /** Most bytes that are read of it; the connection's own limit stands before this one. */
  maxBytes?: number;
  /** Whether an XML declaration may tell its charset. */
  xml?: boolean;
  /** Undefined with an issue. */
  compile(rules: AnswerRulesOfFile, scope: FormatScope): TextReader | undefined;
}

/** Thrown by a reader when a body cannot or will not be read; the message tells why and holds no value of it. */
export class NotRead extends Error {
  constructor(
    readonly problem: 'unreadable' | 'refused',
    why: string,
  ) {
    super(why);
  }
}
