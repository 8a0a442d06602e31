/** `npm run demo`: the main job, whole, told as a transcript. `--json` prints one object; `--keep` leaves all up. */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { scenes } from '../demo/scenes/index.js';
import { Stage } from '../demo/scenes/scene.js';
import { Transcript } from '../demo/scenes/transcript.js';
import { startDesk } from '../demo/stack/desk.js';
import { startStack } from '../demo/stack/stack.js';
import { writeVisitorFiles } from '../demo/stack/visitor-files.js';
import { findTemporalCli } from '../src/platform/embedded/temporal-binary.js';

const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    keep: { type: 'boolean', default: false },
    scene: { type: 'string', multiple: true },
  },
});
const transcript = new Transcript((line) => {
  if (!values.json) process.stdout.write(`${line}\n`);
});
const progress = (line: string): void => {
  if (!values.json) process.stderr.write(`${line}\n`);
};

// The server would install it without a word: what takes long at the first start is said here.
await findTemporalCli({
  cacheFolder: join(process.cwd(), '.cache'),
  explicitPath: process.env['TEMPORAL_CLI_PATH'],
  log: progress,
});
await using stack = await startStack({ log: progress });
const stage = new Stage(stack, transcript);
const played: { name: string; title: string; passed: boolean; seconds: number; problem?: string }[] = [];
for (const scene of scenes) {
  if (values.scene !== undefined && !values.scene.includes(scene.name)) continue;
  transcript.scene(scene.name, scene.title);
  const started = Date.now();
  const problem = await scene.play(stage).then(
    () => undefined,
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  );
  if (problem !== undefined) transcript.line('✗', problem);
  const seconds = Math.round((Date.now() - started) / 100) / 10;
  played.push({
    name: scene.name,
    title: scene.title,
    passed: problem === undefined,
    seconds,
    ...(problem === undefined ? {} : { problem }),
  });
  await stack.shop.controls.reset();
}
const ledger = (await stack.shop.controls.ledger()).filter(
  ({ kind }) => kind === 'erstattung' || kind === 'storno',
);
const counts = { payments: ledger.length, orders: new Set(ledger.map(({ nummer }) => nummer)).size };
const passed = played.every((scene) => scene.passed);
if (values.json) {
  process.stdout.write(`${JSON.stringify({ scenes: played, ledger: counts })}\n`);
} else {
  const ended = `${played.filter((scene) => scene.passed).length} of ${counted(played.length, 'scene')} passed`;
  const paid = `${counted(counts.payments, 'payment')} for ${counted(counts.orders, 'order')}`;
  process.stdout.write(`\n${ended}; the shop's ledger has ${paid}.\n`);
}
if (!passed) process.exitCode = 1;
if (values.keep) await kept();

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}

async function kept(): Promise<void> {
  const folder = join('.cache', 'demo');
  const files = await writeVisitorFiles(folder, stack);
  // Vite is a matter of seconds, which a demo that ends at once need not spend.
  progress('desk: building its pages');
  const { buildDesk } = await import('./release/build-desk.js');
  await buildDesk();
  progress('desk: starting');
  const desk = await startDesk(stack, folder);
  const sayLinks = async (): Promise<void> => {
    for (const { agent, url } of await desk.newLinks())
      process.stderr.write(`The desk, as ${agent}: ${url}\n`);
  };
  process.stderr.write('\n');
  await sayLinks();
  process.stderr.write(
    'Open the first one: on the page Try, click the first example, answer its questions, then open Approvals and\n' +
      'approve the refund. Inbox, Approvals and Runs also show the scenes above. Each link works once, within\n' +
      '5 minutes, on this machine. For new links, press Enter here.\n' +
      `For developers: Temporal UI ${stack.addresses.ui}, Temporal ${stack.addresses.temporal}; in another terminal:\n` +
      `source ${folder}/env.sh; the keys of the channel, anna and ben are beside it.\n` +
      'Stop with Ctrl-C.\n',
  );
  if (process.stdin.isTTY) process.stdin.on('data', () => void sayLinks());
  await new Promise<void>((resolve) => {
    process.once('SIGINT', resolve).once('SIGTERM', resolve);
  });
  process.stdin.pause();
  await desk[Symbol.asyncDispose]();
  await files[Symbol.asyncDispose]();
}
