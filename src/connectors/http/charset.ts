/** Decodes the bytes of a response as text. */
import type { HttpResponse } from './client.js';

/** Text by the `content-type` charset, UTF-8 by default; undefined when the bytes are not valid in it. */
export function textOf({ body, headers }: Pick<HttpResponse, 'body' | 'headers'>): string | undefined {
  const charset = /;\s*charset="?([\w-]+)/i.exec(headers['content-type'] ?? '')?.[1] ?? 'utf-8';
  try {
    return new TextDecoder(charset, { fatal: true }).decode(body);
  } catch {
    return undefined;
  }
}
