/** `npm run demo`: the main job, whole, told as a transcript. `--json` prints one object; `--keep` leaves all up. */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { besideVisitor, scenes } from '../demo/scenes/index.js';
import { type Scene, Stage } from '../demo/scenes/scene.js';
import { Transcript } from '../demo/scenes/transcript.js';
import { type DemoDesk, startDesk } from '../demo/stack/desk.js';
import { type BegunStack, type Stack, startStack } from '../demo/stack/stack.js';
import { type VisitorFiles, writeVisitorFiles } from '../demo/stack/visitor-files.js';
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
const chosen = (values.keep ? besideVisitor : scenes).filter(
  ({ name }) => values.scene === undefined || values.scene.includes(name),
);

const whatToDo =
  'Open the first one in a browser. On the page Try, click the first example and answer its question with yes.\n' +
  'The chat then leads to the request that waits for you: approve it there, and go back to see the customer told.\n' +
  'Each link works once, within 5 minutes, on this machine. For new ones, press Enter here.\n';

// The server would install it without a word: what takes long at the first start is said here.
await findTemporalCli({
  cacheFolder: join(process.cwd(), '.cache'),
  explicitPath: process.env['TEMPORAL_CLI_PATH'],
  log: progress,
});
if (values.keep) await playBesideVisitor();
else {
  await using stack = await startStack({ log: progress });
  await play(stack, () => false);
}

interface Played {
  name: string;
  title: string;
  passed: boolean;
  seconds: number;
  problem?: string;
}

async function play(stack: Stack, isOver: () => boolean, afterScene?: () => Promise<void>): Promise<void> {
  const stage = new Stage(stack, transcript);
  const played: Played[] = [];
  for (const scene of chosen) {
    if (isOver()) return;
    played.push(await playOne(scene, stage));
    await stack.shop.controls.reset();
    await afterScene?.();
  }
  const ledger = (await stack.shop.controls.ledger()).filter(
    ({ kind }) => kind === 'erstattung' || kind === 'storno',
  );
  const counts = { payments: ledger.length, orders: new Set(ledger.map(({ nummer }) => nummer)).size };
  if (values.json) {
    process.stdout.write(`${JSON.stringify({ scenes: played, ledger: counts })}\n`);
  } else {
    const ended = `${played.filter(({ passed }) => passed).length} of ${counted(played.length, 'scene')} passed`;
    const paid = `${counted(counts.payments, 'payment')} for ${counted(counts.orders, 'order')}`;
    process.stdout.write(`\n${ended}; the shop's ledger has ${paid}.\n`);
  }
  if (!played.every(({ passed }) => passed)) process.exitCode = 1;
}

async function playOne(scene: Scene, stage: Stage): Promise<Played> {
  const { name, title } = scene;
  transcript.scene(name, title);
  const started = Date.now();
  const problem = await scene.play(stage).then(
    () => undefined,
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  );
  if (problem !== undefined) transcript.line('✗', problem);
  const seconds = Math.round((Date.now() - started) / 100) / 10;
  const passed = problem === undefined;
  return { name, title, passed, seconds, ...(passed ? {} : { problem }) };
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}

/** The desk comes first: whoever is there need not wait for the scenes, which play beside them. */
async function playBesideVisitor(): Promise<void> {
  const folder = join('.cache', 'demo');
  const over = new AbortController();
  const stopped = new Promise<void>((resolve) => {
    const stop = (): void => {
      over.abort();
      resolve();
    };
    process.once('SIGINT', stop).once('SIGTERM', stop);
  });
  // It is read and written in threads of its own, while the server starts.
  const built = buildPages();
  let visit: Visit | undefined;
  const stack = await startStack({
    log: progress,
    beside: async (begun) => {
      visit = await openDesk(begun, folder, built);
      await sayWelcome(visit.desk);
    },
  });
  if (visit === undefined) throw new Error('The desk has not been started.');
  const { desk, files } = visit;
  // One of the scenes ends the worker that there was.
  const writeSettings = (): Promise<void> => files.writeSettings(stack.worker);
  await writeSettings();
  const playing = play(stack, () => over.signal.aborted, writeSettings).then(() =>
    over.signal.aborted ? undefined : sayEnd(desk, stack, folder),
  );
  if (process.stdin.isTTY) process.stdin.on('data', () => void sayLinks(desk));
  await Promise.race([stopped, playing.then(() => stopped)]);
  process.stdin.pause();
  for (const part of [desk, files, stack]) await part[Symbol.asyncDispose]();
  // A scene that was under way waits for what will not come.
  process.exit();
}

interface Visit {
  desk: DemoDesk;
  files: VisitorFiles;
}

async function buildPages(): Promise<void> {
  progress("the desk's pages: building");
  const { buildDesk } = await import('./release/build-desk.js');
  await buildDesk();
}

async function openDesk(begun: BegunStack, folder: string, built: Promise<void>): Promise<Visit> {
  const files = await writeVisitorFiles(folder, begun);
  const desk = await startDesk(begun, folder);
  await built;
  return { desk, files };
}

async function sayLinks(desk: DemoDesk): Promise<void> {
  for (const { agent, url } of await desk.newLinks()) process.stderr.write(`The desk, as ${agent}: ${url}\n`);
}

async function sayWelcome(desk: DemoDesk): Promise<void> {
  process.stderr.write('\nThe desk is ready.\n\n');
  await sayLinks(desk);
  process.stderr.write(
    `\n${whatToDo}` +
      `Meanwhile, ${counted(chosen.length, 'scene')} play below, with other customers of the same shop:\n` +
      'leave the requests of theirs alone, they are decided by themselves. The links come again after the last scene. Ctrl-C ends everything.\n\n',
  );
}

async function sayEnd(desk: DemoDesk, { addresses }: Stack, folder: string): Promise<void> {
  process.stderr.write(
    `\nFor developers: Temporal UI ${addresses.ui}, Temporal ${addresses.temporal}; in another terminal:\n` +
      `source ${folder}/env.sh; the keys of the channel, anna and ben are beside it.\n\n` +
      'Everything stays up. Inbox, Approvals and Runs also show the scenes above.\n\n',
  );
  await sayLinks(desk);
  process.stderr.write(`\n${whatToDo}Stop with Ctrl-C.\n`);
}
