/** Documents that systems make: what a run holds of one, and what a channel is told. */

/** A document as a run holds it: the business field `Document`. */
export interface DocumentReference {
  /** The store's id, at random. */
  ref: string;
  /** What it is for, a `document_kind`. */
  kind: string;
  mediaType: string;
  /** A safe file name. */
  name: string;
  /** Size of the content. */
  bytes: number;
  /** Of the content, in hex. */
  sha256: string;
}

/** A document as it came out of a system's answer, its type told by its content. */
export interface DocumentContent {
  kind: string;
  mediaType: string;
  name: string;
  content: Buffer;
}

/** A document as a reply carries it: a link that opens for a time. */
export interface LinkedDocument {
  kind: string;
  mediaType: string;
  name: string;
  bytes: number;
  url: string;
  /** ISO 8601. */
  expiresAt: string;
}
