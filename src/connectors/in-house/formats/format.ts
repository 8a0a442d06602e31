/** shim */
import type { Json } from '../../../json.js';
import type { Path } from '../../../yaml/document.js';
import { readJson } from '../read-json.js';
import type { Report } from '../report.js';
import type { AnswerFormatRules } from './schema.js';
/** shim */
export type ReadBody = { view: Json } | { problem: 'empty' | 'unreadable' | 'refused'; why: string };
/** shim */
export type BodyReader = (body: Buffer, contentType: string | undefined) => ReadBody;
/** shim */
export type ListNames = ReadonlyMap<string, ReadonlySet<string>>;
/** shim */
export interface FormatScope {
  report: Report;
  path: Path;
  lists: ListNames;
}
/** shim */
export function compileFormat(
  _rules: AnswerFormatRules | undefined,
  _kind: string,
  _scope: FormatScope,
): BodyReader | undefined {
  return (body, contentType) => {
    const charset = /;\s*charset="?([\w-]+)/i.exec(contentType ?? '')?.[1] ?? 'utf-8';
    let text: string;
    try {
      text = new TextDecoder(charset, { fatal: true }).decode(body);
    } catch {
      return { problem: 'unreadable', why: '' };
    }
    if (text.trim() === '') return { problem: 'empty', why: '' };
    const view = readJson(text);
    return view === undefined ? { problem: 'unreadable', why: '' } : { view };
  };
}
