/** A paper or a code that belongs to an order, in business fields (DESIGN §9, Document). */
import { z } from 'zod';
import { type FieldMeta, integer, named, ref, text } from '../field.js';

/** What a document is for. */
export const DocumentKind = named('document_kind', ['label', 'qr', 'invoice', 'proof_of_delivery', 'other']);

/** A document by its reference; the content stays in the store (`DocumentReference`). */
export const Document = z
  .object({
    ref: ref(),
    kind: DocumentKind,
    mediaType: text().optional(),
    name: text('personal').optional(),
    bytes: integer().optional(),
    sha256: text().optional(),
  })
  .meta({ type: 'record', name: 'Document' } satisfies FieldMeta);
