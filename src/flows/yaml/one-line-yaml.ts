/** A value as YAML on one line, for what a hint tells to write. */
import { Document, visit } from 'yaml';
import type { Json } from '../../contracts/json.js';

/** Writes a value on one line: `{ header: Idempotency-Key, window: 24h }`. */
export function flowText(value: Json): string {
  const document = new Document(value, { schema: 'failsafe' });
  visit(document, {
    // Alone, a mark is read more easily in quotes: `';'`.
    Scalar(_key, node) {
      if (/^[^\p{L}\p{N}\p{C}\u2026]+$/u.test(String(node.value))) node.type = 'QUOTE_SINGLE';
    },
  });
  return document.toString({ collectionStyle: 'flow', lineWidth: 0 }).trim();
}
