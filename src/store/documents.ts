/** What the store keeps of documents: labels, invoices, proofs of delivery (DESIGN §17). A run holds their references alone. */
import type { DocumentContent, DocumentReference } from '../contracts/customer-documents.js';

/** Whose document it is. */
export interface DocumentPlace {
  merchant: string;
  conversation: string;
}

/** A document as it is listed; times are the database's, epoch ms. */
export interface DocumentRow extends DocumentPlace, Omit<DocumentReference, 'name'> {
  keptAt: number;
  /** How many of its links open it now, and until when the last of them does. */
  links: number;
  linkedUntil?: number;
}

/** A document with its content. */
export interface OpenedDocument extends DocumentPlace, DocumentReference {
  content: Buffer;
}

/** Documents of conversations, sealed, and the links by which customers get them. */
export interface Documents {
  /**
   * Keeps a document and returns its reference; the same content in the same conversation is the same document. Of a
   * conversation that has been erased nothing is kept.
   */
  keep(place: DocumentPlace, document: DocumentContent): Promise<DocumentReference>;
  /**
   * Makes a link by the hash of its token; returns until when it opens (epoch ms), undefined if the conversation has
   * no such document.
   */
  link(place: DocumentPlace, ref: string, hash: string, livesMs: number): Promise<number | undefined>;
  /** What the link with this hash opens; undefined if there is none, or not any more. */
  byLink(hash: string): Promise<OpenedDocument | undefined>;
  /** A merchant's document by its reference. */
  read(merchant: string, ref: string): Promise<OpenedDocument | undefined>;
  /** Documents of a merchant, the last kept first. */
  list(merchant: string, options: { limit: number; conversation?: string }): Promise<DocumentRow[]>;
  /** Ends the links of a document at once; returns how many that were, undefined if the merchant has no such document. */
  revoke(merchant: string, ref: string): Promise<number | undefined>;
  /** Deletes what a merchant has kept for so long (ms). */
  drop(merchant: string, olderThanMs: number): Promise<void>;
}
