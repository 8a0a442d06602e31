/** `orderly texts accept`: turns reviewed drafts into texts. */
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Command, InvalidArgumentError } from 'commander';
import { OrderlyError } from '../../../contracts/errors/orderly-error.js';
import { type TextStyle, textStyleOf, nameOfTextStyle } from '../../../texts/languages/style.js';
import { addCommand } from '../../command.js';
import { exitCodes } from '../../../platform/observability/print-failure.js';
import { configuredFolders } from '../../merchant-files.js';
import { plain } from '../../../platform/observability/print-failure.js';
import { printJson, printLine } from '../../print.js';
import { draftsFolder, shownPath, textsFolder, wordingOf } from '../../text-command-options.js';

interface AcceptOptions {
  merchant?: string;
  shipped?: boolean;
  json?: boolean;
}

/** Adds the command. */
export function addAccept(texts: Command): void {
  addCommand(texts, {
    usage: 'accept',
    summary: 'Accept reviewed drafts: add them to the texts and delete the drafts file.',
    examples: ['orderly texts accept fr --merchant acme', 'orderly texts accept fr.warm --merchant acme'],
  })
    .argument('<name>', 'name of the drafts file, such as `fr` or `fr.warm`', parseTextStyle)
    .option('--merchant <name>', 'merchant whose drafts to accept (default: the only one)')
    .option('--shipped', 'accept drafts for the shipped flows instead')
    .option('--json', 'print a JSON object: file, added, kept')
    .action(accept);
}

async function accept(textStyle: TextStyle, { merchant, shipped, json }: AcceptOptions): Promise<void> {
  const { entriesIn, withEntries } = await import('../../../texts/drafting/texts-file.js');
  const folders = await configuredFolders();
  const owner = shipped === true ? undefined : (await wordingOf(merchant)).config.merchant;
  const folder = textsFolder(folders, owner);
  const name = `${nameOfTextStyle(textStyle)}.yaml`;
  const [draftsFile, file] = [join(draftsFolder(folder), name), join(folder, name)];
  const drafts = await readFile(draftsFile, 'utf8').catch(() => undefined);
  if (drafts === undefined)
    throw new OrderlyError('texts_drafts_missing', `There is no ${shownPath(draftsFile)}`);
  if (!(await isSound(shownPath(draftsFile), drafts))) return;
  const before = await readFile(file, 'utf8').catch(() => '');
  const known = new Set(entriesIn(before).map(([sentence]) => sentence));
  const entries = entriesIn(drafts);
  const kept = entries.filter(([sentence]) => known.has(sentence)).length;
  await writeFile(file, withEntries(before, entries));
  await rm(draftsFile);
  const added = entries.length - kept;
  if (json === true) printJson({ file: shownPath(file), added, kept });
  else {
    printLine(`${added} accepted: ${shownPath(file)}`);
    if (kept > 0) printLine(`${kept} already had a text, which was kept.`);
  }
}

/** A reviewer may have changed a value by accident: issues are reported and nothing is accepted. */
async function isSound(file: string, text: string): Promise<boolean> {
  const [{ readTranslations }, { printIssues }] = await Promise.all([
    import('../../../flows/translations.js'),
    import('../../../flows/print-issues.js'),
  ]);
  const { issues } = readTranslations(file, text);
  if (issues.length === 0) return true;
  printLine(plain(printIssues(issues)));
  process.exitCode = exitCodes.failed;
  return false;
}

function parseTextStyle(name: string): TextStyle {
  const textStyle = textStyleOf(name.replace(/\.yaml$/, ''));
  if (textStyle !== undefined) return textStyle;
  throw new InvalidArgumentError('Give a language, and a style if it has one: `fr`, `fr.warm`.');
}
