/** What the codec server is asked and answers: payloads as Temporal's UI and CLI write them in JSON. */
import type { Payload } from '@temporalio/common';
import { z } from 'zod';

const base64 = z.string().transform((text) => Uint8Array.from(Buffer.from(text, 'base64')));

/** Payloads in JSON, their bytes in Base64 (the protobuf JSON mapping of Temporal's `Payloads`). */
export const payloadsSchema = z.object({
  payloads: z.array(
    z
      .object({ metadata: z.record(z.string(), base64).default({}), data: base64.optional() })
      .transform(({ metadata, data = new Uint8Array() }): Payload => ({ metadata, data })),
  ),
});

/** Reads the payloads of a body; undefined if it is no such request. */
export function payloadsIn(body: string): Payload[] | undefined {
  return payloadsSchema.safeParse(parsed(body)).data?.payloads;
}

/** Writes payloads as such a body. */
export const bodyOf = (payloads: readonly Payload[]): string => JSON.stringify(written(payloads));

/** What such a body says. */
export const written = (payloads: readonly Payload[]) => ({
  payloads: payloads.map(({ metadata, data }) => ({
    metadata: Object.fromEntries(
      Object.entries(metadata ?? {}).map(([name, value]) => [name, base64Of(value)]),
    ),
    data: base64Of(data ?? new Uint8Array()),
  })),
});

/** Stands for a payload that cannot be read, so that the others of its history still can. */
export const unreadablePayload = (code: string): Payload => ({
  metadata: { encoding: Buffer.from('json/plain') },
  data: Buffer.from(JSON.stringify({ unreadable: code })),
});

/** The payload without what vouches for a customer: until it expires, whoever reads it there is that customer. */
export function withoutVouchers(payload: Payload): Payload {
  const text = Buffer.from(payload.data ?? []).toString('utf8');
  if (!text.includes('"voucher"')) return payload;
  const value = parsed(text, (name, part) =>
    name === 'voucher' && typeof part === 'string' ? '[redacted]' : part,
  );
  return value === undefined ? payload : { ...payload, data: Buffer.from(JSON.stringify(value)) };
}

const base64Of = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');

function parsed(text: string, revive?: (name: string, part: unknown) => unknown): unknown {
  try {
    return JSON.parse(text, revive);
  } catch {
    return undefined;
  }
}
