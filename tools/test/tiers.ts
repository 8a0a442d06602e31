/**
 * The tiers of the suite (docs/development/testing.md): a test file that no list here names is in `core`, which is what
 * `npm test` runs. An entry is a file or a folder that ends in `/`; of two that fit, the longer one holds.
 */
import { createHash } from 'node:crypto';

/**
 * `core`: every `npm test`. `landing`: every `.ci/run` too. `rest`: `.ci/run` where a change touches it, else a tenth.
 * `load`: `npm run test:all` alone.
 */
export type Tier = 'core' | 'landing' | 'rest' | 'load';

/** CPU seconds that a tier may take: `core` of `npm test`, `landing` of what `.ci/run` plays beside it. */
export const budgets = { core: 480, landing: 420 } as const;

const named = (folder: string, names: readonly string[]): readonly string[] =>
  names.map((name) => `${folder}/${name}.test.ts`);

const tiers: Readonly<Record<Tier, readonly string[]>> = {
  core: [
    // Whole stacks that prove a guarantee: a crash pays once, who may decide, and until when.
    ...named('test/server', ['crash', 'approvals']),
    // Three protocols with and without a key meet every fault of the contract.
    'test/contract/connections.test.ts',
  ],
  landing: [
    // Systems of others' making.
    ...['test/foreign/', 'test/peers/', 'test/peers-start/', 'test/connectors/importers/peers/'],
    ...named('test/connectors/carriers', ['conformance', 'prism']),
    ...['test/connectors/soap/soap-stacks.test.ts', 'test/connectors/stripe/described.test.ts'],
    // A write whose answer is lost, in every form that the language can say.
    'test/contract/lost-answers.test.ts',
    // Whole conversations with programs that reply by themselves, and those that people have.
    'test/workflows/conversation/loops/',
    // Conversations by strangers.
    'test/exam/',
    // PostgreSQL, which several processes share.
    'test/connectors/auth/worker-processes.test.ts',
    // The desk in a browser: the whole way of a refund, and what else agents do.
    'test/desk/agents.test.ts',
    // Whole stacks: money, privacy, events and the API, beside what `core` has of them.
    ...named('test/server', ['money', 'verification', 'sealed', 'events', 'secrecy']),
  ],
  rest: [
    // Each diagram drawn by the library that draws it in an editor.
    'test/peers/mermaid/',
    // Every connection and template under every fault; `core` has those of the three protocols.
    'test/contract/',
    // Processes of the command line; `core` has the commands in one process.
    'test/cli/',
    // Pages that are walked through in a copy of the repository.
    ...named('test/docs', [
      'first-flow',
      'first-hour',
      'integrate-your-api',
      'over-http',
      'operators',
      'readme',
      'cookbook',
    ]),
    // Whole stacks that prove with more cases, load or time what those above prove.
    'test/server/',
    // The desk in a browser: what agents see, how it looks, and hostile texts.
    'test/desk/',
    // Builds and installs the package.
    'test/release/',
    // Needs promtool, of Debian's package prometheus.
    'test/monitoring/',
    // Both runtimes of workflows held against their port, the simulator on a server, and its dearer parts.
    ...named('test/workflows', ['runtime/runtime']),
    ...named('test/simulator', [
      'broken-files',
      'carriers',
      'command',
      'differences',
      'docs',
      'events-server',
      'fake-systems',
      'own-operations',
      'server',
      'talk/talk',
      'talk/unserved-language',
      'unbound',
      'untested',
      'virtual-time',
    ]),
    // What takes more than three seconds of a processor and proves no guarantee by itself.
    ...named('test/activities', [
      'answer-from-knowledge',
      'create-understanding',
      'hand-over',
      'hear-events',
      'unserved-language',
    ]),
    ...named('test/api', ['bad-requests', 'events', 'replies', 'server', 'signed-in']),
    ...named('test/connectors/auth', ['kept-tokens']),
    ...named('test/activities/calls', ['honest-guests', 'own-operations']),
    ...named('test/client', ['both-ways', 'message-schema']),
    ...named('test/connectors', ['demo-connections', 'demo-api-styles', 'own-decimals']),
    ...named('test/connectors/carriers', ['quotas']),
    ...named('test/connectors/declarative', ['large-answers']),
    ...named('test/connectors/declarative/formats', ['hostile']),
    ...named('test/connectors/declarative/requests', ['hostile-values', 'php']),
    ...named('test/connectors/help-desks', ['help-desks']),
    ...named('test/connectors/importers', ['official-descriptions']),
    ...named('test/connectors/magento', ['description']),
    ...named('test/connectors/salesforce', ['description', 'orders']),
    ...named('test/connectors/shopify', ['answers', 'changes', 'shopify']),
    ...named('test/connectors/stripe', ['generated', 'stripe']),
    ...named('test/connectors/templates', ['templates']),
    ...named('test/workflows/conversation', ['games']),
    ...named('test/workflows/conversation/answers', ['answers']),
    ...named('test/workflows/conversation/openings', ['openings']),
    ...named('test/demo/shop', ['faults', 'graphql-api', 'order-book', 'programs', 'three-apis']),
    ...named('test/platform/embedded', ['embedded-store-killed', 'store-access', 'temporal-server']),
    ...named('test/flows', [
      ...['authors-files', 'authors-mistakes', 'by-intent', 'bypass', 'compare-flows', 'compile-flows'],
      ...['handovers', 'history', 'likely-mistakes', 'offered', 'shipped-names'],
    ]),
    ...named('test/flows', ['escape', 'money-in-part']),
    ...named('test/flows/diagram', ['diagram']),
    ...named('test/flows/steps', ['accepted', 'each', 'fills', 'parallel', 'repeat', 'wait']),
    ...named('test/guards', ['dependency-traps']),
    ...named('test/house', ['owners']),
    ...named('test/workflows/interpreter', ['repeat']),
    ...named('test/texts/languages', ['third-language']),
    ...named('test/merchants', [
      'knowledge',
      'connection-by-carrier',
      'channels',
      'missing-offers',
      'one-issue',
      'outside',
      'publish-merchants',
      'styles',
    ]),
    ...named('test/model/training', ['corpus']),
    ...named('test/activities/delivery', ['deliver-notifications', 'deliver-replies', 'send-email']),
    ...named('test/schemas', ['schemas']),
    ...named('test/store', ['column-privacy', 'migrations']),
    ...named('test/tools', ['words']),
    ...named('test/understanding/answers', ['menus', 'which-record']),
    ...named('test/understanding/embedded', ['model', 'thread']),
    ...named('test/understanding/knowledge', ['questions']),
    ...named('test/understanding/embedded/ngrams', ['ngram-model']),
    ...named('test/workflows', ['bundle']),
    // Of one and a half seconds and more, what is furthest from money, approvals, verification and keys.
    ...named('test/api', ['decode-payloads', 'list-pages', 'slow-requests', 'try-page']),
    ...named('test/api/desk', ['changes', 'flow-runs', 'lists', 'pages']),
    ...named('test/platform/observability', ['watch-clock']),
    ...named('test/security/keys', ['check-installation-keys']),
    ...named('test/bench', ['baseline']),
    ...named('test/client', ['approvals-reader']),
    ...named('test/connectors/carrier-desk', ['inquiry']),
    ...named('test/connectors/carriers', ['dhl']),
    ...named('test/connectors/declarative/formats', ['any-tree', 'json', 'tables-and-texts']),
    ...named('test/connectors/magento', ['magento']),
    ...named('test/demo/shop', ['soap-api']),
    ...named('test/docs', ['data-points']),
    ...named('test/flows', ['unused']),
    ...named('test/flows/steps', ['ask-options', 'undo']),
    ...named('test/merchants', ['watch-versions']),
    ...named('test/simulator', ['events']),
    ...named('test/understanding/embedded', ['work-in-turn']),
    ...named('test/understanding/dictionaries', ['dictionaries']),
    ...named('test/understanding/language-models', ['merchant-model']),
    ...named('test/understanding/other-trades', ['other-trades']),
    // Random flows and runs, runs on a server that skips time, lost answers of each template, generators of the house.
    ...['test/fuzz/', 'test/time/', 'test/step-kinds/', 'test/connectors/lost/', 'test/tools/new.test.ts'],
  ],
  load: [
    // How much at once, for how long, in how much memory: what comes out may hang on the machine.
    ...named('test/server', [
      ...[
        'scale',
        'many-conversations',
        'keys-under-load',
        'flood',
        'neighbours',
        'mixtures',
        'exam',
        'canaries',
      ],
    ]),
    ...['test/contract/bombs.test.ts', 'test/connectors/http/bombs.test.ts'],
  ],
};

