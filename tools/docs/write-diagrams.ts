/** Writes docs/authoring/shipped-flows.md, the shipped flows as diagrams: `npm run tool -- diagrams`. */
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { diagramOf } from '../../src/flows/diagram/diagram.js';
import { demoMerchant, shippedNames } from './demo-flows.js';

const introduction = `# The shipped flows

As the demo merchant runs them; \`orderly flows diagram <flow> --merchant <merchant>\` draws them for yours. This page is written by \`npm run tool -- diagrams\`.

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
  const { demo } = await demoMerchant();
  const sections = shippedNames().flatMap((name) => {
    const ir = demo.flows.get(name)?.ir;
    if (ir === undefined) return [];
    const drawn = diagramOf(ir, { bands: demo.config.bands });
    return [`## ${name}\n\n${ir.title}.\n\n\`\`\`mermaid\n${drawn}\`\`\``];
  });
  return `${[introduction, ...sections].join('\n\n')}\n`;
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  writeFileSync('docs/authoring/shipped-flows.md', await diagramsPage());
