/** The latest migrations. */

/** In their order. */
export const laterMigrations: readonly { name: string; statements: readonly string[] }[] = [
  { name: '0045-mail-parts', statements: [`alter table messages add column mail bytea`] },
  { name: '0046-quotas', statements: [`create table quotas (connection text primary key, used json)`] },
  { name: '0047-http-status', statements: [`alter table effects add column http_status integer`] },
  {
    // Whom a reservation is for: every id and mailbox that they are known by, instead of one.
    name: '0048-customers',
    statements: [
      `alter table reservations add column customers text[] not null default '{}'`,
      `update reservations set customers = array[customer]`,
      // With its index.
      `alter table reservations drop column customer`,
      `create index reservations_by_customers on reservations using gin (customers)`,
    ],
  },
  {
    // A look-up has said once that nothing has happened, and the call goes on.
    name: '0049-in-doubt',
    statements: [`alter table effects add column in_doubt boolean not null default false`],
  },
  {
    // Facts are counted too, not only the numbers that they were tried at; and what many share is watched.
    name: '0050-counted-facts',
    statements: [
      `alter table failed_attempts add column facts text[] not null default '{}'`,
      `create index failed_attempts_by_fact on failed_attempts using gin (facts)`,
      `create table tried_numbers (
        merchant text not null, scope text not null, matched boolean not null, number text not null, at bigint not null,
        primary key (merchant, scope, matched, number))`,
      `create index tried_numbers_by_time on tried_numbers (merchant, scope, matched, at)`,
      `create table verification_brakes (
        merchant text not null, scope text not null, until bigint not null, primary key (merchant, scope))`,
    ],
  },
  {
    // Which questions the customer could have read when a message came.
    name: '0051-messages-seen',
    statements: [`alter table messages add column seen integer`],
  },
  {
    // Decisions that approvers have handed over and no worker has judged.
    name: '0052-handed-decisions',
    statements: [`alter table approval_requests add column handed json`],
  },
  {
    // Whether a process has the installation's secret, and which master keys the processes know.
    name: '0053-agreement',
    statements: [
      `create table check_values (name text primary key, value text not null)`,
      `create table processes (
        process text not null, kind text not null, master_keys json not null, seen_at bigint not null,
        primary key (process, kind))`,
    ],
  },
];