const entries = Object.entries(tiers).flatMap(([tier, paths]) =>
  paths.map((path) => ({ tier: tier as Tier, path })),
);

/** The entries of the lists, each of which must name a file that there is. */
export const listed: readonly string[] = entries.map(({ path }) => path);

/** Whether an entry names a file. */
export const names = (entry: string, file: string): boolean =>
  entry.endsWith('/') ? file.startsWith(entry) : file === entry;

/** The tier of a test file. */
export function tierOf(file: string): Tier {
  const fitting = entries.filter(({ path }) => names(path, file));
  return fitting.sort((a, b) => b.path.length - a.path.length)[0]?.tier ?? 'core';
}

/** Whether a file of `rest` is in the tenth that a commit draws: another tenth for each commit, the same for one. */
export const isInTenth = (file: string, commit: string): boolean =>
  createHash('sha256').update(`${file} ${commit}`).digest().readUInt32BE(0) % 10 === 0;

/** What of `rest` plays on a landing: the commit's tenth, then what the change touches, nearest first, while the budget lasts. */
export function choose(
  rest: readonly string[],
  { commit, distances, left, secondsOf }: Choosing,
): { chosen: string[]; leftOut: string[] } {
  const tenth = rest.filter((file) => isInTenth(file, commit));
  const touched = rest
    .filter((file) => !tenth.includes(file) && distances.has(file))
    .sort((a, b) => (distances.get(a) ?? 0) - (distances.get(b) ?? 0) || secondsOf(a) - secondsOf(b));
  let budget = left;
  const chosen: string[] = [];
  const leftOut: string[] = [];
  for (const file of [...tenth, ...touched]) {
    const isAfforded = secondsOf(file) <= budget;
    if (isAfforded) budget -= secondsOf(file);
    (isAfforded ? chosen : leftOut).push(file);
  }
  return { chosen, leftOut };
}

/** What the choice among `rest` rests on. */
export interface Choosing {
  commit: string;
  /** How many imports lie between a test file and the nearest file that has changed; files that no change touches are missing. */
  distances: ReadonlyMap<string, number>;
  /** CPU seconds that are left for it. */
  left: number;
  secondsOf: (file: string) => number;
}
