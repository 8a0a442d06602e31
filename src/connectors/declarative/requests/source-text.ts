/** Texts of a request in the connection or in a file beside it, with the positions of their problems. */
import { dirname, join } from 'node:path';
import { type ErrorCode, errorCatalogue } from '../../../contracts/errors/catalogue.js';
import { locationOf, type Path } from '../../../flows/yaml/document.js';
import type { RequestScope } from './payload.js';

/** A problem at a character of a text. */
interface TextProblem {
  index: number;
  message: string;
  hint?: string | undefined;
  code?: ErrorCode;
}

/** A text, and how to report its problems. */
export interface SourceText {
  text: string;
  problem: (problem: TextProblem) => void;
}

/** The text `written` itself, or that of the file it names; undefined with an issue. */
export function sourceText(
  raw: string,
  isInline: (raw: string) => boolean,
  path: Path,
  scope: RequestScope,
): SourceText | undefined {
  const { report } = scope;
  if (isInline(raw)) {
    return {
      text: raw,
      problem: ({ index, message, hint, code = 'connection_template_invalid' }) => {
        report.add(path, code, message, hint === undefined ? { index } : { index, hint });
      },
    };
  }
  const text = fileText(raw, path, scope);
  return text === undefined ? undefined : { text, problem: fileProblem(raw, text, scope) };
}

/** The text of a file beside the connection (UTF-8); undefined with an issue. */
export function fileText(
  name: string,
  path: Path,
  { siblingFiles, report }: RequestScope,
): string | undefined {
  const bytes = siblingFiles(name);
  if (!bytes) {
    report.add(path, 'connection_file_missing', `There is no file \`${name}\` beside the connection.`);
    return undefined;
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    report.add(path, 'connection_file_missing', `\`${name}\` is not UTF-8 text.`, {
      hint: 'Save it as UTF-8.',
    });
    return undefined;
  }
}

/** Longest message about a file beside the connection, which may name parts of it. */
const longest = 200;

/** Reports a problem inside a file beside the connection: where and what, and no line of it, whatever the file is. */
function fileProblem(name: string, text: string, { report }: RequestScope): SourceText['problem'] {
  const file = join(dirname(report.file), name);
  return ({ index, message, hint, code = 'connection_template_invalid' }) => {
    const { line, column } = locationOf(text, Math.min(index, text.length));
    const says = message.length > longest ? `${message.slice(0, longest)}…` : message;
    const issue = { file, line, column, code, message: says, hint: hint ?? errorCatalogue[code].hint };
    report.take([{ ...issue, path: '' }]);
  };
}
