/** merchant.yaml: from text to a checked `MerchantConfig`, every issue with its place (DESIGN §13). */
import type { z } from 'zod';
import type { Issue } from '../flows/issue.js';
import { isValueName, wrongName } from '../flows/names.js';
import { firstLanguage, languages as product } from '../languages/index.js';
import type { Languages } from '../languages/language.js';
import { neutral } from '../languages/tone.js';
import { declaredType, ownFieldTypes } from '../operations/declared.js';
import { catalogue } from '../operations/index.js';
import type { Catalogue, Fields } from '../operations/operation.js';
import type { Secrets } from '../security/secrets.js';
import { issueAt, readDocument, type YamlDocument } from '../yaml/document.js';
import { didYouMean, nearest } from '../yaml/suggest.js';
import { issuesOfZod } from '../yaml/zod-issues.js';
import { sentenceNames } from './default-sentences.js';
import type { MerchantConfig } from './merchant.js';
import { merchantSurface, type MerchantSurface } from './merchant-surface.js';
import { readApprovers, readChannels } from './read-people.js';
import { readHours } from './read-hours.js';
import { readLanguageModel } from './read-language-model.js';
import { readPolicy } from './read-policy.js';
import { readUnderstanding } from './read-understanding.js';
import { readOwnOperations } from './own-operations.js';
import { Reader } from './reader.js';
import { readThresholds } from './thresholds.js';

/** What reading needs besides the text. */
export interface MerchantFileOptions {
  /** Where `${secret.NAME}` is looked up; without it such names are taken as right, for checks on an author's machine. */
  secrets?: Secrets | undefined;
  /** Epoch ms; holidays are worked out around it. */
  now: number;
  /** The languages that the product writes; those of the registry, if absent. */
  languages?: Languages | undefined;
}

/** Reads merchant.yaml; where its form is right there is a config, to be used further, but served only without issues. */
export function readMerchantFile(
  file: string,
  text: string,
  options: MerchantFileOptions,
): { config?: MerchantConfig; document?: YamlDocument; issues: Issue[] } {
  const { document, issues } = readDocument(file, text, { trailingComments: true });
  if (document === undefined) return { issues };
  const parsed = merchantSurface.safeParse(document.value);
  if (!parsed.success) {
    const found = issuesOfZod(document, parsed.error, 'merchant_shape', { schema: merchantSurface });
    return { document, issues: found.map((issue) => (isPhrasing(issue) ? phrasingGone(document) : issue)) };
  }
  const reader = new Reader(document);
  const config = configOf(reader, parsed.data, options);
  return { config, document, issues: reader.issues };
}

/** Files of former versions have this key. */
const isPhrasing = ({ code, path }: Issue): boolean => code === 'key_unknown' && path === 'phrasing';

const phrasingGone = (document: YamlDocument): Issue =>
  issueAt(document, ['phrasing'], 'phrasing_gone', 'Replies are the sentences of the flows now.', undefined, {
    at: 'key',
  });

function configOf(
  reader: Reader,
  surface: MerchantSurface,
  { secrets, now, languages = product }: MerchantFileOptions,
): MerchantConfig {
  const language = surface.language ?? firstLanguage;
  const { order = {}, operations = {} } = surface.custom ?? {};
  const own = readOwnOperations(reader, operations).map((operation) => [operation.name, operation] as const);
  const vocabulary = {
    // The product's own come last: nothing of a merchant stands in their place.
    catalogue: new Map([...own, ...catalogue]),
    ownFields: readOwnFields(reader, order),
  };
  checkNames(reader, surface, language, vocabulary.catalogue);
  checkSentences(reader, surface.sentences ?? {});
  const languageModel = readLanguageModel(reader, surface.languageModel, secrets);
  return {
    merchant: surface.merchant,
    name: surface.name ?? surface.merchant,
    zone: surface.zone,
    language,
    tone: surface.tone ?? neutral,
    languages,
    hours: readHours(reader, surface.hours ?? {}, now),
    mode: surface.mode ?? 'live',
    ...readUnderstanding(reader, surface.understanding),
    verification: surface.verification ?? [],
    channels: readChannels(reader, surface.channels ?? {}, secrets),
    approvers: readApprovers(reader, surface.approvers ?? {}, secrets),
    ...readPolicy(reader, surface.policy ?? {}),
    operations: surface.operations ?? {},
    flows: surface.flows ?? {},
    handover: surface.handover,
    sentences: surface.sentences ?? {},
    thresholds: readThresholds(reader, surface.understanding?.thresholds ?? {}),
    vocabulary,
    ...(languageModel === undefined ? {} : { languageModel }),
    custom: surface.custom?.order === undefined ? {} : { order },
  };
}

