/** Error codes of keys and of what they seal. */
import { later, never } from './entry.js';

/** Codes of keys and sealed payloads. */
export const keyErrors = {
  key_destroyed: never(
    'A key has been destroyed, and what it sealed cannot be read any more',
    'This is how content is erased: nothing brings it back.',
  ),
  key_missing: never(
    'The store has no key of that id',
    'See that DATABASE_URL is the store of the installation that wrote this history, and that no old backup was restored.',
  ),
  key_unreadable: never(
    'A key cannot be unwrapped',
    'Set the master key that wrapped it too, behind the newest one; it may go once `orderly keys rotate` has run.',
  ),
  master_key_missing: never(
    'No master key is set, and the store or Temporal is on another machine',
    'Set ORDERLY_MASTER_KEY (`openssl rand -base64 32`), ORDERLY_MASTER_KEY_FILE or ORDERLY_MASTER_KEY_SERVICE; or ORDERLY_PLAINTEXT=written, if what is personal may stand there in clear.',
  ),
  master_key_unavailable: later(
    'The service that keeps the master key does not serve us',
    'See that it answers, and that the credentials of this process may encrypt and decrypt with this key.',
  ),
  master_key_unknown: never(
    'Running processes do not know the newest master key',
    'Restart the named processes with this key before or behind their own, then run it again. One that was killed counts for a minute.',
  ),
  secret_differs: never(
    'ORDERLY_SECRET is not the one of this installation',
    'Set it as the other processes have it. If it is to be changed, end them all and run `orderly keys adopt-secret`, which says what is lost.',
  ),
  processes_alive: never(
    'Processes of the installation run that must have ended',
    'End them, then run it again. One that was killed counts for a minute.',
  ),
  payload_plaintext: never(
    'A payload in a history, or a cell of the store, was sealed by nobody',
    'If runs are still open that began before there was a master key, set ORDERLY_PLAINTEXT=accepted until they have ended.',
  ),
  payload_sealed: never(
    'A payload or a cell of the store is sealed, and no master key is set',
    'Set the master key as the workers have it: ORDERLY_MASTER_KEY, ORDERLY_MASTER_KEY_FILE or ORDERLY_MASTER_KEY_SERVICE.',
  ),
  payload_misplaced: never(
    'A payload or a cell of one conversation stands at another',
    'Somebody has written into Temporal or the store past the product: find out who may.',
  ),
  payload_damaged: never(
    'A sealed payload or cell of the store does not open',
    'It has been changed, or its metadata is another payload’s: find out who may write into Temporal and the store.',
  ),
} as const;
