/** Collects the issues of a connection file while it is compiled, each once and at its position. */
import type { z } from 'zod';
import type { ErrorCode } from '../../contracts/errors/catalogue.js';
import type { Issue } from '../../contracts/issue.js';
import type { Json } from '../../contracts/json.js';
import { issueAt, type Path, type YamlDocument } from '../../flows/yaml/document.js';
import { issuesOfZod } from '../../flows/yaml/zod-issues.js';
import { compilePath, type JsonPath } from './json-path.js';
import { parseTemplate, type Template, type TemplateProblem, type TemplateScope } from './template.js';

/** The exact position of an issue. */
export interface IssueOptions {
  hint?: string;
  at?: 'key' | 'value';
  index?: number;
}

/** The path that a text means: of jq and JMESPath, without `$`, or in the braces of a template. */
function pathMeantBy(text: string): string | undefined {
  const [, name = ''] = /^(?:\$?\{+\s*)?\$?\.?([A-Za-z_][\w.[\]*']*?)(?:\s*\}+)?$/.exec(text) ?? [];
  const path = `$.${name.replaceAll('[]', '[*]')}`;
  return name !== '' && 'path' in compilePath(path) ? path : undefined;
}

/** The issues of one file. */
export class Report {
  readonly #document: YamlDocument;
  readonly #issues = new Map<string, Issue>();
  readonly #warnings = new Map<string, Issue>();
  readonly #reported = new WeakMap<object, Set<string>>();

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

  /** What is probably wrong but may be meant, in the order in which it was found. */
  get warnings(): Issue[] {
    return [...this.#warnings.values()];
  }

  /** Adds what is probably wrong but may be meant. */
  warn(
    path: Path,
    code: ErrorCode,
    message: string,
    { hint, ...where }: IssueOptions & { hint: string },
  ): void {
    const issue = issueAt(this.#document, path, code, message, hint, where);
    this.#warnings.set(`${issue.line}:${issue.column}:${code}`, { ...issue, level: 'warning' });
  }

  /** Adds issues; one found twice through an alias is reported once. */
  take(issues: readonly Issue[]): void {
    for (const issue of issues)
      this.#issues.set(`${issue.file}:${issue.line}:${issue.column}:${issue.code}`, issue);
  }

  /** How many there are: what builds on something that has an issue is not judged. */
  get count(): number {
    return this.#issues.size;
  }

  /** Whether something is told of a map for the first time: through aliases, a map stands in several places. */
  isFirst(map: object, what: string): boolean {
    const reported = this.#reported.get(map) ?? new Set();
    this.#reported.set(map, reported);
    const isNew = !reported.has(what);
    reported.add(what);
    return isNew;
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
      this.add(path, 'connection_path_invalid', 'Write a path such as `$.order.id`.');
      return undefined;
    }
    const compiled = compilePath(value);
    if ('path' in compiled) return compiled.path;
    const meant = pathMeantBy(value);
    const hint = meant === undefined ? {} : { hint: `Write \`${meant}\`.` };
    this.add(path, 'connection_path_invalid', compiled.problem, hint);
    return undefined;
  }

  /** Parses the text with `${…}` at `path`. */
  template(
    text: string,
    path: Path,
    scope: TemplateScope,
    place?: { isPath?: boolean },
  ): Template | undefined {
    const template = parseTemplate(text, scope, place);
    if ('parts' in template) return template;
    this.problems(template.problems, path);
    return undefined;
  }

  /** Adds problems of the text at a path, each at its character. */
  problems(problems: readonly TemplateProblem[], path: Path): void {
    for (const { code, message, hint, index } of problems)
      this.add(path, code, message, { index, ...(hint === undefined ? {} : { hint }) });
  }

  /** Whether the text at a path is written without quotes. */
  isPlain(path: Path): boolean {
    return this.#document.isPlain(path);
  }

  /** Reports every key of a map that is not among the known ones. */
  unknownKeys(map: Readonly<Record<string, unknown>>, known: readonly string[], path: Path): void {
    for (const key of Object.keys(map).filter((key) => !known.includes(key))) {
      this.add([...path, key], 'key_unknown', `The key \`${key}\` is not allowed here.`, {
        at: 'key',
        hint: `Use one of: ${known.join(', ')}.`,
      });
    }
  }
}
