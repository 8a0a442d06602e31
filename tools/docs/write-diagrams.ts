/** Writes docs/authoring/shipped-flows.md, the shipped flows as diagrams: `npm run tool -- diagrams`. */
import { readdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { checkConnection } from '../../src/connectors/build-connection.js';
import { diagramOf } from '../../src/flows/diagram/diagram.js';
import { loadMerchants } from '../../src/merchants/load-merchants.js';

const introduction = `# The shipped flows

As the demo merchant runs them; \`orderly diagram <flow> --merchant <merchant>\` draws them for yours. This page is written by \`npm run tool -- diagrams\`.

| Form | Is |
|---|---|
| rectangle | a step: something is looked up, done or said |
| slanted box | a question to the customer |
| diamond | a decision; its ways are labelled |
| hexagon, yellow | an approval by a person |
| box with double sides | another flow, which runs as a step of this one |
| trapezoid | a loop |
| flag | a handover to people |
| rounded | the start, and every end |
| red border | can move money |
| dashed | what happens by default when a step does not succeed: the merchant's sentence, and a person takes over. \`--all\` draws it in full |`;

/** The text of docs/authoring/shipped-flows.md. */
export async function diagramsPage(): Promise<string> {
  const { merchants, issues } = await loadMerchants('merchants', {
    flowsFolder: 'flows',
    buildConnection: checkConnection,
    only: ['demo'],
    // Holidays do not show, but the page must not depend on the day.
    now: 0,
  });
  const demo = merchants.get('demo');
  if (demo === undefined) throw new Error(`the demo merchant has ${issues.length} issues: orderly check`);
  const names = readdirSync('flows')
    .filter((file) => file.endsWith('.yaml'))
    .map((file) => file.replace(/\.yaml$/, ''))
    .sort();
  const sections = names.flatMap((name) => {
    const ir = demo.flows.get(name)?.ir;
    if (ir === undefined) return [];
    const drawn = diagramOf(ir, { bands: demo.config.bands });
    return [`## ${name}\n\n${ir.title}.\n\n\`\`\`mermaid\n${drawn}\`\`\``];
  });
  return `${[introduction, ...sections].join('\n\n')}\n`;
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  writeFileSync('docs/authoring/shipped-flows.md', await diagramsPage());
