/** Writes docs/connectors/matrix.md, which connector offers which operation and reads which data point: `npm run tool -- connectors-page`. */
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { dataPoints } from '../../src/cli/coverage/data-points.js';
import { catalogue } from '../../src/commerce/index.js';
import { checkConnection } from '../../src/connectors/build-connection.js';
import { exampleUse } from '../../src/cli/connectors/shown-template.js';
import { readTemplate, type Template, templateNames } from '../../src/connectors/templates/templates.js';
import { mappedBy, recordsGiven } from './mapped-points.js';

const introduction = `# What each connector offers

● means that the connector offers the operation, and that \`test/contract\`, which leaves no operation out, tests it with every fault. – means that the system does not support it; the connector's page says why. An empty cell means that the connector does not offer it yet. This page is generated from the templates by \`npm run tool -- connectors-page\`.`;

const ofPoints = `## What each connector reads

There is a table for each [business record](../reference/fields.md), with the connectors that return it. ● means that the field is read from the system's answers; the tests named on the connector's page show this with examples. An empty cell means that the system does not report the field, or not in the answers that the connector reads. Fields that no connector reads are left out.`;

/** A gap names an operation, or a whole domain. */
const isGap = ({ file }: Template, operation: string): boolean =>
  Object.keys(file.gaps).some((gap) => operation === gap || operation.startsWith(`${gap}.`));

function cellOf(template: Template, operation: string): string {
  if (operation in template.file.operations) return '●';
  return isGap(template, operation) ? '–' : '';
}

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

const table = (first: string, columns: readonly string[], rows: readonly (readonly string[])[]): string =>
  [[first, ...columns], ['---', ...columns.map(() => '---')], ...rows].map(row).join('\n');

const titleOf = ({ file }: Template): string => `[${file.title}](${file.template}.md)`;

/** A table for each business record of which one of the connectors reads something. */
function tablesOfPoints(templates: readonly Template[]): string[] {
  const connections = templates.map((template) => {
    const file = `${template.file.template}.yaml`;
    const { connection } = checkConnection({ file, text: exampleUse(template.file) });
    return connection === undefined ? [] : [connection];
  });
  return [...recordsGiven()].flatMap(([name, record]) => {
    const read = templates.flatMap((template, at) => {
      const points = mappedBy(connections[at] ?? [], record);
      return points === undefined ? [] : [{ title: titleOf(template), points }];
    });
    if (read.length === 0) return [];
    const rows = dataPoints(record.schema)
      .filter((point) => read.some(({ points }) => points.has(point)))
      .map((point) => [`\`${point}\``, ...read.map(({ points }) => (points.has(point) ? '●' : ''))]);
    const titles = read.map(({ title }) => title);
    return [`### ${name}\n\n${table('Data point', titles, rows)}`];
  });
}

/** The whole page. */
export function connectorsPage(): string {
  const templates = templateNames().flatMap((name) => readTemplate(name) ?? []);
  const rows = [...catalogue.keys()].map((operation) => [
    `\`${operation}\``,
    ...templates.map((template) => cellOf(template, operation)),
  ]);
  const operations = table('Operation', templates.map(titleOf), rows);
  return `${[introduction, operations, ofPoints, ...tablesOfPoints(templates)].join('\n\n')}\n`;
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  writeFileSync('docs/connectors/matrix.md', connectorsPage());
