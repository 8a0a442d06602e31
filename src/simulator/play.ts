/** Plays a test in virtual time: the product's own workflows and activities, over what it scripts. */
import { type ErrorCode, errorCatalogue } from '../contracts/errors/catalogue.js';
import type { Matter } from '../contracts/handover.js';
import { plainMoment } from '../texts/languages/printed-time.js';
import type { FixtureParts } from './fixture.js';
import type { Action, FlowTest } from './flow-test.js';
import type { Outcome, RunEnd } from './test-happenings.js';
import { Unscripted } from './scripted-answers.js';
import { Simulation } from './simulation.js';
import type { SimulationOptions, Uncounted, Watch } from './stage.js';
import type { VirtualOptions } from './virtual-runtime.js';
import { VirtualStage } from './virtual-stage.js';
import type { Ending } from '../workflows/ending.js';

/** Runs one test to its end; `onHandover` gets what people are told of a run that hands over. */
export async function playTest(
  test: FlowTest,
  watch: Watch = (flow) => flow,
  parts: FixtureParts = {},
  onHandover?: (matter: Matter) => void,
): Promise<Outcome> {
  let end: RunEnd | undefined;
  const options: SimulationOptions = {
    ...{ ...parts, test, watch },
    ...(onHandover === undefined ? {} : { onHandover }),
  };
  const simulation = new Simulation(
    options,
    (given) =>
      new VirtualStage(given, {
        ...scriptedSubflows(given),
        observe: {
          onProgress: ({ flow, repeat }) => {
            repeat(given.watched(flow));
          },
          onEnding: ({ id, flow: { flow }, ending }) => {
            const { root } = given;
            given.noteEnding(flow, ending);
            if (id === root) end = endOf(ending);
          },
        },
      }),
  );
  return new Play(test, simulation, () => Promise.resolve(end)).outcome();
}

/** Sub-flows end as a test scripts it; what else the customer wants is not started, unless messages start the runs. */
export const scriptedSubflows = (simulation: Simulation): Pick<VirtualOptions, 'standIn'> => ({
  standIn({ start }) {
    if (start.depth > 0) {
      const end = simulation.fixture.subflow(start.flow, start.inputs);
      if (end !== undefined) simulation.noteHandedOn(start);
      return end;
    }
    return simulation.options.isMain === true ? undefined : 'there';
  },
});

/** How a run has ended, as tests tell it. */
export const endOf = (ending: Ending): RunEnd => {
  if (ending.do === 'fail') return { failed: ending.code };
  const { result, outputs, answeredBy } = ending;
  return { result, outputs, ...(answeredBy === undefined ? {} : { answeredBy }) };
};

/** What a test does, on any stage. */
export class Play {
  #uncounted: Outcome['uncounted'];

  constructor(
    readonly test: FlowTest,
    readonly simulation: Simulation,
    /** How the run has ended, once it has. */
    readonly end: () => Promise<RunEnd | undefined>,
  ) {}

  /** Performs all actions; a problem ends the test immediately. */
  async outcome(): Promise<Outcome> {
    const { simulation } = this;
    const problem = (await problemIn(() => simulation.begin())) ?? (await this.#act());
    const end = await this.end();
    return {
      story: simulation.story,
      calls: simulation.fixture.calls,
      ...(end === undefined ? {} : { end }),
      waitsFor: await simulation.stage.waitsFor(),
      ...(this.#uncounted === undefined ? {} : { uncounted: this.#uncounted }),
      ...(problem === undefined ? {} : { problem }),
    };
  }

  async #act(): Promise<Outcome['problem']> {
    for (const action of this.test.when) {
      const problem = await problemIn(async () => {
        if ((await this.end()) !== undefined && action.is !== 'after')
          throw new Unscripted('The run has already ended.', 'See below what happened.');
        await this.#do(action);
      });
      if (problem !== undefined) return { ...problem, path: action.path };
    }
    return undefined;
  }

  async #do(action: Action): Promise<void> {
    const { simulation } = this;
    switch (action.is) {
      case 'customer':
        return simulation.hear([action.text]);
      case 'approver': {
        const uncounted = await simulation.decide(action.decision, action.by);
        if (uncounted !== undefined) this.#uncounted = this.#uncountedBy(action, uncounted);
        return;
      }
      case 'after':
        return simulation.pass(action.duration);
      case 'event':
        return simulation.report(action);
      case 'cancelled':
        return simulation.cancel();
      case 'with_people':
        return simulation.handOver();
    }
  }

  #uncountedBy({ by, path }: Approving, uncounted: Uncounted): NonNullable<Outcome['uncounted']> {
    const decided = this.simulation.story.findLast(({ is }) => is === 'decided');
    const name = by ?? (decided?.is === 'decided' ? decided.by : '');
    const { zone } = this.simulation.merchant.config;
    return uncountedOf(path, { by: name, ...uncounted }, { now: this.simulation.stage.now(), zone });
  }
}

type Approving = Extract<Action, { is: 'approver' }>;

/** What a decision did not count for, in words for the author of the test. */
function uncountedOf(
  path: Approving['path'],
  { by, refused, from }: { by: string; refused: string; from?: number },
  { now, zone }: { now: number; zone: string },
): NonNullable<Outcome['uncounted']> {
  const message = `The decision by \`${by}\` has no effect`;
  if (from === undefined) {
    const { title, hint } = errorCatalogue[refused as ErrorCode];
    return { path, message: `${message}: ${title.toLowerCase()}.`, hint };
  }
  const hours = Math.ceil((from - now) / 3_600_000);
  const time = hours % 24 === 0 ? `${hours / 24} days` : `${hours} hours`;
  return {
    ...{
      path,
      message: `${message}: this role may decide only after the escalation, from ${plainMoment(from, zone)}.`,
    },
    hint: `Add \`- after: ${time}\` before it.`,
  };
}

async function problemIn(work: () => Promise<void>): Promise<Outcome['problem']> {
  try {
    await work();
    return undefined;
  } catch (error) {
    if (error instanceof Unscripted) return { message: error.message, hint: error.hint };
    throw error;
  }
}
