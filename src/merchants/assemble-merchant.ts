/** Builds one merchant from its files' texts: its config, its connections by binding, its compiled flows. */
import { basename } from 'node:path';
import { errorCatalogue } from '../contracts/errors/catalogue.js';
import type { Connection } from '../connectors/connector.js';
import { compileFlows, type CompileResult, type SourceFile } from '../flows/compile-flows.js';
import type { DurationIr } from '../contracts/ir.js';
import type { Issue } from '../contracts/issue.js';
import type { Json } from '../contracts/json.js';
import { missingTranslations, OutdatedTexts, textsWritten } from '../flows/translations.js';
import type { Languages } from '../texts/languages/language.js';
import { neutral } from '../texts/languages/style.js';
import type { Vocabulary } from '../commerce/operation.js';
import type { Secrets } from '../security/secrets.js';
import { readDocument, type YamlDocument } from '../flows/yaml/document.js';
import { didYouMean } from '../flows/yaml/suggest.js';
import { type Bound, bindConnections, type BrokenOffers, effectsOf } from './bind-connections.js';
import { addDuration } from './calendar.js';
import { checkLikely } from './likely-mistakes.js';
import { checkBindings, checkChannels } from './check-bindings.js';
import { checkEventFlows } from './event-flows.js';
import type { Merchant, MerchantConfig } from './merchant.js';
import { readMerchantFile } from './merchant-file.js';
import {
  knownStyles,
  type MerchantTexts,
  neededTextStyles,
  sayingsOf,
  sharedSayings,
  textsIn,
  translationsOf,
  type Wording,
} from './merchant-texts.js';
import { checkMainFlow, intentsTaken } from './missing-offers.js';
import { Reader } from './merchant-file-reader.js';
import { type KnowledgeRead, readKnowledge } from './knowledge/read-knowledge.js';
import { checkOwnIntents } from './read-understanding.js';
import { checkThresholds } from './thresholds.js';

/** Builds a connection from its file; no connection if there are issues. */
export type BuildConnection = (source: MerchantConnection) => {
  connection?: Connection;
  issues: Issue[];
  warnings?: readonly Issue[];
};

/** Makes the connection that answers what no other one of a merchant does. */
export type Substitute = (config: MerchantConfig) => Connection;

/** A connection's file and its merchant. */
interface MerchantConnection extends ConnectionFile {
  merchant: string;
  /** The merchant's vocabulary; undefined if merchant.yaml cannot be read. */
  vocabulary?: Vocabulary | undefined;
  /** When a time from a moment (epoch ms) is over by the merchant's calendar; undefined likewise. */
  dueAt?: ((from: number, time: DurationIr) => number) | undefined;
}

/** A connection's file: its name in issues and, if different, the path for finding sibling files. */
interface ConnectionFile extends SourceFile {
  path?: string;
}

/** The texts of a merchant's files. */
export interface MerchantFiles {
  /** Name of the folder, which is the merchant's name. */
  folder: string;
  /** Path of merchant.yaml, and its text if it is there. */
  file: string;
  text?: string;
  connections: readonly ConnectionFile[];
  flows: readonly SourceFile[];
  /** Of what customers ask the shop; none by default. */
  knowledge?: readonly SourceFile[];
}

/** What a merchant is assembled with. */
export interface AssembleOptions {
  shipped: readonly SourceFile[];
  /** Flows that belong to no merchant yet: an author's drafts. */
  drafts?: readonly SourceFile[];
  buildConnection: BuildConnection;
  secrets?: Secrets;
  now?: number;
  texts: MerchantTexts;
  /** The product's languages; those of the registry by default. */
  languages?: Languages;
  /** Answers what no connection of the merchant does: tests of flows need none. */
  substitute?: Substitute;
  /** Also a merchant whose flows or connections have issues, with what is right of it: for tests, never to serve it. */
  partial?: boolean;
}

/** A merchant without issues can be served; `untranslated` is reported to its authors but blocks nothing. */
export interface AssembledMerchant {
  merchant?: Merchant;
  /** Its connections by its bindings, with issues or without, and merchant.yaml, if that can be read. */
  bound?: Bound;
  document?: YamlDocument;
  issues: Issue[];
  untranslated: Issue[];
  /** Intents that people have because a flow of the merchant's own is not offered: reported, and it is served all the same. */
  unanswered: Issue[];
  /** What is probably wrong but may be meant: reported to its authors, and it is served all the same. */
  warnings: Issue[];
  /** Its wording, if its flows could be read. */
  wording?: Wording;
  /** Its flows that could not be compiled, with the files that are the reason. */
  broken?: CompileResult['broken'];
}

