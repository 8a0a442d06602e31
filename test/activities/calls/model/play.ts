/** Plays one schedule: a seed says which attempt goes on, which dies, when time passes, and what the shop says. */
import type { EffectPlace } from '../../../../src/store/store.js';
import { choose, tellStory } from './choices.js';
import type { Ground } from './grounds.js';
import type { EndState } from './judge.js';
import type { Mend } from './mends.js';
import type { Scene } from './scene.js';
import { Schedule, START } from './schedule.js';
import { type ModelStore, placeOfRun } from './world.js';

/** What came of a schedule. */
export interface Played {
  faults: readonly string[];
  scene: Scene;
  /** What happened, line by line. */
  trace: readonly string[];
}

/** How far back the reconciliation looks, ms: before all that the model has done. */
const AT_ONCE = -1e12;

/** Plays the schedule of a seed; `without` takes a rule out. */
export async function play(seed: number, ground: Ground, without?: Mend): Promise<Played> {
  await ground.setClock(START);
  const schedule = new Schedule(seed, ground, without);
  const { random } = schedule;
  if (random() < 0.7) await tellStory(schedule);
  for (let choices = Math.floor(random() * 60); choices > 0; choices -= 1) await choose(schedule);
  await comeToRest(schedule);
  await judge(schedule);
  return { faults: schedule.judge.faults, scene: schedule.scene, trace: schedule.trace };
}

/** In the end whoever lives goes on, and runs that are open ask until they are told. */
async function comeToRest(schedule: Schedule): Promise<void> {
  await schedule.drain();
  if (schedule.paused) await schedule.pauseOrResume();
  for (let more = 0; more < 3; more += 1) {
    if (schedule.random() < 0.5) await schedule.pass(330_000);
    for (const run of [schedule.first, schedule.second]) if (run.attempts.length > 0) schedule.start(run);
    await schedule.drain();
  }
}

/** Judges how it stands, and leaves nothing behind. */
async function judge({ first, second, merchant, ground, judge }: Schedule): Promise<void> {
  for (const { name } of [first, second]) {
    const place = placeOfRun(merchant, name);
    judge.inTheEnd(name, await standingOf(ground.store, place));
    await ground.store.effects.change(place, () => ({
      ...{ row: 'deleted', reservation: { state: 'freed' } },
      value: undefined,
    }));
  }
}

async function standingOf(
  { effects, reservations }: ModelStore,
  { id, holder }: EffectPlace,
): Promise<EndState> {
  const { merchant, workflowId } = id;
  const row = await effects.find(id);
  const subject = { merchant, subject: 'order:o-1', key: holder };
  const reservation = await reservations.change(subject, ({ own }) => ({ value: own?.state ?? 'freed' }));
  const found = [...(await effects.open(AT_ONCE, 1000)), ...(await reservations.idle(AT_ONCE, 1000))];
  const isFound = found.some((one) => one.merchant === merchant && one.workflowId === workflowId);
  return { row, reservation, isFound };
}
