/**
 * The layers of docs/development/architecture.md, lowest first: each room, and the rooms that it may import. A room may name only
 * rooms that stand above it in this list, so an arrow can never point back up; there are no exceptions for single files.
 */
export const layers = {
  contracts: [],
  commerce: ['contracts'],
  yaml: ['contracts'],
  intents: ['contracts', 'yaml'],
  languages: ['contracts', 'intents'],
  security: ['contracts'],
  interpreter: ['contracts'],
  store: ['contracts'],
  http: ['contracts'],
  texts: ['contracts', 'commerce', 'languages'],
  auth: ['contracts', 'security', 'store', 'http'],
  temporal: ['contracts'],
  embedded: ['contracts', 'store', 'temporal'],
  config: ['contracts', 'http', 'temporal', 'embedded'],
  connectors: ['contracts', 'commerce', 'languages', 'yaml', 'security', 'store', 'http', 'auth'],
  understanding: ['contracts', 'intents', 'languages', 'security', 'store', 'http'],
  flows: ['contracts', 'commerce', 'yaml', 'intents', 'languages', 'interpreter'],
  drafting: ['contracts', 'languages', 'understanding', 'flows'],
  merchants: [
    ...['contracts', 'commerce', 'yaml', 'intents', 'languages', 'security', 'interpreter', 'store', 'http', 'texts'],
    ...['auth', 'connectors', 'understanding', 'flows'],
  ],
  calls: ['contracts', 'commerce', 'security', 'interpreter', 'store', 'connectors', 'merchants'],
  workflows: ['contracts', 'interpreter', 'temporal'],
  activities: [
    ...['contracts', 'commerce', 'intents', 'languages', 'security', 'store', 'texts', 'temporal', 'config'],
    ...['connectors', 'understanding', 'flows', 'merchants', 'calls'],
  ],
  simulator: [
    ...[
      'contracts',
      'commerce',
      'yaml',
      'intents',
      'languages',
      'security',
      'interpreter',
      'store',
      'texts',
      'temporal',
    ],
    ...['connectors', 'understanding', 'flows', 'merchants', 'calls', 'workflows', 'activities'],
  ],
  client: ['contracts', 'security', 'store', 'temporal'],
  observability: ['contracts', 'store', 'understanding', 'activities'],
};
