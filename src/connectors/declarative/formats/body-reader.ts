/** Types for reading the body of a response. */
import type { Json } from '../../../contracts/json.js';
import type { Path } from '../../../flows/yaml/document.js';
import type { Report } from '../report-issues.js';
import type { Cooperative } from '../cooperative.js';
import type { AnswerRulesOfFile } from './schema.js';

/** What was read: the JSON view, or why there is none; `why` never holds a value of the body. */
export type ReadBody = { view: Json } | { problem: 'empty' | 'unreadable' | 'refused'; why: string };

/** Reads a decompressed body; `contentType` is the header as received. */
export type BodyReader = (body: Buffer, contentType: string | undefined) => Cooperative<ReadBody>;

/** Names of elements that are lists, by the name of the parent element: '' for the root of the view, '*' for any. */
export type ListNames = ReadonlyMap<string, ReadonlySet<string>>;

/** What compiling `answer:` needs; `path` is the path of that block in the file. */
export interface FormatScope {
  report: Report;
  path: Path;
  lists: ListNames;
}

/** Parts that came with a document, in base64, by their Content-ID. */
export type Parts = ReadonlyMap<string, string>;

/** Reads the text of a body that is not blank, decoded from `charset`; throws NotRead. */
export type TextReader = (text: string, charset: string, parts?: Parts) => Cooperative<Json>;

/** Reads a body that is not empty, whatever its charset; throws NotRead. */
export type BytesReader = (body: Buffer, contentType: string | undefined) => Cooperative<Json>;

/** A format of texts. */
export interface TextFormat {
  /** Maximum number of bytes to read; the connection's own limit takes precedence. */
  maxBytes?: number;
  /** Whether it is XML: its declaration may state its charset, and parts may come with it. */
  xml?: boolean;
  /** Undefined with an issue. */
  compile(rules: AnswerRulesOfFile, scope: FormatScope): TextReader | undefined;
}

/** A format: the keys it allows in `answer:` beside `format` and `charset`, and how it is read. */
export type Format = { keys: readonly (keyof AnswerRulesOfFile)[] } & (TextFormat | { bytes: BytesReader });

/** Thrown by a reader that cannot or will not read a body; the message says why, without any value of it. */
export class NotRead extends Error {
  constructor(
    readonly problem: 'empty' | 'unreadable' | 'refused',
    why: string,
    /** Of XML that is no answer: where, and what the parser says, which may quote the document. */
    readonly place?: { line: number; column: number; says: string },
  ) {
    super(why);
  }
}
