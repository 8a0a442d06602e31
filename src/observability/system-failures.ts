/** What a failure of the operating system means here. */
import { OrderlyError } from '../contracts/errors/orderly-error.js';

/** What error numbers mean (POSIX, errno.h); all others are faults of ours. */
const meanings: Readonly<Record<string, (error: NodeJS.ErrnoException) => OrderlyError>> = {
  EMFILE: filesExhausted,
  ENFILE: filesExhausted,
  ENOSPC: diskFull,
  EDQUOT: diskFull,
  EACCES: forbidden,
  EPERM: forbidden,
  EROFS: forbidden,
};

/** How many causes behind an error are looked at. */
const deepest = 5;

/** The product's error for a failure of the system, or for what was caused by one; undefined for any other. */
export function explainSystem(error: unknown): OrderlyError | undefined {
  let each = error;
  for (let depth = 0; depth < deepest && each instanceof Error; depth += 1) {
    const { code } = each as NodeJS.ErrnoException;
    if (typeof code === 'string' && Object.hasOwn(meanings, code)) return meanings[code]?.(each);
    each = each.cause;
  }
  return undefined;
}

function filesExhausted(cause: NodeJS.ErrnoException): OrderlyError {
  const message = 'The process has as many files and connections open as it may';
  return new OrderlyError('files_exhausted', message, { cause });
}

function diskFull(cause: NodeJS.ErrnoException): OrderlyError {
  return new OrderlyError('disk_full', 'There is no space left on the disk', { cause });
}

function forbidden(cause: NodeJS.ErrnoException): OrderlyError {
  const what = cause.path === undefined ? 'a file' : cause.path;
  return new OrderlyError('file_forbidden', `This process may not use ${what} (${cause.code ?? ''})`, {
    cause,
  });
}
