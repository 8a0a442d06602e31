/** The registry of connectors: a line each. */
import { buildDeclarative } from './declarative/connection.js';
import type { ConnectorBuilder } from './options.js';

/** Every connector by the name that stands after `connector:`. */
export const connectors: ReadonlyMap<string, ConnectorBuilder> = new Map([['declarative', buildDeclarative]]);
