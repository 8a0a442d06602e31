/** The layers of docs/architecture.md: an arrow never points back up, nothing goes in a circle. */

/** Rule: files of `from` may import, of our own code, only `to`. */
const only = (name, from, to) => ({
  name,
  severity: 'error',
  from: { path: `^src/(${from})/` },
  to: {
    path: '^(src/|worker\\.ts)',
    pathNot: `^src/(${[from, ...to, 'json\\.ts', 'month-names\\.ts', 'errors'].join('|')})(/|$)`,
  },
});

const sandbox = '^src/(workflows|interpreter)/';

export default {
  forbidden: [
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    only('fields-are-pure', 'fields', []),
    only('operations-know-fields', 'operations', ['fields', 'interpreter/ir\\.ts']),
    only('interpreter-is-alone', 'interpreter', []),
    only('languages-know-names', 'languages', ['interpreter/(ir|engine-sentences)\\.ts']),
    only('yaml-is-alone', 'yaml', ['flows/issue\\.ts']),
    only('flows-are-pure', 'flows', [
      'interpreter',
      'operations',
      'fields',
      'yaml',
      'merchants/(merchant|default-sentences)\\.ts',
      'languages',
      'connectors/connector\\.ts',
      'store/store\\.ts',
    ]),
    only('texts-know-types', 'texts', ['interpreter', 'languages', 'fields/currency\\.ts']),
    only('workflows-drive-the-interpreter', 'workflows', ['interpreter', 'activities/activities\\.ts']),
    only('http-is-the-way-out', 'http', ['observability']),
    only('auth-knows-http', 'auth', ['http', 'security', 'store/store\\.ts']),
    only('connectors-know-auth-and-http', 'connectors', [
      'auth',
      'http',
      'fields',
      'operations',
      'yaml',
      'flows/(issue|literals)\\.ts',
      'security',
      'interpreter/ir\\.ts',
      'store/store\\.ts',
    ]),
    // The rules of a call stand once: whoever drives them gives store, systems and clock.
    only('calls-know-ports', 'calls', [
      'interpreter',
      'operations',
      'fields',
      'connectors/connector\\.ts',
      'store/store\\.ts',
      'security',
      'merchants/(merchant|calendar)\\.ts',
    ]),
    only('drafting-asks-models', 'drafting', [
      'flows/expressions/parse\\.ts',
      'languages/tone\\.ts',
      'understanding/language-models',
    ]),
    only('store-knows-types', 'store', ['interpreter/ir\\.ts']),
    only('security-is-low', 'security', ['merchants/merchant\\.ts', 'interpreter/protocol\\.ts']),
    only('understanding-knows-types', 'understanding', [
      'interpreter/protocol\\.ts',
      'interpreter/ir\\.ts',
      'activities/activities\\.ts',
      // Language models stand behind an address, with a key and a budget.
      'http',
      'security/secrets\\.ts',
      'store/store\\.ts',
    ]),
    only('flow-tests-play-flows', 'flow-tests', [
      'interpreter',
      'flows',
      'fields',
      'operations',
      'yaml',
      'merchants',
      'texts',
      'understanding',
      'calls',
      'security',
      'connectors/connector\\.ts',
      'store/store\\.ts',
      'activities/(activities|call-failure)\\.ts',
      'workflows/(messages|retry-policy)\\.ts',
      'server/(search-attributes|workflow-source)\\.ts',
    ]),
    {
      name: 'activities-never-look-up',
      severity: 'error',
      from: { path: '^src/activities/' },
      to: { path: '^(worker|src/(cli|client|server|api|flow-tests)/)' },
    },
    {
      name: 'sandbox-has-no-node-and-no-heavy-packages',
      severity: 'error',
      from: { path: sandbox },
      to: {
        dependencyTypes: ['core', 'npm'],
        pathNot: '@temporalio/(workflow|common|client)',
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'interpreter-knows-no-temporal',
      severity: 'error',
      from: { path: '^src/(interpreter|flows|fields|operations)/' },
      to: { path: '@temporalio/' },
    },
    {
      name: 'got-in-one-file',
      severity: 'error',
      from: { pathNot: '^src/http/client\\.ts$' },
      to: { path: 'node_modules/got/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      extensions: ['.ts', '.js'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'types'],
    },
  },
};
