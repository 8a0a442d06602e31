/** Reading a part of merchant.yaml: the document it stands in, and the issues found. */
import type { ErrorCode } from '../contracts/errors/catalogue.js';
import type { Issue } from '../contracts/issue.js';
import { issueAt, type Path, type YamlDocument } from '../yaml/document.js';

/** Collects the issues of one file. */
export class Reader {
  readonly issues: Issue[] = [];

  constructor(readonly document: YamlDocument) {}

  /** Tells a mistake at a value, or at its key. */
  reportIssue(
    path: Path,
    code: ErrorCode,
    message: string,
    hint?: string,
    at: 'key' | 'value' = 'value',
  ): undefined {
    this.issues.push(issueAt(this.document, path, code, message, hint, { at }));
  }
}
