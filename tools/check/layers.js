/**
 * The layers of docs/development/architecture.md, lowest first: each room, and the rooms that it may import. A room may name only
 * rooms that stand above it in this list, so an arrow can never point back up; there are no exceptions for single files.
 */
export const layers = {
  contracts: [],
  commerce: ['contracts'],
  languages: ['contracts'],
  yaml: ['contracts'],
  security: ['contracts'],
  interpreter: ['contracts'],
  conversation: ['contracts'],
  store: ['contracts'],
  http: ['contracts'],
  texts: ['contracts', 'commerce', 'languages'],
  auth: ['contracts', 'security', 'store', 'http'],
  temporal: ['contracts'],
  embedded: ['contracts', 'store', 'temporal'],
  config: ['contracts', 'http', 'temporal', 'embedded'],
  connectors: ['contracts', 'commerce', 'languages', 'yaml', 'security', 'store', 'http', 'auth'],
  understanding: ['contracts', 'languages', 'security', 'store', 'http'],
  flows: ['contracts', 'commerce', 'languages', 'yaml', 'interpreter'],
  drafting: ['contracts', 'languages', 'understanding', 'flows'],
  merchants: [
    ...['contracts', 'commerce', 'languages', 'yaml', 'security', 'interpreter', 'store', 'http', 'texts'],
    ...['auth', 'connectors', 'understanding', 'flows'],
  ],
  calls: ['contracts', 'commerce', 'security', 'interpreter', 'store', 'connectors', 'merchants'],
  workflows: ['contracts', 'interpreter', 'conversation', 'temporal'],
  activities: [
    ...['contracts', 'commerce', 'languages', 'security', 'conversation', 'store', 'texts', 'temporal', 'config'],
    ...['connectors', 'understanding', 'flows', 'merchants', 'calls'],
  ],
  simulator: [
    ...[
      'contracts',
      'commerce',
      'languages',
      'yaml',
      'security',
      'interpreter',
      'conversation',
      'store',
      'texts',
      'temporal',
    ],
    ...['connectors', 'understanding', 'flows', 'merchants', 'calls', 'workflows', 'activities'],
  ],
  client: ['contracts', 'security', 'store', 'temporal'],
  observability: ['contracts', 'store', 'understanding', 'activities'],
};
