/** `orderly texts draft`: a language model drafts missing texts; a person reviews them before anybody else. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Command } from 'commander';
import type { Drafted } from '../../../texts/drafting/draft-texts.js';
import { OrderlyError } from '../../../contracts/errors/orderly-error.js';
import { type TextStyle, nameOfTextStyle, neutral } from '../../../texts/languages/style.js';
import { textsIn, type Wording } from '../../../merchants/merchant-texts.js';
import { addCommand } from '../../command.js';
import { configuredFolders } from '../../merchant-files.js';
import { plain } from '../../../platform/observability/print-failure.js';
import { printJson, printLine, printProgress } from '../../print.js';
import {
  asTextStyle,
  draftsFolder,
  languageOption,
  type TextStyleOptions,
  shownPath,
  textsFolder,
  styleOption,
  wordingOf,
} from '../../text-command-options.js';

interface DraftOptions extends TextStyleOptions {
  merchant?: string;
  shipped?: boolean;
  json?: boolean;
}

/** Adds the command. */
export function addDraft(texts: Command): void {
  addCommand(texts, {
    usage: 'draft',
    summary: "Draft missing texts with the merchant's language model, for review.",
    examples: [
      'orderly texts draft --language fr --merchant acme',
      'orderly texts draft --language fr --style warm --merchant acme',
    ],
  })
    .requiredOption('--language <code>', 'language to write', languageOption)
    .option('--style <style>', 'style to write (default: `neutral`)', styleOption)
    .option('--merchant <name>', 'merchant whose texts and model to use (default: the only one)')
    .option('--shipped', 'draft texts for the shipped flows instead')
    .option('--json', 'print a JSON object: file, drafted, dropped')
    .action(draft);
}

async function draft({ merchant, shipped = false, json, ...options }: DraftOptions): Promise<void> {
  const [{ draftTexts }, { draftsHead, entriesIn, withEntries }, { openDraftingModel }] = await Promise.all([
    import('../../../texts/drafting/draft-texts.js'),
    import('../../../texts/drafting/texts-file.js'),
    import('../../drafting-model.js'),
  ]);
  const wording = await wordingOf(merchant);
  const textStyle = asTextStyle(options, wording.config.language) ?? { language: '', style: neutral };
  const owner = shipped ? undefined : wording.config.merchant;
  const folder = draftsFolder(textsFolder(await configuredFolders(), owner));
  const file = join(folder, `${nameOfTextStyle(textStyle)}.yaml`);
  const waiting = await readFile(file, 'utf8').catch(() => '');
  const known = new Set(entriesIn(waiting).map(([sentence]) => sentence));
  const wanted = await wantedOf(wording, textStyle, shipped, known);
  const model = await openDraftingModel(wording.config);
  const drafted = await draftTexts(model, wanted, textStyle, (done) => {
    printProgress(`${done} of ${wanted.length}`);
  });
  if (drafted.drafts.size > 0) {
    await mkdir(dirname(file), { recursive: true });
    const place = shipped ? '--shipped' : `--merchant ${wording.config.merchant}`;
    const head = waiting === '' ? draftsHead(textStyle, model.model, place) : waiting;
    await writeFile(file, withEntries(head, [...drafted.drafts]));
  }
  printDrafts(drafted, { file: shownPath(file), wanted: wanted.length, json: json === true });
}

/** Missing sentences without a waiting draft (`known`), each with its text in the neutral style. */
async function wantedOf(
  wording: Wording,
  textStyle: TextStyle,
  shipped: boolean,
  known: ReadonlySet<string>,
) {
  const { missingIn } = await import('../../../merchants/missing-texts.js');
  const neutrals = textsIn(wording, { ...textStyle, style: neutral });
  return (
    missingIn(wording, textStyle)
      // What customers say is written by people: a model would write what it thinks they say.
      .filter(({ sentence, says }) => says !== true && !known.has(sentence))
      .filter((each) => !shipped || (each.shipped && each.file !== undefined))
      .map(({ sentence }) => {
        const said = textStyle.style === neutral ? undefined : neutrals[sentence];
        return { sentence, ...(said === undefined ? {} : { neutral: said }) };
      })
  );
}

function printDrafts(
  { drafts, dropped, failed }: Drafted,
  { file, wanted, json }: { file: string; wanted: number; json: boolean },
): void {
  if (json) printJson({ file: drafts.size === 0 ? null : file, drafted: drafts.size, dropped });
  else {
    for (const { sentence, why } of dropped)
      printLine(`dropped: ${plain(JSON.stringify(sentence))}: ${plain(why)}`);
    printLine(
      wanted === 0 ? 'Nothing is missing.' : `${drafts.size} of ${wanted} sentences drafted: ${file}`,
    );
    if (drafts.size > 0)
      printLine(
        'Review the file and correct or delete what is wrong. The top of the file says how to accept the rest.',
      );
  }
  if (failed !== undefined)
    throw new OrderlyError('texts_model_failed', `The language model did not answer (${failed})`);
}
