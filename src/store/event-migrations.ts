/** The schema's migrations for events that steps wait for, and that start flows. */

/** In their order among all. */
export const eventMigrations: readonly { name: string; statements: readonly string[] }[] = [
  {
    name: '0040-events-heard',
    statements: [
      `create table event_waits (
        merchant text not null, workflow_id text not null, step text not null, visit integer not null,
        kind text not null, ref text not null, until bigint not null,
        primary key (merchant, workflow_id, step, visit))`,
      `create table event_starts (
        merchant text not null, fact text not null, workflow_id text not null, started_at bigint,
        primary key (merchant, fact))`,
      `create index event_waits_by_record on event_waits (merchant, ref, kind)`,
      `create index received_events_by_record on received_events (merchant, ref, kind) where ref is not null`,
    ],
  },
];
