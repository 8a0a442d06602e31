/** Tables of documents as kysely sees them. */

/** A kept document; see `column-classes.ts` for what is sealed. */
export interface DocumentTable {
  id: string;
  merchant: string;
  conversation: string;
  kind: string;
  media_type: string;
  name: Buffer;
  content: Buffer;
  bytes: number;
  sha256: string;
  kept_at: number;
}

/** A link to one, by the hash of its token. */
export interface DocumentLinkTable {
  hash: string;
  document: string;
  expires_at: number;
}
