/** Writes docs/connectors/matrix.md, which connector offers which operation: `npm run tool -- connectors-page`. */
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { catalogue } from '../../src/commerce/index.js';
import { readTemplate, type Template, templateNames } from '../../src/connectors/templates/templates.js';

const introduction = `# What each connector offers

● it is offered, and the contract of connections plays every fault on it (\`test/contract\`, where no operation of a connector is left out). – the system does not have it: the connector's page says why. An empty cell: the connector does not offer it yet. This page is written from the templates by \`npm run tool -- connectors-page\`.`;

/** A gap names an operation, or a whole domain. */
const isGap = ({ file }: Template, operation: string): boolean =>
  Object.keys(file.gaps).some((gap) => operation === gap || operation.startsWith(`${gap}.`));

function cellOf(template: Template, operation: string): string {
  if (operation in template.file.operations) return '●';
  return isGap(template, operation) ? '–' : '';
}

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

/** The whole page. */
export function connectorsPage(): string {
  const templates = templateNames().flatMap((name) => readTemplate(name) ?? []);
  const titles = templates.map(({ file }) => `[${file.title}](${file.template}.md)`);
  const rows = [...catalogue.keys()].map((operation) =>
    row([`\`${operation}\``, ...templates.map((template) => cellOf(template, operation))]),
  );
  const head = [row(['Operation', ...titles]), row(['---', ...titles.map(() => '---')])];
  return `${introduction}\n\n${[...head, ...rows].join('\n')}\n`;
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  writeFileSync('docs/connectors/matrix.md', connectorsPage());
