/** Collects the issues of a connection file while it is compiled, each once and at its position. */
import type { z } from 'zod';
import type { ErrorCode } from '../../contracts/errors/catalogue.js';
import type { Issue } from '../../contracts/issue.js';
import type { Json } from '../../contracts/json.js';
import { issueAt, type Path, type YamlDocument } from '../../yaml/document.js';
import { issuesOfZod } from '../../yaml/zod-issues.js';
import { compilePath, type JsonPath } from './json-path.js';
import { parseTemplate, type Template, type TemplateScope } from './template.js';

/** The exact position of an issue. */
export interface IssueOptions {
  hint?: string;
  at?: 'key' | 'value';
  index?: number;
}

/** The issues of one file. */
export class Report {
  readonly #document: YamlDocument;
  readonly #issues = new Map<string, Issue>();

  constructor(document: YamlDocument) {
    this.#document = document;
  }

  /** The file's name. */
  get file(): string {
    return this.#document.file;
  }

  /** In the order of the file; issues of files beside it come last. */
  get issues(): Issue[] {
    const rank = ({ file }: Issue): string => (file === this.file ? '' : file);
    return [...this.#issues.values()].sort(
      (a, b) => rank(a).localeCompare(rank(b)) || a.line - b.line || a.column - b.column,
    );
  }

  add(path: Path, code: ErrorCode, message: string, { hint, ...where }: IssueOptions = {}): void {
    this.take([issueAt(this.#document, path, code, message, hint, where)]);
  }

  /** Adds issues; one found twice through an alias is reported once. */
  take(issues: readonly Issue[]): void {
    for (const issue of issues)
      this.#issues.set(`${issue.file}:${issue.line}:${issue.column}:${issue.code}`, issue);
  }

  /** Parses the value at `path` by its schema; undefined with issues. */
  parsed<T>(form: z.ZodType<T>, value: Json, path: Path): T | undefined {
    const parsed = form.safeParse(value);
    if (parsed.success) return parsed.data;
    this.take(issuesOfZod(this.#document, parsed.error, 'connection_invalid', { base: path, schema: form }));
    return undefined;
  }

  /** Compiles the JSONPath at `path`. */
  jsonPath(value: Json | undefined, path: Path): JsonPath | undefined {
    if (typeof value !== 'string') {
      this.add(path, 'connection_path_invalid', 'A path is a text such as `$.order.id`.');
      return undefined;
    }
    const compiled = compilePath(value);
    if ('path' in compiled) return compiled.path;
    this.add(path, 'connection_path_invalid', compiled.problem);
    return undefined;
  }

  /** Parses the text with `${…}` at `path`. */
  template(text: string, path: Path, scope: TemplateScope): Template | undefined {
    const template = parseTemplate(text, scope);
    if ('parts' in template) return template;
    for (const { code, message, hint, index } of template.problems) {
      this.add(path, code, message, { index, ...(hint === undefined ? {} : { hint }) });
    }
    return undefined;
  }

  /** Whether the text at a path is written without quotes. */
  isPlain(path: Path): boolean {
    return this.#document.isPlain(path);
  }

  /** Reports every key of a map that is not among the known ones. */
  unknownKeys(map: Readonly<Record<string, unknown>>, known: readonly string[], path: Path): void {
    for (const key of Object.keys(map).filter((key) => !known.includes(key))) {
      this.add([...path, key], 'key_unknown', `\`${key}\` is not a key here.`, {
        at: 'key',
        hint: `Known here: ${known.join(', ')}.`,
      });
    }
  }
}
