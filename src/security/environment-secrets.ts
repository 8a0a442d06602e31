/** Secrets by name from the environment (`ORDERLY_SECRET_<NAME>`) or from a folder of mounted files (`<folder>/<NAME>`). */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Secrets } from './secrets.js';

// Without the prefix a connection file could name any variable, including the store's password.
const prefix = 'ORDERLY_SECRET_';
const namePattern = /^[A-Z][A-Z0-9_]{0,99}$/;

/** Secrets of this process; a mounted file takes precedence over a variable and is reread, to notice rotation. */
export function environmentSecrets(
  env: Readonly<Record<string, string | undefined>>,
  folder?: string,
): Secrets {
  return (name) => {
    if (!namePattern.test(name)) return undefined;
    const mounted = folder === undefined ? undefined : readMounted(join(folder, name));
    return mounted ?? env[prefix + name];
  };
}

function readMounted(file: string): string | undefined {
  try {
    // Editors and `kubectl` end a file with a line break that is not part of the secret.
    return readFileSync(file, 'utf8').replace(/\r?\n$/, '');
  } catch (error) {
    const isMissing =
      typeof error === 'object' && error !== null && 'code' in error && error.code === 'ENOENT';
    if (isMissing) return undefined;
    throw error;
  }
}