/** Assembles a merchant, or reports every issue in its files. */
export function assembleMerchant(files: MerchantFiles, options: AssembleOptions): AssembledMerchant {
  if (files.text === undefined) return broken([fileMissing(files)]);
  const { now = Date.now(), texts, shipped } = options;
  const { config, document, issues } = readMerchantFile(files.file, files.text, { ...options, now });
  const built = buildConnections(files, options.buildConnection, config);
  issues.push(...built.issues);
  if (config === undefined || document === undefined) return broken(issues);
  const reader = new Reader(document);
  checkFolder(reader, config, files);
  // What a broken connection offers is unknown, so checks that depend on it would only repeat its issues.
  const whole = built.issues.length === 0;
  if (whole) {
    checkBindings(reader, config, built.connections);
    checkChannels(reader, config, built.connections);
  }
  const bound = bindConnections(config, built.connections, options.substitute?.(config));
  const flows = flowsOf(files, options);
  const compiled = compileFlows({
    flows,
    merchant: config,
    effects: effectsOf(config.vocabulary.catalogue, bound, built.broken),
    merchantFile: document,
  });
  if (whole) checkOffers(reader, config, compiled);
  checkFlowNames(reader, config, compiled);
  checkStyle(reader, config, texts);
  if (issues.length + reader.issues.length === 0)
    checkLikely(reader, config, { ...built, compiled, flows, now });
  const isKnown = [...built.broken.values()].every((offered) => offered !== undefined);
  const ofMerchant = [...issues.filter(({ file }) => file === files.file), ...reader.issues];
  issues.push(...reader.issues, ...compiled.issues.filter(({ code }) => isKnown || !OF_OFFERED.has(code)));
  const knowledge = knowledgeOf(files, config, compiled, now);
  issues.push(...sharedSayings(compiled.flows.values(), texts), ...knowledge.issues);
  const isPart = options.partial === true && ofMerchant.length === 0;
  const warnings = [...reader.warnings, ...built.warnings, ...compiled.warnings, ...knowledge.warnings];
  if (issues.length > 0 && !isPart) return { ...broken(issues), warnings, bound, document };
  const translations = translationsOf(config, texts);
  const wording = { config, texts, sentences: compiled.sentences, isShipped: shippedIn(shipped) };
  const says = sayingsOf(compiled.flows.values(), translations, texts);
  return {
    merchant: {
      ...{ ...bound, flows: compiled.flows, notOffered: compiled.notOffered, translations, says },
      knowledge: knowledge.entries,
    },
    ...{ bound, document, issues, warnings, wording },
    untranslated: untranslatedIn(wording, flows),
    unanswered: intentsTaken(document, config, compiled),
    broken: compiled.broken,
  };
}

/** The merchant's knowledge; what reads a value of the policy that is wrong would only repeat its issue. */
function knowledgeOf(
  { file: merchantFile, knowledge = [] }: MerchantFiles,
  config: MerchantConfig,
  compiled: CompileResult,
  now: number,
): KnowledgeRead {
  const read = readKnowledge(knowledge, config, now);
  const isPolicyWrong = compiled.issues.some(
    ({ file, path }) => file === merchantFile && path.startsWith('policy.'),
  );
  return isPolicyWrong
    ? { ...read, issues: read.issues.filter(({ code }) => code !== 'type_mismatch') }
    : read;
}

/** The product's flows, and the merchant's own. */
const flowsOf = (files: MerchantFiles, { shipped, drafts = [] }: AssembleOptions): SourceFile[] => [
  ...shipped.map((source) => ({ ...source, shipped: true as const })),
  ...drafts,
  ...files.flows,
];

function checkFolder(reader: Reader, config: MerchantConfig, { folder }: MerchantFiles): void {
  if (config.merchant === folder) return;
  reader.reportIssue(['merchant'], 'merchant_name_differs', `The folder is named \`${folder}\`.`);
}

/** What hangs on the flows that are offered, and so on all connections. */
function checkOffers(reader: Reader, config: MerchantConfig, compiled: CompileResult): void {
  checkMainFlow(reader, config, compiled.notOffered);
  checkEventFlows(reader, config, compiled.flows, compiled.known);
  checkThresholds(reader, config, compiled.flows);
  checkOwnIntents(reader, config, compiled.flows);
}

/** What only a flow that is offered lacks, which nobody knows while a connection cannot be read. */
const OF_OFFERED: ReadonlySet<Issue['code']> = new Set(['policy_missing', 'role_unknown']);

const broken = (issues: Issue[]): AssembledMerchant => ({
  issues,
  untranslated: [],
  unanswered: [],
  warnings: [],
});

function fileMissing({ folder, file }: MerchantFiles): Issue {
  const message = `The folder \`${folder}\` has no merchant.yaml.`;
  return {
    file,
    line: 1,
    column: 1,
    code: 'merchant_file_missing',
    message,
    hint: errorCatalogue.merchant_file_missing.hint,
    path: '',
  };
}

