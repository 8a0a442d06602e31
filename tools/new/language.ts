/** A language that the product writes: its sentences and words, English until a person has translated them. */
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { loadIntents } from '../../src/understanding/intents/read-intents.js';
import { nameSentence, summarySentence, textsOf } from '../../src/texts/languages/intent-sentences.js';
import { addElement, addImport } from './code.js';
import type { Kind } from './kind.js';
import { NewError, requireName } from './names.js';

const HEAD = '# yaml-language-server: $schema=../../schemas/texts.schema.json\n';
const registry = 'src/texts/languages/index.ts';

/** `fr`: a folder with sentences and words, the texts of the shipped flows, and a line in the registry. */
export const language: Kind = {
  does: 'a language that customers are answered in',
  usage: 'language <code>',
  make({ name: given }, changes) {
    const code = requireName(given, /^[a-z]{2,3}$/, 'fr');
    const folder = `src/texts/languages/${code}`;
    if (changes.has(`${folder}/index.ts`)) throw new NewError(`The language ${code} is there already.`);
    const called = new Intl.DisplayNames('en', { type: 'language', fallback: 'none' }).of(code);
    if (called === undefined) throw new NewError(`\`${code}\` is the code of no language (ISO 639).`);
    changes.create(`${folder}/index.ts`, indexOf(code, called));
    for (const file of [
      'answers.ts',
      'phrases.ts',
      'sentences.ts',
      'status-questions.ts',
      'warm.ts',
      'words.ts',
    ])
      changes.create(
        `${folder}/${file}`,
        changes.read(`src/texts/languages/en/${file}`).replaceAll('English', called),
      );
    changes.create(`${folder}/intent-sentences.ts`, intentSentencesIn(called, changes.root));
    changes.create(`flows/texts/${code}.yaml`, HEAD + untranslated(changes.read('flows/texts/de.yaml')));
    changes.create(`flows/texts/${code}.warm.yaml`, changes.read('flows/texts/en.warm.yaml'));
    changes.edit(registry, (text) =>
      addElement(addImport(text, code, `./${code}/index.js`), 'languages', `['${code}', ${code}]`),
    );
    return {
      tests: ['test/texts/languages', 'test/texts', 'test/merchants'],
      next: [
        `Translate ${folder}: its files are English until then.`,
        `Translate flows/texts/${code}.yaml and flows/texts/${code}.warm.yaml: each sentence is its own translation so far. Or take them away, and \`orderly texts draft --language ${code}\` drafts them for you to read and \`orderly texts accept\`.`,
      ],
    };
  },
};

const indexOf = (code: string, called: string): string => `/** ${called}. */
import type { Language } from '../language.js';
import { intentSentences } from './intent-sentences.js';
import { answers } from './answers.js';
import { phrases } from './phrases.js';
import { sentences } from './sentences.js';
import { statusQuestions } from './status-questions.js';
import { warm } from './warm.js';
import { words } from './words.js';

/** The language as the product writes it. */
export const ${code}: Language = { locale: '${code}', sentences, tones: { warm }, words, phrases, answers, statusQuestions, intentSentences };
`;

/** What intents' files say in English, as the language's own. */
function intentSentencesIn(called: string, root: string): string {
  const texts = loadIntents(join(root, 'src/understanding/intents')).flatMap(textsOf);
  const sentences = texts.flatMap(({ name, names, summary }) => [
    [nameSentence(name), names['en']],
    [summarySentence(name), summary['en']],
  ]);
  const lines = sentences.flatMap(([name, text]) =>
    name === undefined || text === undefined ? [] : [`  ${name}: ${JSON.stringify(text)},`],
  );
  return `/** ${called} for what customers can want: the files of the intents may say it too. */

/** By name. */
export const intentSentences: Readonly<Record<string, string>> = {
${lines.join('\n')}
};
`;
}

/** Each key as its own translation. */
function untranslated(texts: string): string {
  const keys = Object.keys(parse(texts) as Record<string, string>); // a file of texts is a map
  return stringify(Object.fromEntries(keys.map((key) => [key, key])), { lineWidth: 0 });
}
