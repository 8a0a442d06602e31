/** Tables of documents and of the links to them. */

/** The migration that makes them. */
export const documentMigration = {
  name: '0035-documents',
  statements: [
    `create table documents (
        id text primary key, merchant text not null, conversation text not null,
        kind text not null, media_type text not null, name bytea not null, content bytea not null,
        bytes integer not null, sha256 text not null, kept_at bigint not null,
        unique (merchant, conversation, kind, sha256))`,
    `create index documents_by_time on documents (merchant, kept_at)`,
    `create table document_links (
        hash text primary key, document text not null references documents on delete cascade,
        expires_at bigint not null)`,
    `create index document_links_by_document on document_links (document)`,
  ],
};
