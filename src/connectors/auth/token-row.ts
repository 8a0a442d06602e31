/** The row of a connection's tokens: its contents, read with a version and written only if nobody was faster. */
import { z } from 'zod';
import type { Json } from '../../contracts/json.js';
import type { Tokens } from '../../store/store.js';

const Kept = z.object({
  /** What is put on requests; `forced`: fetched because the previous one was rejected. Times are epoch ms. */
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
      /** Set before the token is sent, cleared once the answer is stored: if present, the token may be used up. */
      sending: z.object({ id: z.string(), at: z.number() }).optional(),
      lost: z.boolean().default(false),
      /** Hashes of all first tokens ever started with; none of them is started with again. */
      seeds: z.array(z.string()).default([]),
    })
    .optional(),
  /** The token server has failed this often in a row, and is left alone until then. */
  cool: z.object({ failures: z.number(), until: z.number() }).optional(),
  /** Set when the row cannot be opened, so that it is unknown what has been sent. */
  unreadable: z.boolean().optional(),
});

/** What is stored for a connection. */
export type Kept = z.infer<typeof Kept>;

/** The part of a grant that continues with a refresh token. */
export type KeptRefresh = NonNullable<Kept['refresh']>;

/** What was read, and how to overwrite it. */
export interface TokenRow {
  kept: Kept;
  /** False: somebody else has written since, and nothing was changed. */
  save(next: Kept): Promise<boolean>;
}

/** Reads a row; a missing or malformed one is empty. */
export async function readRow(tokens: Tokens, key: string): Promise<TokenRow> {
  const row = await tokens.get(key);
  let version = row?.version ?? 0;
  const parsed = Kept.safeParse(row?.token ?? {});
  return {
    kept: parsed.success ? parsed.data : {},
    async save(next) {
      const json = JSON.parse(JSON.stringify(next)) as Json; // without keys whose value is undefined
      const written = await tokens.put(key, json, next.access?.endsAt ?? 0, version);
      if (written) version += 1;
      return written;
    },
  };
}
