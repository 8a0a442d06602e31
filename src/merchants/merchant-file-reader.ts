/** Reading part of merchant.yaml: its document, and the issues found. */
import type { ErrorCode } from '../contracts/errors/catalogue.js';
import type { Issue } from '../contracts/issue.js';
import { issueAt, type Path, type YamlDocument } from '../flows/yaml/document.js';

/** Collects the issues of one file. */
export class Reader {
  readonly issues: Issue[] = [];
  /** What is probably wrong but may be meant. */
  readonly warnings: Issue[] = [];

  constructor(readonly document: YamlDocument) {}

  /** Reports an issue at a value, or at its key. */
  reportIssue(
    path: Path,
    code: ErrorCode,
    message: string,
    hint?: string,
    at: 'key' | 'value' = 'value',
  ): undefined {
    this.issues.push(issueAt(this.document, path, code, message, hint, { at }));
  }

  /** Reports what is probably wrong at a value, or at its key, but may be meant. */
  warn(path: Path, code: ErrorCode, message: string, hint: string, at: 'key' | 'value' = 'value'): void {
    this.warnings.push({ ...issueAt(this.document, path, code, message, hint, { at }), level: 'warning' });
  }
}
