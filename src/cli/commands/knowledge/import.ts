/** `orderly knowledge import`: makes drafts of entries from a folder of Markdown; a person reads them and moves them to `knowledge/`. */
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Command } from 'commander';
import { stringify } from 'yaml';
import { OrderlyError } from '../../../contracts/errors/orderly-error.js';
import { primaryLanguage } from '../../../texts/languages/index.js';
import { addCommand } from '../../command.js';
import { configuredFolders } from '../../merchant-files.js';
import { printJson, printLine } from '../../print.js';
import { languageOption, shownPath, wordingOf } from '../../text-command-options.js';

interface ImportOptions {
  merchant?: string;
  language?: string;
  json?: boolean;
}

/** A heading with the text below it. */
interface Section {
  heading: string;
  body: string;
  source: string;
}

/** Adds the command. */
export function addImport(knowledge: Command): void {
  addCommand(knowledge, {
    usage: 'import <folder>',
    summary: 'Make drafts of entries from Markdown: each heading with text below it is a question.',
    examples: ['orderly knowledge import help-pages --merchant acme --language de'],
  })
    .option('--merchant <name>', 'whose knowledge it is (default: the only merchant)')
    .option('--language <code>', 'language of the pages (default: the merchant’s)', languageOption)
    .option('--json', 'print one JSON object: drafts, kept')
    .action(importPages);
}

async function importPages(folder: string, { merchant, language, json }: ImportOptions): Promise<void> {
  const { config } = await wordingOf(merchant);
  const spoken = language ?? primaryLanguage(config.language);
  const { merchants } = await configuredFolders();
  const knowledge = join(merchants, config.merchant, 'knowledge');
  const sections = await sectionsIn(folder);
  if (sections.length === 0)
    throw new OrderlyError(
      'knowledge_pages_missing',
      `There is no heading with a text below it in ${folder}`,
    );
  const there = new Set([...(await namesIn(knowledge)), ...(await namesIn(join(knowledge, 'drafts')))]);
  await mkdir(join(knowledge, 'drafts'), { recursive: true });
  const drafts: string[] = [];
  const kept: string[] = [];
  for (const section of sections) {
    const topic = topicOf(section.heading);
    const file = join(knowledge, 'drafts', `${topic}.yaml`);
    // What a person has written or begun to edit is never overwritten.
    if (there.has(topic)) kept.push(topic);
    else {
      await writeFile(file, draftOf(topic, section, spoken), { flag: 'wx' });
      drafts.push(shownPath(file));
    }
    there.add(topic);
  }
  if (json === true) {
    printJson({ drafts, kept });
    return;
  }
  for (const file of drafts) printLine(file);
  if (kept.length > 0) printLine(`There already, and left as they are: ${kept.join(', ')}`);
  printLine(`${drafts.length} drafts: read them, add phrases and languages, and move them to knowledge/.`);
}

const namesIn = async (folder: string): Promise<string[]> =>
  (await readdir(folder).catch(() => [])).map((name) => basename(name, '.yaml'));

async function sectionsIn(folder: string): Promise<Section[]> {
  const names = await readdir(folder).catch(() => {
    throw new OrderlyError('path_missing', `${folder} does not exist`);
  });
  const pages = names.filter((name) => /\.(?:md|markdown)$/iu.test(name)).sort();
  const found = await Promise.all(
    pages.map(async (name) => sectionsOf(await readFile(join(folder, name), 'utf8'), name)),
  );
  return found.flat();
}

/** A page's headings that have a text of their own; code blocks are left out. */
function sectionsOf(page: string, source: string): Section[] {
  const text = page.replace(/^---\n[\s\S]*?\n---\n/u, '').replace(/^(```|~~~)[\s\S]*?^\1.*$/gmu, '');
  return text.split(/^(?=#{1,6} )/mu).flatMap((part): Section[] => {
    const [first = '', ...rest] = part.split('\n');
    const heading = plainOf(/^#{1,6} (?<words>.*?)#*$/u.exec(first)?.groups?.['words'] ?? '');
    const body = plainOf(rest.join('\n'));
    return heading === '' || body === '' ? [] : [{ heading, body, source }];
  });
}

/** Markdown as customers read it in a chat: without signs, links by their words and address. */
const plainOf = (markdown: string): string =>
  markdown
    .replace(/!\[[^\]]*\]\([^)]*\)/gu, '')
    .replace(/\[([^\]]*)\]\(([^)\s]*)[^)]*\)/gu, '$1 ($2)')
    .replace(/<[^>]{1,200}>/gu, '')
    .replace(/(\*\*|__|`)/gu, '')
    .replace(/^\s*[*+-] /gmu, '– ')
    .replace(/(?<!\n)\n(?!\n|– |\d+\. )/gu, ' ')
    .replace(/\n{2,}/gu, '\n')
    .replace(/ {2,}/gu, ' ')
    .trim();

const umlauts: Readonly<Record<string, string>> = { ä: 'ae', ö: 'oe', ü: 'ue', ß: 'ss' };

/** A heading as the name of an entry: “Is a return free?” is `is-a-return-free`. */
function topicOf(heading: string): string {
  const folded = heading.toLowerCase().replace(/[äöüß]/gu, (sign) => umlauts[sign] ?? sign);
  const words =
    folded
      .normalize('NFKD')
      .replace(/\p{M}/gu, '')
      .match(/[a-z0-9]+/gu) ?? [];
  const name = words.slice(0, 6).join('-');
  return /^[a-z]/u.test(name) ? name : `question-${name}`;
}

/** A draft as a file; what looks like a value in a page is no value. */
function draftOf(topic: string, { heading, body, source }: Section, language: string): string {
  const entry = {
    topic,
    asks: { [language]: [heading] },
    answer: { [language]: body.replaceAll('${', '$ {') },
    source,
  };
  const note =
    '# A draft: read the answer, write 4 to 8 ways to ask it in each language, and move the file to knowledge/.\n';
  return `${note}${stringify(entry, { lineWidth: 0 })}`;
}
