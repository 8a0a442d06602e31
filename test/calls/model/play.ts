/** Plays one schedule: a seed says which attempt goes on, which dies, when time passes, and what the shop says. */
import { callOperation } from '../../../src/calls/call-operation.js';
import { NotNow } from '../../../src/calls/failures.js';
import { freeUnlessSent } from '../../../src/calls/reservation.js';
import type { CallResult } from '../../../src/interpreter/protocol.js';
import { seeded } from '../../store/support/subject.js';
import type { EffectPlace } from '../../../src/store/store.js';
import { Actor } from './actor.js';
import { Judge, type Standing } from './judge.js';
import type { Ground } from './grounds.js';
import type { Mend } from './mends.js';
import { drawScene, pick, type Random, type Scene, WINDOW_MS } from './scene.js';
import { openShop, type Shop } from './shop.js';
import { type ModelStore, placeOfRun, portsOf, requestOf } from './world.js';

/** What came of a schedule. */
export interface Played {
  faults: readonly string[];
  scene: Scene;
  /** What happened, line by line. */
  trace: readonly string[];
}

interface Run {
  name: string;
  startedAt: number;
  attempts: Actor[];
  /** Nobody waits for it any more: it was told, closed or terminated. */
  over: boolean;
}

const START = 1_800_000_000_000;
const jumps = [1000, 1000, 5000, 25_000, 25_000, 61_000, 125_000, 330_000, 330_000, WINDOW_MS + 10_000, 25 * 3_600_000];

/** Plays the schedule of a seed; `without` takes a mend of the rules out. */
export async function play(seed: number, ground: Ground, without?: Mend): Promise<Played> {
  const schedule = new Schedule(seed, ground, without);
  await ground.setClock(START);
  await schedule.play();
  return schedule.judged();
}

/** How far back the sweep looks, ms: before all that the model has done. */
const AT_ONCE = -1e12;

async function standingOf({ effects, reservations }: ModelStore, { id, holder }: EffectPlace): Promise<Standing> {
  const { merchant } = id;
  const row = await effects.find(id);
  const subject = { merchant, subject: 'order:o-1', key: holder };
  const reservation = await reservations.change(subject, ({ own }) => ({ value: own?.state ?? 'freed' }));
  const rows = await effects.open(AT_ONCE, 1000);
  const idle = await reservations.idle(AT_ONCE, 1000);
  const swept = [...rows, ...idle].some((one) => one.merchant === merchant && one.workflowId === id.workflowId);
  return { row, reservation, swept };
}

class Schedule {
  private readonly random: Random;
  private readonly scene: Scene;
  private readonly shop: Shop;
  private readonly judge: Judge;
  private readonly merchant: string;
  private readonly trace: string[] = [];
  private readonly runs: readonly Run[];
  private now = START;
  private stopped = false;

  constructor(
    seed: number,
    private readonly ground: Ground,
    private readonly without: Mend | undefined,
  ) {
    this.merchant = `m-${seed}`;
    this.random = seeded(seed);
    this.scene = drawScene(this.random);
    this.shop = openShop(this.scene, this.random, () => this.now);
    this.judge = new Judge(this.scene, this.shop, () => this.now);
    const run = (name: string): Run => ({ name, startedAt: START, attempts: [], over: false });
    this.runs = [run('w1'), run('w2')];
  }

  async play(): Promise<void> {
    this.start(this.runs[0]!);
    const length = 30 + Math.floor(this.random() * 60);
    for (let tick = 0; tick < length; tick += 1) await this.choose();
    // In the end whoever lives goes on, in any order, and runs that are open ask until they are told.
    await this.drain();
    if (this.stopped) await this.stopOrGo();
    for (let more = 0; more < 3; more += 1) {
      if (this.random() < 0.5) await this.pass(330_000);
      for (const run of this.runs) if (!run.over && run.attempts.length > 0) this.start(run);
      await this.drain();
    }
  }

  /** Judges how it stands, and leaves nothing behind. */
  async judged(): Promise<Played> {
    for (const { name } of this.runs) {
      const place = placeOfRun(this.merchant, name);
      this.judge.inTheEnd(name, await standingOf(this.ground.store, place));
      await this.ground.store.effects.change(place, () => ({
        row: 'deleted',
        reservation: { state: 'freed' },
        value: undefined,
      }));
    }
    return { faults: this.judge.faults, scene: this.scene, trace: this.trace };
  }