function buildConnections(
  { folder, connections }: MerchantFiles,
  build: BuildConnection,
  config: MerchantConfig | undefined,
): { connections: Map<string, Connection>; broken: BrokenOffers; issues: Issue[]; warnings: Issue[] } {
  const issues: Issue[] = [];
  const warnings: Issue[] = [];
  const unbuilt = new Map<string, ReadonlySet<string> | undefined>();
  const built = new Map<string, Connection>();
  const known = config && {
    vocabulary: config.vocabulary,
    dueAt: (from: number, time: DurationIr) => addDuration(config, from, time),
  };
  for (const source of connections) {
    const { file } = source;
    const {
      connection,
      issues: found,
      warnings: likely = [],
    } = build({ ...source, merchant: folder, ...known });
    issues.push(...found);
    warnings.push(...likely);
    if (connection === undefined) {
      const { name, operations } = offersOf(source);
      unbuilt.set(name, operations);
      continue;
    }
    if (built.has(connection.name)) issues.push(duplicate(file, connection.name));
    built.set(connection.name, connection);
  }
  return { connections: built, broken: unbuilt, issues, warnings };
}

/** The name of a connection that cannot be built, and the operations that its file describes, as far as both can be read. */
function offersOf({ file, text }: ConnectionFile): {
  name: string;
  operations: ReadonlySet<string> | undefined;
} {
  const value = readDocument(file, text, { aliases: true }).document?.value;
  const own = typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {};
  const { connection, connector, operations } = own as { readonly [name: string]: Json | undefined };
  const isWhole = connector === 'declarative' && typeof operations === 'object' && operations !== null;
  return {
    // A file is named after its connection by custom.
    name: typeof connection === 'string' ? connection : basename(file, '.yaml'),
    operations: isWhole ? new Set(Object.keys(operations)) : undefined,
  };
}

const duplicate = (file: string, name: string): Issue => ({
  file,
  line: 1,
  column: 1,
  code: 'connection_duplicate',
  message: `Another file already defines the connection \`${name}\`.`,
  hint: 'Rename one of them.',
  path: 'connection',
});

function checkFlowNames(
  reader: Reader,
  { flows }: MerchantConfig,
  { known, shipped: ofProduct }: Pick<CompileResult, 'known' | 'shipped'>,
): void {
  for (const [shipped, own] of Object.entries(flows)) {
    const path = ['flows', shipped];
    if (known.has(shipped) && !ofProduct.has(shipped) && ofProduct.has(own)) {
      const message = `This is the wrong way round: the shipped flow is on the left, and \`${own}\` is the shipped one.`;
      reader.reportIssue(path, 'replacement_differs', message, `Write \`${own}: ${shipped}\`.`, 'key');
      continue;
    }
    if (!known.has(shipped))
      reader.reportIssue(
        path,
        'flow_unknown',
        `There is no flow \`${shipped}\`.`,
        didYouMean(shipped, known),
        'key',
      );
    if (!known.has(own))
      reader.reportIssue(path, 'flow_unknown', `There is no flow \`${own}\`.`, didYouMean(own, known));
  }
}

function checkStyle(reader: Reader, config: MerchantConfig, texts: MerchantTexts): void {
  const known = knownStyles(config, texts);
  if (known.has(config.style)) return;
  const message = `There are no texts in the style \`${config.style}\`.`;
  reader.reportIssue(['style'], 'style_unknown', message, didYouMean(config.style, known));
}

/** A shipped flow's sentence is the product's unless the merchant has replaced it. */
function shippedIn(shipped: readonly SourceFile[]): Wording['isShipped'] {
  const files = new Set(shipped.map(({ file }) => file));
  return ({ document, reworded }) => files.has(document.file) && reworded !== true;
}

/** Sentences without a translation; a style's missing texts fall back to neutral, so they are no issue. */
function untranslatedIn(wording: Wording, flows: readonly SourceFile[]): Issue[] {
  const { files = [] } = wording.texts;
  // What a file of texts with issues holds is not known.
  const unread = new Set(files.flatMap(({ name, hasIssues }) => (hasIssues ? name : [])));
  const languagesBy = (shipped: boolean): string[] =>
    neededTextStyles(wording, shipped).flatMap(({ language, style }) =>
      style === neutral && !unread.has(language) ? language : [],
    );
  const [ofProduct, ofMerchant] = [languagesBy(true), languagesBy(false)];
  const texts = Object.fromEntries(
    ofProduct.map((language) => [language, textsIn(wording, { language, style: neutral })]),
  );
  const missing = (outdated?: OutdatedTexts): Issue[] =>
    missingTranslations(
      wording.sentences,
      texts,
      (sentence) => (wording.isShipped(sentence) ? ofProduct : ofMerchant),
      outdated,
    );
  const found = missing();
  if (files.length === 0 || found.length === 0) return found;
  const said = [...Object.values(wording.config.sentences), ...wording.sentences.map(({ key }) => key)];
  return missing(new OutdatedTexts(files, new Set([...textsWritten(flows), ...said])));
}
