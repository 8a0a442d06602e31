/** Texts of a request that stand in the connection or in a file beside it, with the places of their mistakes. */
import { dirname, join } from 'node:path';
import { type ErrorCode, errorCatalogue } from '../../../contracts/errors/catalogue.js';
import { locationOf, type Path } from '../../../yaml/document.js';
import type { RequestScope } from './payload.js';

/** Something wrong with a text, at a character of it. */
interface TextProblem {
  index: number;
  message: string;
  hint?: string | undefined;
  code?: ErrorCode;
}

/** A text, and who is told what is wrong with it. */
export interface SourceText {
  text: string;
  problem: (problem: TextProblem) => void;
}

/** The text that `written` is, or the file that it names; undefined with an issue. */
export function sourceText(
  written: string,
  isInline: (written: string) => boolean,
  path: Path,
  scope: RequestScope,
): SourceText | undefined {
  const { report } = scope;
  if (isInline(written)) {
    return {
      text: written,
      problem: ({ index, message, hint, code = 'connection_template_invalid' }) => {
        report.add(path, code, message, hint === undefined ? { index } : { index, hint });
      },
    };
  }
  const text = fileText(written, path, scope);
  return text === undefined ? undefined : { text, problem: fileProblem(written, text, scope) };
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
    report.add(path, 'connection_file_missing', `\`${name}\` is no text in UTF-8.`, {
      hint: 'Save it as UTF-8.',
    });
    return undefined;
  }
}

/** Tells what is wrong inside a file beside the connection. */
function fileProblem(name: string, text: string, { report }: RequestScope): SourceText['problem'] {
  const file = join(dirname(report.file), name);
  return ({ index, message, hint, code = 'connection_template_invalid' }) => {
    const place = locationOf(text, Math.min(index, text.length));
    report.take([{ file, ...place, code, message, hint: hint ?? errorCatalogue[code].hint, path: '' }]);
  };
}