  private async choose(): Promise<void> {
    const [first, second] = this.runs as [Run, Run];
    const choice = this.random();
    const going = this.going();
    if (choice < 0.72) {
      if (going.length > 0) await this.step(pick(this.random, going));
      else if (!first.over) this.start(first);
    } else if (choice < 0.82) await this.pass(pick(this.random, jumps));
    else if (choice < 0.91) this.start(first);
    else if (choice < 0.94) this.start(second);
    else if (choice < 0.955) pick(this.random, going.length > 0 ? going : [new Actor('nobody', () => Promise.resolve())]).kill();
    else if (choice < 0.97) await this.stopOrGo();
    else if (choice < 0.985) this.shop.settle();
    else if (choice < 0.99) await this.close(pick(this.random, this.runs));
  }

  private going(): Actor[] {
    return this.runs.flatMap(({ attempts }) => attempts.filter(({ state }) => state === 'waiting'));
  }

  /** Up to four attempts of one call: the one before may be given up and still be at work. */
  private start(run: Run): void {
    if (run.over || run.attempts.filter(({ state }) => state === 'waiting').length >= 4 || run.attempts.length >= 9) return;
    const skew = Math.floor((this.random() - 0.5) * 120_000);
    const name = `${run.name}-a${run.attempts.length + 1}`;
    const request = requestOf(this.merchant, run.name, this.scene);
    const tried = { id: name, attempt: run.attempts.length + 1, scheduledAt: run.startedAt };
    const actor = new Actor(name, async (self) => {
      const now = (): number => this.now + skew;
      const ground = this.without === undefined ? this.ground.store : this.without(this.ground.store, { name, now });
      const ports = portsOf({ ground, scene: this.scene, shop: this.shop, run: run.name, actor: self, now, seen: this.judgeOf() });
      const result = await callOperation(ports, request, tried).catch((error: unknown) => {
        if (error instanceof NotNow) return error.code;
        throw error;
      });
      this.ended(run, self, result);
    });
    run.attempts.push(actor);
    this.trace.push(`${name} starts, its clock ${skew} ms off`);
  }

  private judgeOf() {
    const { judge } = this;
    return {
      row: judge.row.bind(judge),
      reserved: (run: string, before: object | undefined) => {
        if (before === undefined) judge.reserved(run);
      },
    };
  }

  /** Only the last attempt is listened to. */
  private ended(run: Run, actor: Actor, result: CallResult | string): void {
    const outcome = typeof result === 'string' ? `not now: ${result}` : result.outcome;
    const heard = run.attempts.at(-1) === actor && !run.over;
    this.trace.push(`${actor.name} ends: ${outcome}${heard ? '' : ', unheard'}`);
    if (!heard || typeof result === 'string') return;
    this.judge.told(run.name, result);
    run.over = result.outcome !== 'accepted';
  }

  private async step(actor: Actor): Promise<void> {
    const { at } = actor;
    const before = this.shop.sent.length;
    const booked = this.shop.ledger.length;
    await actor.step();
    this.trace.push(`${actor.name} from ${at} to ${actor.state === 'ended' ? 'its end' : actor.at}`);
    for (const sent of this.shop.sent.slice(before)) this.judge.passed(sent, this.stopped);
    for (const entry of this.shop.ledger.slice(booked)) this.trace.push(`  the shop has booked ${entry.reference} for ${entry.attempt}`);
  }

  private async pass(ms: number): Promise<void> {
    this.now += ms;
    this.trace.push(`${ms} ms pass`);
    await this.ground.setClock(this.now);
  }

  private async stopOrGo(): Promise<void> {
    const { stops } = this.ground.store;
    this.stopped = !this.stopped;
    await (this.stopped ? stops.stop(this.merchant, 'writes', 'anna') : stops.go(this.merchant));
    this.trace.push(this.stopped ? 'stop' : 'go');
  }

  /** Closed or terminated; a run that ends by itself gives back what it has not used. */
  private async close(run: Run): Promise<void> {
    run.over = true;
    this.trace.push(`${run.name} is closed`);
    const place = placeOfRun(this.merchant, run.name);
    if (this.random() < 0.5) await freeUnlessSent({ store: this.ground.store as never }, { place });
  }

  private async drain(): Promise<void> {
    for (let going = this.going(); going.length > 0; going = this.going()) await this.step(pick(this.random, going));
  }
}
