/** `orderly texts missing`: sentences without a text, by merchant, language and style. */
import { type Command } from 'commander';
import type { MissingText } from '../../../merchants/missing-texts.js';
import { addCommand } from '../../command.js';
import { exitCodes } from '../../../platform/observability/print-failure.js';
import { plain } from '../../../platform/observability/print-failure.js';
import { printJson, printLine } from '../../print.js';
import {
  asTextStyle,
  languageOption,
  type TextStyleOptions,
  shownPlace,
  styleOption,
  wordingsOf,
} from '../../text-command-options.js';

interface MissingOptions extends TextStyleOptions {
  merchant?: string;
  json?: boolean;
}

/** A sentence that one of the merchants lacks. */
interface Row extends MissingText {
  merchant: string;
}

/** Adds the command. */
export function addMissing(texts: Command): void {
  addCommand(texts, {
    usage: 'missing',
    summary: 'List sentences without a text; exits with 1 if there are any.',
    examples: ['orderly texts missing', 'orderly texts missing --language fr --merchant acme'],
  })
    .option('--merchant <name>', 'only this merchant (default: all)')
    .option('--language <code>', 'this language (default: those in use)', languageOption)
    .option('--style <style>', 'this style (default: those in use)', styleOption)
    .option('--json', 'print a JSON list: merchant, language, style, sentence, shipped, says, file, line')
    .action(missing);
}

async function missing({ merchant, json, ...options }: MissingOptions): Promise<void> {
  const { missingIn, missingTexts } = await import('../../../merchants/missing-texts.js');
  const rows: Row[] = [];
  for (const [name, wording] of await wordingsOf(merchant)) {
    const textStyle = asTextStyle(options, wording.config.language);
    const found = textStyle === undefined ? missingTexts(wording) : missingIn(wording, textStyle);
    rows.push(...found.map((each) => ({ merchant: name, ...each, ...shownPlace(each) })));
  }
  if (json === true) printJson(rows);
  else printMissing(rows);
  if (rows.length > 0) process.exitCode = exitCodes.failed;
}

function printMissing(rows: readonly Row[]): void {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const group = `${row.merchant}: ${row.language}, ${row.style}`;
    groups.set(group, [...(groups.get(group) ?? []), row]);
  }
  for (const [group, sentences] of groups) {
    printLine(`${group}: ${sentences.length} missing`);
    for (const { sentence, says, file, line } of sentences) {
      const place = file === undefined ? '' : ` (${file}:${line ?? 1})`;
      const what = says === true ? ' `says`: what customers write when they mean this option' : '';
      printLine(`  ${plain(JSON.stringify(sentence))}${what}${place}`);
    }
  }
  if (rows.length === 0) printLine('Nothing is missing.');
}
