/** The log of every request; it never holds a token, a password or a body. */
import { join } from 'node:path';
import { z } from 'zod';
import { JsonLines } from './json-lines.js';

const RequestRow = z.object({
  time: z.string(),
  method: z.string(),
  /** Path with its query. */
  path: z.string(),
  /** The idempotency key, if the request had one. */
  key: z.string().optional(),
  /** The answer's status, also of an answer that a fault then lost. */
  status: z.number().optional(),
  /** The fault that the request met. */
  fault: z.string().optional(),
});

/** A request and what became of it. */
export type RequestRow = z.infer<typeof RequestRow>;

/** The request log of a data folder. */
export type RequestLog = JsonLines<RequestRow>;

/** Opens a request log in the data folder: `requests.jsonl` for the shop. */
export const openRequestLog = (folder: string, name: string): RequestLog =>
  new JsonLines(join(folder, name), (row) => RequestRow.parse(row), false);
