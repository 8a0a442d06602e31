/** Reads bodies by the rules of `answer:`, with the paths that an operation asks of the view. */
import { compileFormat, type ReadBody } from '../../../../../src/connectors/declarative/formats/format.js';
import { listNamesOf } from '../../../../../src/connectors/declarative/formats/list-names.js';
import { AnswerSchema } from '../../../../../src/connectors/declarative/formats/schema.js';
import { cooperatively } from '../../../../../src/connectors/declarative/cooperative.js';
import { atOnce } from '../../../../../src/connectors/declarative/cooperative.js';
import { Report } from '../../../../../src/connectors/declarative/report-issues.js';
import type { Issue } from '../../../../../src/contracts/issue.js';
import type { Json, JsonObject } from '../../../../../src/contracts/json.js';
import { readDocument } from '../../../../../src/flows/yaml/document.js';

/** What is asked: rules of `answer:` as JSON (which is YAML), the kind of the request, paths. */
export interface Asked {
  answer?: JsonObject;
  kind?: 'plain' | 'graphql' | 'soap';
  paths?: readonly string[];
  contentType?: string;
}

/** A reader, or the issues of the rules. */
export function compiled({ answer = {}, kind = 'plain', paths = [] }: Asked) {
  const { document } = readDocument('shop.yaml', JSON.stringify({ answer }));
  const report = new Report(document!);
  const rules = AnswerSchema.parse(answer);
  const lists = listNamesOf(paths.map((path) => ({ path })));
  const read = compileFormat(rules, kind, { report, path: ['answer'], lists });
  const issues: Issue[] = report.issues;
  return { read, issues };
}

/** What a body comes to; a text is sent as UTF-8. */
export function bodyOf(body: string | Buffer, asked: Asked = {}): ReadBody {
  const { read, issues } = compiled(asked);
  if (!read) throw new Error(JSON.stringify(issues));
  return atOnce(read(typeof body === 'string' ? Buffer.from(body) : body, asked.contentType));
}

/** What a large body comes to, of which other threads may read; never cut short. */
export async function largeBodyOf(body: string | Buffer, asked: Asked = {}): Promise<ReadBody> {
  const { read, issues } = compiled(asked);
  if (!read) throw new Error(JSON.stringify(issues));
  const bytes = typeof body === 'string' ? Buffer.from(body) : body;
  const found = await cooperatively(read(bytes, asked.contentType), { deadline: Infinity });
  if ('what' in found) throw new Error(found.what);
  return found;
}

/** The view of a body that has one. */
export function viewOf(body: string | Buffer, asked: Asked = {}): Json {
  const read = bodyOf(body, asked);
  if ('view' in read) return read.view;
  throw new Error(`${read.problem}: ${read.why}`);
}

/** Why a body has no view. */
export function problemOf(body: string | Buffer, asked: Asked = {}): string {
  const read = bodyOf(body, asked);
  return 'view' in read ? 'it has a view' : read.problem;
}

/** Rules for XML. */
export const xml = (...paths: string[]): Asked => ({ answer: { format: 'xml' }, paths });

/** Rules for SOAP. */
export const soap = (...paths: string[]): Asked => ({ kind: 'soap', paths });
