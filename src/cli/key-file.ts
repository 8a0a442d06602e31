/** Private keys in files that commands are given. */
import { OrderlyError } from '../contracts/errors/orderly-error.js';
import { loadPrivateKey, savePrivateKey } from '../security/signing-keys.js';

/** Reads a private key; `key_file_missing`, `key_file_open` or `key_invalid`. */
export function readKeyFile(file: string): string {
  try {
    return loadPrivateKey(file);
  } catch (error) {
    if (!isErrno(error)) throw error;
    throw new OrderlyError('key_file_missing', `${file} cannot be read (${error.code})`);
  }
}

/** Writes a private key to a new owner-only file; `key_file_exists`, or `key_file_missing` without a folder. */
export function writeKeyFile(file: string, privateKey: string): void {
  try {
    savePrivateKey(file, privateKey);
  } catch (error) {
    if (!isErrno(error)) throw error;
    if (error.code === 'EEXIST') throw new OrderlyError('key_file_exists', `${file} already exists`);
    const hint = 'Choose a file in an existing folder that you may write to.';
    throw new OrderlyError('key_file_missing', `${file} cannot be written (${error.code})`, { hint });
  }
}

function isErrno(error: unknown): error is Error & { code: string } {
  return error instanceof Error && 'syscall' in error && 'code' in error && typeof error.code === 'string';
}
