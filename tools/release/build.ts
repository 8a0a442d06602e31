/** `npm run build`: JavaScript, the workflow bundle, the desk's pages, the shipped flows and the model's weights into dist/. */
import { cp, rm, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode, DefaultLogger } from '@temporalio/worker';
import { buildDesk } from './build-desk.js';
import { bundleThread } from './bundle-thread.js';
import { workflowSource } from '../../src/platform/temporal/workflow-source.js';
import { runNode } from '../run-tool.js';

const isNoCode = (path: string): boolean => !/\.(ts|wat)$/.test(path);
const here = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url));

await rm(here('dist'), { recursive: true, force: true });
const code = await runNode([here('node_modules/typescript/bin/tsc'), '-p', here('tsconfig.build.json')]);
if (code !== 0) process.exit(code);
await cp(here('flows'), here('dist/flows'), { recursive: true });
// Code reads these beside itself; tsc copies only what it compiles.
await cp(here('src/understanding/embedded'), here('dist/src/understanding/embedded'), {
  recursive: true,
  filter: isNoCode,
});
for (const path of [
  'api/try',
  'understanding/answers',
  'understanding/intents',
  'understanding/knowledge',
  'understanding/language-models/prompts',
  'connectors',
])
  await cp(here(`src/${path}`), here(`dist/src/${path}`), { recursive: true, filter: isNoCode });
// Temporal's SDK loads it by its path.
await cp(
  here('src/platform/temporal/failure-converter.cjs'),
  here('dist/src/platform/temporal/failure-converter.cjs'),
);
await bundleThread(here('dist/src/understanding/embedded'));
await buildDesk();
await writeFile(here('dist/package.json'), '{ "type": "module" }\n');
const bundle = await bundleWorkflowCode({
  ...workflowSource(here('dist/')),
  logger: new DefaultLogger('WARN'),
});
await writeFile(here('dist/workflow-bundle.js'), bundle.code);
process.stdout.write(`dist: built; the workflow bundle has ${Math.round(bundle.code.length / 1024)} kB\n`);
