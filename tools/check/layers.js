/**
 * The layers of docs/development/architecture.md, lowest first: each package or part of one, and what it may import. It may
 * name only what stands above it in this list, so an arrow can never point back up; there are no exceptions for single files.
 * A package is what of its folder no part of its own holds.
 */
export const layers = {
  contracts: [],
  commerce: ['contracts'],
  'flows/yaml': ['contracts'],
  'understanding/intents': ['contracts', 'flows/yaml'],
  'texts/languages': ['contracts', 'understanding/intents'],
  security: ['contracts'],
  'platform/threads': [],
  'workflows/interpreter': ['contracts'],
  'workflows/conversation': ['contracts'],
  store: ['contracts'],
  'connectors/http': ['contracts'],
  'connectors/mail': ['connectors/http'],
  texts: ['contracts', 'commerce', 'texts/languages'],
  'connectors/auth': ['contracts', 'security', 'store', 'connectors/http'],
  'platform/temporal': ['contracts'],
  'security/keys': [
    ...['contracts', 'security', 'store', 'connectors/http', 'connectors/auth', 'platform/temporal'],
  ],
  'platform/embedded': ['contracts', 'store', 'platform/temporal'],
  platform: ['contracts', 'connectors/http', 'platform/temporal', 'platform/embedded'],
  connectors: [
    ...['contracts', 'commerce', 'texts/languages', 'flows/yaml', 'security', 'platform/threads', 'store'],
    ...['connectors/http', 'connectors/mail', 'connectors/auth'],
  ],
  understanding: [
    ...['contracts', 'understanding/intents', 'texts/languages', 'security', 'platform/threads', 'store'],
    'connectors/http',
  ],
  flows: [
    ...['contracts', 'commerce', 'flows/yaml', 'understanding/intents', 'texts/languages'],
    'workflows/interpreter',
  ],
  'texts/drafting': ['contracts', 'texts/languages', 'understanding', 'flows'],
  merchants: [
    ...['contracts', 'commerce', 'flows/yaml', 'understanding/intents', 'texts/languages', 'security'],
    ...['workflows/interpreter', 'store', 'connectors/http', 'connectors/mail', 'texts', 'connectors/auth'],
    ...['connectors', 'understanding', 'flows'],
  ],
  'security/identity': ['contracts', 'security', 'connectors/http', 'merchants'],
  'activities/calls': [
    ...['contracts', 'commerce', 'security', 'workflows/interpreter', 'store', 'connectors', 'merchants'],
  ],
  'activities/delivery': [
    ...['contracts', 'commerce', 'texts/languages', 'security', 'store', 'connectors/http'],
    ...['connectors/mail', 'merchants'],
  ],
  workflows: ['contracts', 'workflows/interpreter', 'workflows/conversation', 'platform/temporal'],
  activities: [
    ...['contracts', 'commerce', 'understanding/intents', 'texts/languages', 'security'],
    ...['workflows/interpreter', 'workflows/conversation', 'store', 'texts', 'platform/temporal', 'platform'],
    ...['connectors', 'understanding', 'flows', 'merchants', 'security/identity', 'activities/calls'],
    'activities/delivery',
  ],
  simulator: [
    ...['contracts', 'commerce', 'flows/yaml', 'understanding/intents', 'texts/languages', 'security'],
    ...['workflows/interpreter', 'workflows/conversation', 'store', 'texts', 'platform/temporal'],
    ...['connectors', 'understanding', 'flows', 'merchants', 'activities/calls', 'workflows', 'activities'],
  ],
  client: ['contracts', 'commerce', 'security', 'store', 'platform/temporal'],
  'platform/observability': [
    ...['contracts', 'store', 'platform/temporal', 'understanding', 'activities/delivery', 'activities'],
  ],
  api: [
    ...['contracts', 'security', 'store', 'connectors/http', 'platform/temporal', 'platform'],
    ...['security/keys', 'connectors', 'flows', 'merchants', 'security/identity', 'client'],
    'platform/observability',
  ],
  // For the browser: what it knows of the service is the API.
  desk: [],
};
