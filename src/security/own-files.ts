/** Files of a merchant's own: no link leads out of the merchant's folder, where other merchants' and the worker's files are (DESIGN §13). */
import { realpathSync } from 'node:fs';
import { sep } from 'node:path';
import { errorCatalogue } from '../contracts/errors/catalogue.js';
import type { Issue } from '../contracts/issue.js';

/**
 * Where a file really is; undefined if there is none, or if it is outside the folder. A link within the folder is
 * followed, as Kubernetes mounts a ConfigMap by one (`..data`).
 */
export function ownFile(folder: string, file: string): string | undefined {
  try {
    const [root, path] = [realpathSync(folder), realpathSync(file)];
    return path.startsWith(root.endsWith(sep) ? root : root + sep) ? path : undefined;
  } catch {
    return undefined;
  }
}

/** What is told of a file that is outside. */
export const outsideIssue = (file: string): Issue => ({
  ...{ file, line: 1, column: 1, code: 'file_outside', path: '' },
  message: 'This is a broken link, or a link out of the merchant’s folder, so it is not read.',
  hint: errorCatalogue.file_outside.hint,
});
