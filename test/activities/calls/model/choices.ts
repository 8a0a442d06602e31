/** What happens next: a story first, in which one attempt stands still where it hurts, and then anything. */
import type { Actor } from './actor.js';
import { pick, type Scene, SEND_MS, SETTLE_MS, TIMEOUT_MS, WINDOW_MS } from './scene.js';
import type { Schedule } from './schedule.js';

const jumps = [
  1000,
  1000,
  5000,
  25_000,
  25_000,
  61_000,
  125_000,
  330_000,
  330_000,
  WINDOW_MS + 10_000,
  25 * 3_600_000,
];

/** One attempt stands still at one point and then at another; others do all they can meanwhile; then it wakes up. */
export async function tellStory(schedule: Schedule): Promise<void> {
  const { random, first } = schedule;
  const sleeper = schedule.start(first)!;
  await runTo(schedule, sleeper, pick(random, ['reserve', 'connecting', 'gate', 'past the gate', 'acted']));
  await schedule.pass(pick(random, [0, 5000, 61_000, 110_000]));
  await runTo(schedule, sleeper, pick(random, ['here', 'past the gate', 'past the gate', 'acted']));
  await schedule.pass(aimed(schedule));
  for (let others = 1 + Math.floor(random() * 3); others > 0; others -= 1) {
    const run = random() < 0.9 ? first : schedule.second;
    const other = schedule.start(run);
    if (other !== undefined)
      await runTo(schedule, other, random() < 0.85 ? 'its end' : pick(random, ['connecting', 'acted']));
    if (random() < 0.15) await schedule.pass(aimed(schedule));
  }
  if (random() < 0.7) await runTo(schedule, sleeper, 'its end');
}

/** A step further than "connecting" is the gate. */
async function runTo(schedule: Schedule, actor: Actor, point: string): Promise<void> {
  if (point === 'here') return;
  const isThere = (): boolean =>
    actor.state !== 'waiting' || actor.at === (point === 'gate' ? 'connecting' : point);
  if (point === 'past the gate') schedule.shop.freezes.add(actor);
  while (!isThere()) await schedule.step(actor);
  if (point === 'gate' && actor.state === 'waiting') await schedule.step(actor);
}

/** To just before or after a moment at which a rule changes its mind, or hardly on. */
function aimed({ random, scene, shop, judge, now }: Schedule): number {
  const since = [judge.begunAt, ...shop.sent.map(({ gateAt }) => gateAt)].filter((at) => at !== undefined);
  const moments = since.flatMap((at) => spansOf(scene).flatMap((ms) => [at + ms - 3000, at + ms + 3000]));
  const ahead = moments.filter((at) => at > now);
  return random() < 0.7 && ahead.length > 0 ? pick(random, ahead) - now : pick(random, [0, 2000]);
}

function spansOf({ idempotency, proves }: Scene): number[] {
  if (idempotency.kind === 'key') return [WINDOW_MS - TIMEOUT_MS, WINDOW_MS, SEND_MS];
  return idempotency.kind === 'lookup' || proves ? [TIMEOUT_MS + SETTLE_MS] : [SEND_MS];
}

/** Anything. */
export async function choose(schedule: Schedule): Promise<void> {
  const { random, first, second } = schedule;
  const going = schedule.going();
  const choice = random();
  if (choice < 0.74) {
    if (going.length > 0) await schedule.step(pick(random, going));
    else schedule.start(first);
  } else if (choice < 0.83) await schedule.pass(pick(random, jumps));
  else if (choice < 0.91) schedule.start(first);
  else if (choice < 0.94) schedule.start(second);
  else if (choice < 0.955 && going.length > 0) kill(schedule, pick(random, going));
  else if (choice < 0.97) await schedule.pauseOrResume();
  else if (choice < 0.985) schedule.shop.settle();
  else if (choice < 0.99) await schedule.close(pick(random, [first, second]));
}

function kill({ trace }: Schedule, actor: Actor): void {
  actor.kill();
  trace.push(`${actor.name} is killed at ${actor.at}`);
}
