/** What becomes of the document of an answer: its output is a reference, and the content goes no further. */
import type { DocumentContent } from '../contracts/customer-documents.js';
import type { JsonObject } from '../contracts/json.js';
import type { Attempt, JsonAttempt } from './connector.js';

/** The attempt with what `referenceOf` makes of its document, if it has one. */
export async function settleDocument(
  came: Attempt,
  referenceOf: (document: DocumentContent) => Promise<JsonObject>,
): Promise<JsonAttempt> {
  if (came.is !== 'done' || came.document === undefined) return came; // it has no document
  const { document, ...done } = came;
  const { output, ...content } = document;
  return { ...done, outputs: { ...done.outputs, [output]: await referenceOf(content) } };
}
