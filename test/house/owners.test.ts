/**
 * Who may name what: an operation, a flow, an intent and a language are named in the code by what owns them, so that
 * one more of them changes no other file. Prose for people, such as help and hints, may name any as an example.
 */
import { describe, expect, test } from 'vitest';
import { catalogue } from '../../src/commerce/index.js';
import { intents } from '../../src/understanding/intents/index.js';
import { templateNames } from '../../src/connectors/templates/templates.js';
import { languages } from '../../src/texts/languages/index.js';
import { shipped } from '../flows/support/demo.js';
import { type Naming, namingsIn } from './support/namings.js';

const names = {
  operation: [...catalogue.keys()],
  flow: shipped.map(({ file }) => file.replace('.yaml', '')),
  intent: intents.flatMap(({ name, fine }) => [name, ...fine.map(({ id }) => id)]),
  language: [...languages.keys()],
} as const;
type Kind = keyof typeof names;

interface Owner {
  kind: Kind;
  /** Files of src, by the beginning of their path. */
  files: readonly string[];
  /** The names that it may hold; all of the kind by default. */
  only?: readonly string[];
  reason: string;
}

const owners: readonly Owner[] = [
  { kind: 'operation', files: ['commerce/'], reason: 'the catalogue defines them' },
  {
    ...{ kind: 'operation', files: templateNames().map((name) => `connectors/templates/${name}/`) },
    reason: 'a template says how its system does each operation',
  },
  { kind: 'intent', files: ['understanding/intents/'], reason: 'a file an intent; near misses name others' },
  {
    ...{ kind: 'intent', files: ['workflows/conversation/route.ts'], only: ['change_order'] },
    reason: 'a correction reads like a change of the order, and the sandbox loads no intents',
  },
  {
    ...{ kind: 'intent', files: ['understanding/embedded/'], only: ['other.question'] },
    reason: 'the label whose parts the model tells apart',
  },
  {
    kind: 'flow',
    files: ['understanding/intents/'],
    reason: 'an intent’s file names the flow that answers it',
  },
  {
    ...{ kind: 'flow', files: ['commerce/payments/events.ts'] },
    reason: 'an event names the flow of the product that it starts, as an intent does',
  },
  { kind: 'flow', files: ['contracts/main-flow.ts'], reason: 'every message starts the main flow' },
  { kind: 'language', files: ['texts/languages/'], reason: 'a folder a language' },
  {
    ...{ kind: 'language', files: ['connectors/templates/dhl/', 'connectors/templates/dhl-express/'] },
    reason: 'the languages in which a system answers',
  },
  { kind: 'language', files: ['merchants/holidays.ts'], reason: 'a country' },
  {
    ...{ kind: 'operation', files: ['texts/languages/de/handover.ts'] },
    reason: 'what operations are called in a language; in English the catalogue says it',
  },
  {
    ...{ kind: 'intent', files: ['desk/words/en/codes.ts', 'desk/words/de/codes.ts'] },
    reason: 'what the desk calls intents in a language; one that it has no word for is shown by its name',
  },
  {
    ...{ kind: 'language', files: ['understanding/dictionaries/'] },
    reason: 'words of a language that are spelt like the code of another',
  },
  {
    kind: 'language',
    files: ['understanding/intents/'],
    reason: 'what customers call an intent, by language',
  },
  {
    ...{ kind: 'intent', only: ['talk_to_a_person'], files: ['texts/languages/'] },
    reason: 'the name of a sentence: of the reply to any intent that people answer',
  },
  {
    ...{
      kind: 'intent',
      only: ['other', 'refund', 'return'],
      files: ['contracts/', 'commerce/', 'connectors/'],
    },
    reason: 'business words: `other` is a value of statuses and reasons, a refund and a return are records',
  },
  {
    ...{ kind: 'intent', only: ['other'], files: ['understanding/answers/', 'understanding/entities/'] },
    reason: 'what a number stands beside that is none of the known things',
  },
];

const kindOf = new Map(Object.entries(names).flatMap(([kind, each]) => each.map((name) => [name, kind])));
const namings = namingsIn('src', new Set(kindOf.keys()));

const isOwner = ({ kind, files, only }: Owner, { file, name }: Naming): boolean =>
  kindOf.get(name) === kind &&
  files.some((path) => file.startsWith(path)) &&
  (only === undefined || only.includes(name));

test.each(Object.keys(names))('a name is found only at its owner: %s', (kind) => {
  const strangers = namings.filter(
    (naming) => kindOf.get(naming.name) === kind && !owners.some((owner) => isOwner(owner, naming)),
  );
  expect(strangers.map(({ name, file, line }) => `${name} in src/${file}:${line}`)).toEqual([]);
});

test('no entry stands here that nothing needs', () => {
  const idle = owners.flatMap((owner) =>
    owner.files
      .filter((path) => !namings.some((naming) => isOwner({ ...owner, files: [path] }, naming)))
      .map((path) => `${owner.kind} in ${path}`),
  );
  expect(idle).toEqual([]);
});

describe('a name is found', () => {
  const found = (file: string, text: string): string[] =>
    namingsIn('', new Set(['refund', 'cancel_order', 'orders.get', 'de']), [[file, text]]).map(
      ({ name, line }) => `${line}: ${name}`,
    );

  test('as a text, a key, an element and a case of code', () => {
    const code = [
      "const a = 'refund';",
      'const b = { cancel_order: 1, "orders.get": 2 };',
      'const c = [`de`];',
      "switch (x) { case 'refund': }",
    ];
    expect(found('a.ts', code.join('\n'))).toEqual([
      '1: refund',
      '2: cancel_order',
      '2: orders.get',
      '3: de',
      '4: refund',
    ]);
  });

  test('not in prose, comments or longer names', () => {
    expect(
      found('a.ts', "// refund\nconst refund = 'Write `orders.get`, such as refund.'; const x = 'refunds';"),
    ).toEqual([]);
  });

  test('as a key and a value of YAML', () => {
    expect(found('a.yaml', 'refund: cancel_order\nlist: [orders.get, no]\ntext: a refund\n')).toEqual([
      '1: refund',
      '1: cancel_order',
      '2: orders.get',
    ]);
  });
});
