/** The registry of connectors, one line each. */
import { buildDeclarative, buildDeclarativeEvents } from './declarative/connection.js';
import type { ConnectorBuilder } from './options.js';

/** Every connector, by its name after `connector:`. */
export const connectors: ReadonlyMap<string, ConnectorBuilder> = new Map([
  ['declarative', { build: buildDeclarative, buildEvents: buildDeclarativeEvents }],
]);
