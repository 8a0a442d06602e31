/** Master keys of 32 bytes that the process itself is given: in its environment, or in a file of its owner. */
import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { OrderlyError } from '../../contracts/errors/orderly-error.js';
import { openBytes, sealBytes, SEALING_KEY_BYTES } from '../sealing.js';
import type { MasterKey } from './master-key.js';

/** Master keys from a text: base64, one or several, newest first, divided by commas or line breaks; throws `config_invalid`. */
export function localMasterKey(text: string, setting: string): MasterKey {
  const keys = text
    .split(/[\s,]+/)
    .filter((part) => part !== '')
    .map((part) => keyFrom(part, setting));
  const [newest] = keys;
  if (newest === undefined) throw unusable(setting, 'contains no key');
  const byId = new Map(keys.map((key) => [idOf(key), key]));
  return {
    fingerprints: [idOf(newest), ...byId.keys()],
    wrap: (key, about) =>
      Promise.resolve(`${idOf(newest)}:${sealBytes(newest, key, about).toString('base64')}`),
    // The mistake of a wrapping is the caller's rejected promise, as with a service.
    unwrap: async (wrapped, about) => Promise.resolve(opened(byId, wrapped, about)),
  };
}

/** Master keys from a file that only its owner may read; throws `config_invalid`, `key_file_open`. */
export function masterKeyFromFile(file: string, setting: string): MasterKey {
  return localMasterKey(ownText(file, setting), setting);
}

function opened(keys: ReadonlyMap<string, Buffer>, wrapped: string, about: string): Buffer {
  const [id = '', sealed = ''] = wrapped.split(':', 2);
  const master = keys.get(id);
  if (master === undefined)
    throw new OrderlyError(
      'key_unreadable',
      `The master key ${id || '(without an id)'} is not one of those set`,
    );
  const key = openBytes(master, Buffer.from(sealed, 'base64'), about);
  if (key === undefined) throw new OrderlyError('key_unreadable', 'A wrapped key was changed or moved');
  return key;
}

/** Nobody has to name a key: its id is derived from it, and says nothing about it. */
const idOf = (key: Buffer): string =>
  createHash('sha256').update('orderly master key id').update(key).digest('hex').slice(0, 16);

function keyFrom(text: string, setting: string): Buffer {
  const key = Buffer.from(text, 'base64');
  if (key.length !== SEALING_KEY_BYTES || key.toString('base64') !== text)
    throw unusable(
      setting,
      `must contain ${SEALING_KEY_BYTES} random bytes in base64: \`openssl rand -base64 32\``,
    );
  return key;
}

function ownText(file: string, setting: string): string {
  try {
    const openToOthers = process.platform !== 'win32' && (statSync(file).mode & 0o077) !== 0;
    if (openToOthers)
      throw new OrderlyError('key_file_open', 'Other users can read the master key.', { place: { file } });
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (error instanceof OrderlyError) throw error;
    throw unusable(setting, 'points to a file that cannot be read');
  }
}

const unusable = (setting: string, why: string): OrderlyError =>
  new OrderlyError('config_invalid', `${setting} ${why}`);
