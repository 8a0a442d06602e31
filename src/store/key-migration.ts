/** A key may follow another one of its scope. */

/** A merchant's key that a newer one has taken the place of unwraps until nothing is wrapped by it any more. */
export const supersededKeys = {
  name: '0030-superseded-keys',
  statements: [
    `alter table keys add column superseded_at bigint`,
    `drop index keys_one_live`,
    `create unique index keys_one_live on keys (kind, merchant, conversation)
      where wrapped is not null and superseded_at is null`,
    `create index keys_by_wrapper on keys (wrapper, id) where wrapped is not null`,
  ],
};
