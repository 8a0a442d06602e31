/** Error codes of set-up and running. */
import { later, never } from './entry.js';

/** Codes that an operator meets. */
export const runningErrors = {
  config_invalid: never(
    'A setting is not valid',
    'Correct the environment variable named in the message; docs/operating/operators.md lists them all.',
  ),
  temporal_unavailable: later(
    'The Temporal server does not answer',
    'Check that it is running and can be reached from here. TEMPORAL_ADDRESS names a server of yours; without it, `orderly server` starts one.',
  ),
  temporal_not_installed: never(
    'The Temporal CLI was not found and could not be installed',
    'Install the Temporal CLI, and set TEMPORAL_CLI_PATH to its path.',
  ),
  namespace_unknown: never(
    'The Temporal namespace does not exist',
    'Create it, or correct TEMPORAL_NAMESPACE.',
  ),
  attributes_missing: never(
    'Search attributes are not registered',
    'Run `orderly server --setup` against this cluster.',
  ),
  run_stuck: later(
    'A run cannot continue on the current workers',
    'Roll the workers back to the previous build (docs/operating/night.md). Nothing is lost.',
  ),
  store_unavailable: later(
    'The store does not answer',
    'Check that it is running and can be reached from here. DATABASE_URL names a PostgreSQL of yours; without it, `orderly server` starts a store.',
  ),
  store_read_only: later(
    'The store is read-only',
    'Promote this database, or make DATABASE_URL lead to the primary (docs/operating/night.md#postgresql-is-read-only). Waiting work then continues by itself.',
  ),
  too_many_connections: later(
    'The database has no free connections',
    'Look in `pg_stat_activity` for connections that you can close (ours are named `orderly`), or raise `max_connections`.',
  ),
  clock_differs: later(
    "The machine's clock differs from the database's",
    'Set the clock of the machine by NTP (docs/operating/night.md#a-clock-is-wrong). No restart is needed.',
  ),
  schema_older: never(
    'The store has an older schema than this build needs',
    'Run `orderly server --setup` of this release, then start again.',
  ),
  schema_newer: never(
    'The store has a newer schema than this build can work with',
    'Start the newer release, which has changed it. To go back, restore the backup from before the upgrade.',
  ),
  store_in_use: never(
    'Another process is using this store',
    'Stop that process, or use PostgreSQL: set DATABASE_URL.',
  ),
  files_exhausted: later(
    'The process has reached its limit of open files and connections',
    'Raise the limit (`ulimit -n 4096`, or `LimitNOFILE=` in systemd), and restart the process.',
  ),
  disk_full: later('The disk is full', 'Free some space: waiting work then continues by itself.'),
  file_forbidden: never(
    'The process does not have permission to read or write a file',
    'Give its user access to the file named in the message, or use another file.',
  ),
  port_in_use: never(
    'The port is already in use',
    'Stop the other program, or choose another port. For a worker, set ORDERLY_HTTP_PORT (`0` picks a free one). For `orderly server`, remove `ports.json` from its folder and restart the workers.',
  ),
  model_unreadable: never(
    "The language understanding model's weights cannot be read",
    'Reinstall this release: the file named in the message is incomplete or comes from another release.',
  ),
  intent_invalid: never(
    'The intent file is not valid',
    'See docs/integrating/understanding.md for the format. If you have not changed the file, reinstall this release.',
  ),
  internal: never(
    'Internal error in Orderly',
    'Report this as a bug, and include the id of the run or the request.',
  ),
} as const;