function checkNames(reader: Reader, surface: MerchantSurface, language: string, operations: Catalogue): void {
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(surface.merchant) || surface.merchant in Object.prototype) {
    reader.tell(
      ['merchant'],
      'name_invalid',
      `\`${surface.merchant}\` is not kebab-case.`,
      'Write `acme-shoes`.',
    );
  }
  if (!isZone(surface.zone)) {
    const hint = didYouMean(
      surface.zone,
      Intl.supportedValuesOf('timeZone').filter((zone) => nearest(surface.zone, [zone]) !== undefined),
    );
    reader.tell(
      ['zone'],
      'zone_unknown',
      `There is no time zone \`${surface.zone}\`.`,
      hint.startsWith('Did') ? hint : undefined,
    );
  }
  if (!/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/.test(language)) {
    reader.tell(['language'], 'language_unknown', `\`${language}\` is no language.`);
  }
  const known = new Set(
    [...operations.keys()].flatMap((operation) => [operation, operation.split('.')[0] ?? operation]),
  );
  for (const name of Object.keys(surface.operations ?? {})) {
    if (known.has(name)) continue;
    reader.tell(
      ['operations', name],
      'operation_not_known',
      `There is no operation or domain \`${name}\`.`,
      didYouMean(name, known),
      'key',
    );
  }
  surface.verification?.forEach((facts, index) => {
    if (facts.includes('number')) return;
    reader.tell(
      ['verification', index],
      'merchant_shape',
      'Each set of facts needs the order’s number.',
      'Write `[number, email]`.',
    );
  });
}

function isZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== '';
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

/** A misspelt name would leave the product's sentence in place without a word. */
function checkSentences(reader: Reader, sentences: Readonly<Record<string, string>>): void {
  const names: readonly string[] = sentenceNames;
  for (const [name, sentence] of Object.entries(sentences)) {
    const path = ['sentences', name];
    const meant = names.includes(name) ? undefined : nearest(name, names);
    if (meant !== undefined)
      reader.tell(
        path,
        'sentence_unknown',
        `There is no sentence \`${name}\`.`,
        `Did you mean \`${meant}\`?`,
        'key',
      );
    else if (!isValueName(name))
      reader.tell(path, 'name_invalid', `\`${name}\` is not snake_case.`, undefined, 'key');
    if (withoutValues(name, sentence).includes('${'))
      reader.tell(path, 'merchant_shape', 'This sentence has no values.', 'Write it without `${…}`.');
  }
}

/** The sentence without the values that one of its name may have. */
function withoutValues(name: string, sentence: string): string {
  const values = name === 'clarify' ? ['first', 'second'] : name.startsWith('ask_') ? ['missing'] : [];
  return values.reduce((rest, value) => rest.replaceAll(`\${${value}}`, ''), sentence);
}

/** `order: { region: text }`; each may be absent in an answer. */
function readOwnFields(reader: Reader, written: Readonly<Record<string, string>>): Fields {
  const fields = Object.entries(written).flatMap(([name, type]): [string, z.ZodType][] => {
    const path = ['custom', 'order', name];
    const wrong = wrongName(name);
    if (wrong !== undefined) reader.tell(path, 'custom_field_invalid', `${wrong}.`, undefined, 'key');
    const schema = ownFieldTypes.includes(type) ? declaredType(type) : undefined;
    if (schema !== undefined) return [[name, schema.optional()]];
    const hint = didYouMean(type, ownFieldTypes);
    reader.tell(path, 'custom_field_invalid', `There is no type \`${type}\` of own fields.`, hint);
    return [];
  });
  return Object.fromEntries(fields);
}
