/** One schedule as it is played: attempts, time, pauses and ends, each moved by a choice. */
import { callOperation } from '../../../../src/activities/calls/call-operation.js';
import { NotNow } from '../../../../src/activities/calls/failures.js';
import { freeUnlessSent } from '../../../../src/activities/calls/reservation.js';
import type { CallResult } from '../../../../src/contracts/call-result.js';
import { seeded } from '../../../store/support/subject.js';
import { Actor } from './actor.js';
import type { Ground } from './grounds.js';
import { Judge } from './judge.js';
import type { Mend } from './mends.js';
import { drawScene, pick, type Random, type Scene } from './scene.js';
import { openShop, type Shop } from './shop.js';
import { placeOfRun, portsOf, requestOf } from './world.js';

/** A run that makes the call, and its attempts. */
export interface Run {
  name: string;
  attempts: Actor[];
  /** Nobody waits for it any more: it was told, closed or terminated. */
  over: boolean;
}

/** When every schedule begins, epoch ms. */
export const START = 1_800_000_000_000;

/** Attempts of one call at a time, and in all. */
const [AT_ONCE, IN_ALL] = [4, 9];

/** A schedule of a seed; `without` takes a rule out. */
export class Schedule {
  readonly random: Random;
  readonly scene: Scene;
  readonly shop: Shop;
  readonly judge: Judge;
  readonly merchant: string;
  readonly trace: string[] = [];
  readonly first: Run = { name: 'w1', attempts: [], over: false };
  /** Wants to pay the same order back. */
  readonly second: Run = { name: 'w2', attempts: [], over: false };
  now = START;
  paused = false;

  constructor(
    seed: number,
    readonly ground: Ground,
    private readonly without: Mend | undefined,
  ) {
    this.merchant = `m-${seed}`;
    this.random = seeded(seed);
    this.scene = drawScene(this.random);
    this.shop = openShop(this.scene, this.random, () => this.now);
    this.judge = new Judge(this.scene, this.shop, () => this.now);
  }

  /** Attempts that live. */
  going(): Actor[] {
    const all = [...this.first.attempts, ...this.second.attempts];
    return all.filter(({ state }) => state === 'waiting');
  }

  /** The next attempt of a run: the one before may be given up and still be at work. */
  start(run: Run): Actor | undefined {
    const alive = run.attempts.filter(({ state }) => state === 'waiting').length;
    if (run.over || alive >= AT_ONCE || run.attempts.length >= IN_ALL) return undefined;
    const skew = Math.floor((this.random() - 0.5) * 120_000);
    const number = run.attempts.length + 1;
    const name = `${run.name}-a${number}`;
    const request = requestOf(this.merchant, run.name, this.scene);
    const actor = new Actor(name, async (self) => {
      const ports = this.portsOf(run, self, () => this.now + skew);
      const tried = { id: name, attempt: number, scheduledAt: START };
      const result = await callOperation(ports, request, tried).catch((error: unknown) => {
        if (error instanceof NotNow) return error;
        throw error;
      });
      this.ended(run, self, result);
    });
    run.attempts.push(actor);
    this.trace.push(`${name} starts, its clock ${skew} ms off`);
    return actor;
  }

  /** An attempt goes on to its next point. */
  async step(actor: Actor): Promise<void> {
    const { at } = actor;
    const [sent, booked] = [this.shop.sent.length, this.shop.ledger.length];
    await actor.step();
    this.trace.push(`${actor.name} from ${at} to ${actor.state === 'ended' ? 'its end' : actor.at}`);
    for (const request of this.shop.sent.slice(sent)) this.judge.passed(request, this.paused);
    for (const { reference } of this.shop.ledger.slice(booked)) this.trace.push(`  booked: ${reference}`);
  }

  /** Time passes, by the database's clock as by every worker's. */
  async pass(ms: number): Promise<void> {
    if (ms <= 0) return;
    this.now += ms;
    this.trace.push(`${ms} ms pass`);
    await this.ground.setClock(this.now);
  }

  /** A person pauses all writes, or resumes them. */
  async pauseOrResume(): Promise<void> {
    const { pauses } = this.ground.store;
    this.paused = !this.paused;
    await (this.paused ? pauses.pause(this.merchant, 'writes', 'anna') : pauses.resume(this.merchant));
    this.trace.push(this.paused ? 'pause' : 'resume');
  }

  /** Closed or terminated; a run that ends by itself gives back what it has not used. */
  async close(run: Run): Promise<void> {
    run.over = true;
    this.trace.push(`${run.name} is closed`);
    const { effects } = this.ground.store;
    const store = { effects } as Parameters<typeof freeUnlessSent>[0]['store'];
    if (this.random() < 0.5) await freeUnlessSent({ store }, { place: placeOfRun(this.merchant, run.name) });
  }

  /** Whoever lives goes on to its end, in any order. */
  async drain(): Promise<void> {
    for (let going = this.going(); going.length > 0; going = this.going())
      await this.step(pick(this.random, going));
  }

  private portsOf(run: Run, actor: Actor, now: () => number) {
    const { judge, scene, shop, without } = this;
    const { store } = this.ground;
    return portsOf({
      ground: without === undefined ? store : without(store, { name: actor.name, now }),
      ...{ scene, shop, run: run.name, actor, now },
      seen: {
        row: judge.row.bind(judge),
        reserved: (name, before) => {
          if (before === undefined) judge.reserved(name);
        },
      },
    });
  }

  /** Only the last attempt is listened to. */
  private ended(run: Run, actor: Actor, result: CallResult | NotNow): void {
    const heard = run.attempts.at(-1) === actor && !run.over;
    const outcome = result instanceof NotNow ? `not now, ${result.code}` : result.outcome;
    this.trace.push(`${actor.name} ends: ${outcome}${heard ? '' : ', unheard'}`);
    if (!heard || result instanceof NotNow) return;
    this.judge.told(run.name, result);
    run.over = result.outcome !== 'accepted';
  }
}
