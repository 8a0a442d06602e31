/** The row of a connection's tokens: read with its version, and written only if it has not changed since. */
import { z } from 'zod';
import type { Json } from '../contracts/json.js';
import type { Tokens } from '../store/store.js';

const Kept = z.object({
  /** The token for requests; `forced`: fetched because the previous one was refused. Times are epoch ms. */
  access: z
    .object({
      value: z.string(),
      since: z.number(),
      renewAt: z.number(),
      endsAt: z.number(),
      forced: z.boolean(),
    })
    .optional(),
  refresh: z
    .object({
      token: z.string().optional(),
      /** Set before the token is sent, removed when the response is stored: if present, the token may be spent. */
      sending: z.object({ id: z.string(), at: z.number() }).optional(),
      lost: z.boolean().default(false),
      /** Hashes of all first tokens ever used; none of them is used as a first token again. */
      seeds: z.array(z.string()).default([]),
    })
    .optional(),
  /** How often the token server has failed in a row, and until when it is not called. */
  cool: z.object({ failures: z.number(), until: z.number() }).optional(),
  /** Set when the row cannot be opened, so that it is unknown what has been sent. */
  unreadable: z.boolean().optional(),
});

/** What is stored for a connection. */
export type Kept = z.infer<typeof Kept>;

/** The stored state of a grant with a refresh token. */
export type KeptRefresh = NonNullable<Kept['refresh']>;

/** What was read, and how to replace it. */
export interface TokenRow {
  kept: Kept;
  /** False: another process has written since, and nothing was changed. */
  save(next: Kept): Promise<boolean>;
}

/** Reads a row; an absent or invalid one is empty. */
export async function readRow(tokens: Tokens, key: string): Promise<TokenRow> {
  const row = await tokens.get(key);
  let version = row?.version ?? 0;
  const parsed = Kept.safeParse(row?.token ?? {});
  return {
    kept: parsed.success ? parsed.data : {},
    async save(next) {
      const json = JSON.parse(JSON.stringify(next)) as Json; // drops keys with undefined values
      const written = await tokens.put(key, json, next.access?.endsAt ?? 0, version);
      if (written) version += 1;
      return written;
    },
  };
}
