/** Error codes of keys and of what they seal. */
import { later, never } from './entry.js';

/** Codes of keys and sealed payloads. */
export const keyErrors = {
  key_destroyed: never(
    'The key has been destroyed, so its content can no longer be read',
    'Nothing to do: this is how content is erased, and it cannot be undone.',
  ),
  key_missing: never(
    'The store has no key with this id',
    'Check that DATABASE_URL points to the store of the installation that wrote this history, and that no old backup was restored.',
  ),
  key_unreadable: never(
    'The key cannot be unwrapped',
    'List the master key that wrapped it after the newest master key. You can remove the old one once `orderly keys rotate` has run.',
  ),
  master_key_missing: never(
    'No master key is set, and the store or Temporal is on another machine',
    'Set ORDERLY_MASTER_KEY (`openssl rand -base64 32`), ORDERLY_MASTER_KEY_FILE or ORDERLY_MASTER_KEY_SERVICE. To store personal data unencrypted, set ORDERLY_PLAINTEXT=written.',
  ),
  master_key_unavailable: later(
    'The service that holds the master key does not answer, or denies access',
    'Check that it is running, and that this process’s credentials may encrypt and decrypt with this key.',
  ),
  master_key_unknown: never(
    'Some running processes do not have the newest master key',
    'Restart the processes named in the message with this key listed before or after their own, then run the command again. A killed process is considered running for one more minute.',
  ),
  secret_differs: never(
    "ORDERLY_SECRET differs from this installation's secret",
    'Set the same value as in the other processes. To change it, stop all processes and run `orderly keys adopt-secret`; it prints what will be lost.',
  ),
  processes_alive: never(
    'This installation still has running processes',
    'Stop them, then run the command again. A killed process is considered running for one more minute.',
  ),
  payload_plaintext: never(
    'A payload in a history, or a value in the store, is not encrypted',
    'If open runs started before a master key was set, set ORDERLY_PLAINTEXT=accepted until they have ended.',
  ),
  payload_sealed: never(
    'A payload in a history, or a value in the store, is encrypted, but no master key is set',
    'Set the same master key as the workers: ORDERLY_MASTER_KEY, ORDERLY_MASTER_KEY_FILE or ORDERLY_MASTER_KEY_SERVICE.',
  ),
  payload_misplaced: never(
    'An encrypted payload or value belongs to another conversation',
    'Find out who has write access to Temporal and the store: it was moved there by something other than Orderly.',
  ),
  payload_damaged: never(
    'An encrypted payload or value cannot be decrypted',
    'Find out who has write access to Temporal and the store: the content was changed, or combined with another payload’s metadata.',
  ),
} as const;
