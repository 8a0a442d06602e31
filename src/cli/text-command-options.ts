/** Shared by the text commands: whose texts, in which language and style, and where their files are. */
import { readdir, readFile } from 'node:fs/promises';
import { basename, join, relative } from 'node:path';
import { InvalidArgumentError } from 'commander';
import { OrderlyError } from '../contracts/errors/orderly-error.js';
import { type TextStyle, textStyleOf, neutral } from '../texts/languages/style.js';
import type { Wording } from '../merchants/merchant-texts.js';
import type { Folders } from './check-target.js';
import { configuredFolders, readMerchants } from './merchant-files.js';

/** The options for language and style. */
export interface TextStyleOptions {
  language?: string;
  style?: string;
}

/** Reads `--language`. */
export function languageOption(text: string): string {
  if (textStyleOf(text)?.language === text) return text;
  throw new InvalidArgumentError('Give a code such as `fr` or `de-AT`.');
}

/** Reads `--style`. */
export function styleOption(text: string): string {
  if (text === neutral || textStyleOf(`en.${text}`) !== undefined) return text;
  throw new InvalidArgumentError('Give a name in kebab-case, such as `warm`.');
}

/** The text style that the options name, if any; `usual` is the language if they give only a style. */
export function asTextStyle({ language, style }: TextStyleOptions, usual: string): TextStyle | undefined {
  if (language === undefined && style === undefined) return undefined;
  return { language: language ?? usual, style: style ?? neutral };
}

/** The wordings of all merchants, or of the named one; `merchant_unknown`, `merchant_not_served`. */
export async function wordingsOf(merchant?: string): Promise<ReadonlyMap<string, Wording>> {
  const folders = await configuredFolders();
  const { wordings, refused } = await readMerchants(
    folders,
    merchant === undefined ? {} : { only: [merchant] },
  );
  const [broken] = refused;
  if (broken !== undefined)
    throw new OrderlyError('merchant_not_served', `The merchant \`${broken}\` has issues`, {
      hint: 'Run `orderly flows check` to list them.',
    });
  if (wordings.size === 0) {
    const what = merchant === undefined ? 'no merchant' : `no merchant \`${merchant}\``;
    throw new OrderlyError('merchant_unknown', `There is ${what} in ${folders.merchants}`);
  }
  return wordings;
}

/** The wording of one merchant: the named one, or the only one. */
export async function wordingOf(merchant?: string): Promise<Wording> {
  const wordings = await wordingsOf(merchant);
  const [only] = wordings.values();
  if (only !== undefined && wordings.size === 1) return only;
  const hint = `Choose one with --merchant: ${[...wordings.keys()].join(', ')}.`;
  throw new OrderlyError('merchant_unknown', `There are ${wordings.size} merchants`, { hint });
}

/** The folder of a merchant's texts, or of the shipped flows' texts if undefined. */
export const textsFolder = ({ merchants, flows }: Folders, merchant: string | undefined): string =>
  merchant === undefined ? join(flows, 'texts') : join(merchants, merchant, 'texts');

/** The folder of drafts beside the texts; its files are never loaded. */
export const draftsFolder = (texts: string): string => join(texts, 'drafts');

/** A file of drafts that awaits review. */
export interface WaitingDrafts {
  file: string;
  sentences: number;
}

/** The drafts of shipped flows and merchants that await review. */
export async function waitingDrafts(folders: Folders): Promise<WaitingDrafts[]> {
  const { entriesIn } = await import('../texts/drafting/texts-file.js');
  const merchants = await readdir(folders.merchants).catch(() => []);
  const waiting: WaitingDrafts[] = [];
  for (const owner of [undefined, ...merchants.sort()]) {
    const folder = draftsFolder(textsFolder(folders, owner));
    const names = (await readdir(folder).catch(() => [])).filter((name) =>
      textStyleOf(basename(name, '.yaml')),
    );
    for (const name of names.filter((each) => each.endsWith('.yaml')).sort()) {
      const file = join(folder, name);
      waiting.push({ file: shownPath(file), sentences: entriesIn(await readFile(file, 'utf8')).length });
    }
  }
  return waiting;
}

/** A path relative to the working directory. */
export function shownPath(file: string): string {
  const path = relative('', file);
  return path.startsWith('..') ? file : path;
}

/** A place's file relative to the working directory. */
export const shownPlace = ({ file }: { file?: string }): { file?: string } =>
  file === undefined ? {} : { file: shownPath(file) };
