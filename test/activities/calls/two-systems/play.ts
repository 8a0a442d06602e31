/** Plays one schedule of an order at two systems: a seed says who goes on, what is lost, who dies, and what is told. */
import { callOperation } from '../../../../src/activities/calls/call-operation.js';
import { withApprovals } from '../../../support/with-approval.js';
import { CallFailure, NotNow } from '../../../../src/activities/calls/failures.js';
import { seeded } from '../../../store/support/subject.js';
import { type Fate, operations, PAID, requestOf, type TwoSystems, twoSystems, type Want } from './world.js';

/** What a schedule has led to. */
export interface Played {
  /** The most that was ever given back at once, in cents. */
  most: number;
  /** What the systems did, and how many of what runs wanted came to an end. */
  acts: number;
  ended: number;
  trace: readonly string[];
}

const fates: readonly Fate[] = ['done', 'done', 'done', 'refused', 'lost', 'never_came', 'accepted'];

/** A run that wants something, with its attempts so far. */
interface Run {
  name: string;
  want: Want;
  minor: number;
  attempts: number;
  outcome?: string;
}

interface Schedule {
  approved: ReturnType<typeof withApprovals>;
  world: TwoSystems;
  pick: (below: number) => number;
  /** What waits for its turn. */
  waiting: (() => void)[];
  trace: string[];
}

/** Plays the schedule of a seed. */
export async function play(seed: number): Promise<Played> {
  const random = seeded(seed);
  const pick = (below: number): number => Math.floor(random() * below);
  const world = twoSystems();
  const schedule: Schedule = { approved: withApprovals(), world, pick, waiting: [], trace: [] };
  world.turn = () => new Promise((go) => schedule.waiting.push(go));
  world.fate = () => fates[pick(fates.length)] ?? 'done';
  const wants = Object.keys(operations) as Want[];
  const runs = Array.from({ length: 3 + pick(4) }, (_, n): Run => {
    const minor = [PAID, PAID / 2, 1500, 1][pick(4)] ?? PAID;
    return { name: `w${n}`, want: wants[pick(4)] ?? 'refund', minor, attempts: 0 };
  });
  let most = 0;
  for (let step = 0; step < 120; step += 1) {
    await goOn(schedule, runs);
    most = Math.max(most, world.sum());
  }
  const ended = runs.filter(({ outcome }) => outcome !== undefined).length;
  return { most, acts: world.given.length, ended, trace: schedule.trace };
}

/** One step: something goes on, a run asks (again, too, while an attempt of it is under way), time passes, a system tells. */
async function goOn(schedule: Schedule, runs: readonly Run[]): Promise<void> {
  const { world, pick, waiting, trace } = schedule;
  const choice = pick(10);
  const run = runs[pick(runs.length)];
  if (choice < 6 && waiting.length > 0) waiting.splice(pick(waiting.length), 1)[0]?.();
  else if (choice < 8 && run && run.outcome === undefined && run.attempts < 5) start(schedule, run);
  else if (choice === 8) world.clock.now += [1000, 31_000, 400_000, 3_600_000][pick(4)] ?? 0;
  else {
    const one = world.given[pick(world.given.length)];
    const isRefund = one !== undefined && one.minor > 0;
    if (isRefund && one.state === 'promised') {
      const outcome = pick(2) === 0 ? 'done' : 'refused';
      trace.push(`told ${outcome} ${one.minor}`);
      await world.tell(one, outcome);
    } else if (isRefund && one.state === 'given' && pick(3) === 0 && (await isOfPsp(world, one.key))) {
      trace.push(`came back ${one.minor}`);
      await world.tell(one, 'came_back');
    }
  }
  await new Promise((settled) => setImmediate(settled));
}

/** Only what the payment system has said to be done can come back. */
async function isOfPsp(world: TwoSystems, key: string): Promise<boolean> {
  const [row] = await world.ports.store.effects.named('m', 'psp', key);
  return row?.state === 'done';
}

function start({ approved, world, trace }: Schedule, run: Run): void {
  run.attempts += 1;
  const { name, want, minor, attempts } = run;
  const tried = { id: `${name}-${attempts}`, attempt: attempts, scheduledAt: world.clock.now };
  trace.push(`${name} ${want} ${minor} asks`);
  approved(requestOf(want, name, minor), (made) => callOperation(world.ports, made, tried)).then(
    ({ outcome }) => {
      trace.push(`${name} ${want} ${minor} ${outcome}`);
      if (outcome !== 'accepted') run.outcome = outcome;
    },
    (error: unknown) => {
      if (!(error instanceof NotNow || error instanceof CallFailure)) throw error;
      trace.push(`${name} ${want} ${minor} ${error.code}`);
    },
  );
}
