/** A payload as bytes that are sealed whole: its metadata and its data. */
import type { Payload } from '@temporalio/common';

const LENGTH_BYTES = 4;

/** The length of the metadata (4 bytes, big-endian), the metadata as JSON (name → base64), the data. */
export function packed({ metadata, data }: Payload): Buffer {
  const names = Object.entries(metadata ?? {}).map(
    ([name, value]) => [name, Buffer.from(value).toString('base64')] as const,
  );
  const head = Buffer.from(JSON.stringify(Object.fromEntries(names)));
  const length = Buffer.alloc(LENGTH_BYTES);
  length.writeUInt32BE(head.length);
  // In a workflow's thread the empty data of a void result is a list, whatever its type says.
  return Buffer.concat([length, head, Buffer.from(data ?? [])]);
}

/** The payload of such bytes, which only we have written. */
export function unpacked(bytes: Buffer): Payload {
  const end = LENGTH_BYTES + bytes.readUInt32BE();
  const names = JSON.parse(bytes.subarray(LENGTH_BYTES, end).toString('utf8')) as Record<string, string>;
  const metadata = Object.entries(names).map(
    ([name, value]) => [name, copied(Buffer.from(value, 'base64'))] as const,
  );
  return { metadata: Object.fromEntries(metadata), data: copied(bytes.subarray(end)) };
}

/** Out of Node's pool: what is handed to a workflow's thread takes its whole memory along. */
const copied = (bytes: Buffer): Uint8Array => new Uint8Array(bytes);
