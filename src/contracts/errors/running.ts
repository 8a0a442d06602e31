/** Error codes of set-up and running. */
import { later, never } from './entry.js';

/** Codes that an operator meets. */
export const runningErrors = {
  config_invalid: never(
    'A setting is wrong',
    'Correct the named environment variable; docs/operating/operators.md lists them.',
  ),
  temporal_unavailable: later(
    'No Temporal server answers',
    'Start one with `orderly server`, or set TEMPORAL_ADDRESS.',
  ),
  temporal_not_installed: never(
    'No Temporal CLI could be found or installed',
    'Install the Temporal CLI and set TEMPORAL_CLI_PATH to it.',
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
    'A run cannot go on with the workers that run now',
    'Nothing is lost. Have an operator roll the workers back to the build before (docs/operating/night.md).',
  ),
  store_unavailable: later(
    'The store does not answer',
    'Start it with `orderly server`, or set DATABASE_URL.',
  ),
  store_in_use: never(
    'Another process owns this store',
    'Stop that process, or use PostgreSQL by DATABASE_URL.',
  ),
  files_exhausted: later(
    'The system lets the process open no more files or connections',
    'Raise its limit (`ulimit -n 4096`, `LimitNOFILE=` of systemd), and start it again.',
  ),
  disk_full: later('There is no space left on the disk', 'Make space: what waits goes on by itself.'),
  file_forbidden: never(
    'The process may not read or write a file',
    'Give its user the rights to the named file, or name another one.',
  ),
  port_in_use: never(
    'Another program listens on the port',
    'End that program, or choose another port: ORDERLY_HTTP_PORT for a worker (`0` takes a free one); for `orderly server`, remove `ports.json` from its folder and restart the workers.',
  ),
  model_unreadable: never(
    'The weights with which messages are understood cannot be read',
    'Install this release again: the named file is incomplete, or from another release.',
  ),
  intent_invalid: never(
    'The file of an intent is not written as it must be',
    'docs/integrating/understanding.md shows the form; a file of a release is never wrong: install it again.',
  ),
  internal: never(
    'A fault of the product itself',
    'Report it with the run id; the conversation was handed over.',
  ),
} as const;
