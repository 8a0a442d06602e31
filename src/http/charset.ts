/** Decodes the body of a response. */
import type { HttpResponse } from './client.js';

/** Decodes by the charset of the `content-type` header, by default UTF-8; undefined when the bytes are invalid. */
export function textOf({ body, headers }: Pick<HttpResponse, 'body' | 'headers'>): string | undefined {
  const charset = /;\s*charset="?([\w-]+)/i.exec(headers['content-type'] ?? '')?.[1] ?? 'utf-8';
  try {
    return new TextDecoder(charset, { fatal: true }).decode(body);
  } catch {
    return undefined;
  }
}
