/** Failures of keys that waiting does not mend, and what stands in a history in the place of a failure that no key can seal. */
import type { Payload } from '@temporalio/common';
import { errorCatalogue, type ErrorCode } from '../../contracts/errors/catalogue.js';
import { OrderlyError } from '../../contracts/errors/orderly-error.js';

/** The code of a failure that repeating alone does not mend: another master key, a key that is destroyed; undefined for others. */
export function permanentCode(error: unknown): ErrorCode | undefined {
  if (!(error instanceof OrderlyError)) return undefined;
  return errorCatalogue[error.code].retry === 'never' ? error.code : undefined;
}

/**
 * In the place of a failure that no key can seal: its code alone, in clear. Without it Temporal's worker would end, and with it
 * all merchants'; so the task fails, and is repeated until the key is back. Undefined if what is to be sealed is no failure.
 */
export function unsealedFailure(payloads: readonly Payload[], error: unknown): Payload[] | undefined {
  const code = permanentCode(error);
  const [payload] = payloads;
  if (code === undefined || payload === undefined || payloads.length > 1) return undefined;
  return isFailure(payload) ? [failureOf(code)] : undefined;
}

/** Whether a payload is such a code, to the last byte: it may stand in clear, since it says nothing else. */
export function isUnsealedFailure({ metadata, data }: Payload): boolean {
  const text = textOf(data);
  return (
    textOf(metadata?.['encoding']) === JSON_PLAIN &&
    codes.some((code) => textOf(failureOf(code).data) === text)
  );
}

const JSON_PLAIN = 'json/plain';

const codes: readonly ErrorCode[] = ['conversation_erased', 'key_destroyed', 'key_missing', 'key_unreadable'];

// As Temporal's failure converter writes message and stack trace (`encodeCommonAttributes`).
const failureOf = (code: ErrorCode): Payload => ({
  metadata: { encoding: Buffer.from(JSON_PLAIN) },
  data: Buffer.from(JSON.stringify({ message: code, stack_trace: '' })),
});

function isFailure({ metadata, data }: Payload): boolean {
  return textOf(metadata?.['encoding']) === JSON_PLAIN && /^\{"message":.*"stack_trace":/s.test(textOf(data));
}

const textOf = (bytes: Uint8Array | null | undefined): string =>
  Buffer.from(bytes ?? new Uint8Array()).toString('utf8');
