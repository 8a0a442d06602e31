/** `orderly init`: a merchant's folder to begin with, without an issue. */
import { basename, dirname, relative, resolve } from 'node:path';
import type { Command } from 'commander';
import { secretPlaces } from '../../contracts/errors/missing-secret.js';
import { addCommand } from '../command.js';
import type { InitAnswers } from '../init/answers.js';
import type { MadeMerchant } from '../init/make-merchant.js';
import { configuredFolders } from '../merchant-files.js';
import { printJson, printLine } from '../print.js';

interface InitOptions extends Partial<InitAnswers> {
  yes?: boolean;
  json?: boolean;
}

/** Adds the command. */
export function addInit(program: Command): void {
  const command = addCommand(program, {
    usage: 'init <folder>',
    summary: 'Create a merchant folder that is ready to run.',
    examples: [
      'orderly init merchants/acme',
      'orderly init merchants/acme --name "Acme Shoes" --zone Europe/Berlin --without payments --yes',
      'orderly init merchants/acme --from openapi:shop.yaml --yes',
    ],
  });
  command
    .option('--name <name>', 'shop name as customers see it')
    .option('--zone <zone>', 'time zone, such as `Europe/Berlin`')
    .option('--language <code>', "the shop's language, such as `de`")
    .option('--without <domains...>', 'areas without an API, such as `payments`')
    .option('--from <kind:file>', 'API description: `openapi:`, `graphql:` or `wsdl:`, then a file')
    .option('--yes', 'skip the questions; use defaults for options not given')
    .option('--json', 'print one JSON object: folder, files, connection')
    .action((folder: string, options: InitOptions) => init(folder, options, command));
}

async function init(given: string, options: InitOptions, command: Command): Promise<void> {
  const isTerminal = process.stdin.isTTY && process.stdout.isTTY;
  if (options.yes !== true && !isTerminal)
    command.error(
      'error: there is no terminal to ask questions on: pass --yes, plus --name, --zone, --language, --without or --from for any default that is wrong',
    );
  const [{ askAnswers, defaultAnswers }, { makeMerchant }, { TypedLines }, { flows }] = await Promise.all([
    import('../init/answers.js'),
    import('../init/make-merchant.js'),
    import('../typed-lines.js'),
    configuredFolders(),
  ]);
  const folder = resolve(given);
  const defaults = defaultAnswers(basename(folder));
  let answers: InitAnswers = { ...defaults, ...answersIn(options) };
  if (options.yes !== true) {
    using lines = new TypedLines();
    answers = await askAnswers(answersIn(options), defaults, lines);
  }
  const made = await makeMerchant(folder, answers, flows);
  if (options.json === true) printJson(made);
  else await printMade(made);
}

const answersIn = ({ yes: _yes, json: _json, ...answers }: InitOptions): Partial<InitAnswers> => answers;

async function printMade({ folder, files, connection }: MadeMerchant): Promise<void> {
  const path = relative('', folder);
  const shown = path === '' || path.startsWith('..') ? folder : path;
  printLine(`Created ${shown}: ${files.join(', ')}`);
  const { merchants } = await configuredFolders();
  const merchant = basename(folder);
  const next: string[] = [];
  if (resolve(merchants) !== dirname(folder)) next.push(`export ORDERLY_MERCHANTS=${dirname(folder)}`);
  next.push(`orderly flows check ${shown}`, `orderly flows test ${shown}`);
  if (connection !== undefined) {
    const { name, bound, open, secrets } = connection;
    if (bound.length > 0) printLine(`Bound to ${name}: ${bound.join(', ')}`);
    for (const { operation, from } of open)
      printLine(`To complete in drafts/${name}.yaml: ${operation}, from ${from}`);
    if (open.length > 0)
      printLine('Fill in the TODOs there, move the file to connections/, and bind it in merchant.yaml.');
    next.push(
      ...secrets.map((secret) => `export ORDERLY_SECRET_${secretPlaces(secret, merchant).variable}=…`),
    );
    if (bound.length > 0) next.push(`orderly connections try ${merchant} ${bound[0] ?? ''}`);
  } else next.push('orderly connections import --help');
  next.push(`orderly flows talk ${merchant}`);
  printLine('Next steps:');
  for (const line of next) printLine(`  ${line}`);
}
