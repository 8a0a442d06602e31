/**
 * Asked again after a fault: by each way that a connection can state, alone and after a draft, the system does the
 * write once at the most, and the call ends as the one table and the effect record say (DESIGN §5).
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Attempt, Connection } from '../../src/connectors/connector.js';
import { type Happened, outcomeTable } from '../../src/connectors/outcome-table.js';
import type { Merchant } from '../../src/merchants/merchant.js';
import type { Store } from '../../src/store/store.js';
import { memoryStore } from '../../src/simulator/memory-store.js';
import { memoryFlows } from '../support/memory-flows.js';
import { type Asked, openCall } from '../support/one-call.js';
import { AFTER_OTHERS, connect, whereOf } from './connect.js';
import { deskConnection, deskMerchant, type Kind } from './desk.js';
import { type DeskSystem, openDesk, type Story } from './desk-system.js';
import { type FakeSystem, openFakeSystem } from './fake-system.js';
import { type Fault, faults } from './faults.js';
import { folderWith, ground, type Ground } from './ground.js';
import { BODY_CANARY, type Protocol } from './protocols.js';
import { answer, resets } from './says.js';

const kinds = ['key', 'natural', 'lookup', 'none'] as const satisfies readonly Kind[];
/** A system that says so has done nothing, or has done it. */
const NOTHING_DONE: readonly Happened[] = ['unsent', 'rate_limited', 'unauthorized'];
const SETTLED_MS = 6 * 60_000;

let place: Ground & { trusting: string; elsewhere: FakeSystem };
let folder: ReturnType<typeof folderWith>;
beforeAll(async () => {
  const made = await ground();
  folder = folderWith(made.ca, 'desk.yaml');
  place = { ...made, trusting: folder.path, elsewhere: await openFakeSystem({ say: answer(200, '{}') }) };
});
afterAll(async () => {
  expect(place.elsewhere.ever()).toBe(0);
  await place.elsewhere[Symbol.asyncDispose]();
  folder[Symbol.dispose]();
});

describe.each(['rest', 'graphql', 'soap'] as const)('%s', (protocol) => {
  const workers = new Map<string, Connection>();
  let current: DeskSystem;
  let plain: FakeSystem;
  beforeAll(async () => {
    plain = await openFakeSystem({
      say: (socket, asked) => {
        current.say(socket, asked);
      },
    });
  });
  afterAll(async () => {
    await plain[Symbol.asyncDispose]();
  });

  // Waiting takes its time: the other protocols wait for silence alone.
  const met = faults.filter(
    ({ slow, name }) => !slow || protocol === 'rest' || name === 'accept and silence',
  );
  test.each(met.map((fault) => [fault.name, fault] as const))('%s', async (_name, fault) => {
    const { bombs, elsewhere } = place;
    const happened = typeof fault.happened === 'string' ? fault.happened : fault.happened[protocol];
    const stories = storiesOf(protocol, happened);
    const scene = { protocol, bombs, elsewhere: `http://127.0.0.1:${elsewhere.port}` };
    await using desk = await openDesk(stories, fault, scene, place);
    current = desk;
    const stage = { protocol, fault, desk, port: plain.port, workers };
    const told = await Promise.all(stories.map((story) => tell(story, stage)));
    expect(told).toEqual(stories.map((story) => expected(story, happened)));
    expect(await plain.idle()).toBe(true);
  });
});

/** Each way of asking again; on one protocol all of it, on the others what is most dangerous there. */
function storiesOf(protocol: Protocol, happened: Happened): Story[] {
  const whole = protocol === 'rest';
  const acting = happened === 'answered' ? [true] : NOTHING_DONE.includes(happened) ? [false] : [true, false];
  const writes = (whole ? [false, true] : [true]).flatMap((chained) =>
    kinds.flatMap((kind) =>
      (whole && !chained ? acting : acting.slice(0, 1)).map((acts) => ({
        ...{ kind, chained, acts, meets: 'bookDraft' as const },
      })),
    ),
  );
  const drafts = (whole ? kinds : (['none'] as const)).map((kind) => ({
    ...{ kind, chained: true, acts: false, meets: 'makeDraft' as const },
  }));
  const lookUps = (whole ? [true, false] : [true]).map((acts) => ({
    ...{ kind: 'lookup' as const, chained: false, acts, meets: 'wasBooked' as const },
  }));
  return [...writes, ...drafts, ...lookUps].map((story) => ({
    ...{ ...story, name: `${story.meets.slice(0, 4)}-${story.kind}-${story.chained}-${story.acts}` },
  }));
}

test('a draft that fits nowhere is no refusal of a write that may have been done before', async () => {
  const drafts = ['d1', '..'];
  let booked = 0;
  await using system = await openFakeSystem({
    say(socket, { path }) {
      if (path.startsWith('/bookDraft')) {
        booked += 1;
        resets('')(socket);
      } else {
        const body = JSON.stringify({ id: drafts.shift() });
        answer(200, body, { 'content-type': 'application/json' })(socket);
      }
    },
  });
  const desk = deskConnection('rest', 'key', true);
  const text = desk.text.replace('"/bookDraft"', '"/bookDraft/${chain.draft.id}"');
  const { connection } = connect({ ...desk, text }, { port: system.port });
  const call = { operation: 'desk.book', inputs: { name: 'x' }, idempotencyKey: 'k1' };
  expect(await connection.attempt(call)).toMatchObject({ is: 'unclear', code: 'answer_cut' });
  expect(await connection.attempt({ ...call, repeated: true })).toEqual({
    is: 'unclear',
    code: 'answer_status',
  });
  expect(booked).toBe(1);
});

/** What came of a story: outcomes in turn, and the effects at the system after each. */
interface Course {
  story: Story;
  first: Attempt['is'] | undefined;
  asked: (readonly [Asked['outcome'], effects: number])[];
}

interface Stage {
  protocol: Protocol;
  fault: Fault;
  desk: DeskSystem;
  /** Where the system is well. */
  port: number;
  /** Workers that have met no fault, by protocol and story. */
  workers: Map<string, Connection>;
}

/** Asks for the write, again as after a crash, and twice more once a look-up's "no" counts. */
async function tell(story: Story, stage: Stage): Promise<Course> {
  const attempts: Attempt[] = [];
  const later = { ms: 0 };
  const memory = memoryStore(() => Date.now() + later.ms);
  const run = await openCall({
    merchant: merchantOf(story, stage, attempts),
    store: { ...memory, flowVersions: memoryFlows() } as unknown as Store, // nothing else is asked for
    step: { operation: 'desk.book', effect: 'write' },
    command: { inputs: { name: story.name } },
  });
  const asked: Course['asked'] = [];
  for (const ms of [0, 0, SETTLED_MS, SETTLED_MS]) {
    run.later.ms = later.ms = ms;
    const { outcome } = await run.ask();
    asked.push([outcome, stage.desk.told(story).booked.length]);
  }
  return { story, first: attempts[0]?.is, asked };
}

/** The first attempt of the operation that meets the fault is made by a worker of its own, as before a crash. */
function merchantOf(
  story: Story,
  { protocol, fault, desk, port, workers }: Stage,
  attempts: Attempt[],
): Merchant {
  const contract = deskConnection(protocol, story.kind, story.chained);
  const at = `/${story.name}`;
  const meeting = story.meets === 'wasBooked' ? 'desk.was_booked' : 'desk.book';
  const well = workers.get(story.name) ?? connect(contract, { port, at }).connection;
  workers.set(story.name, well);
  let met = false;
  const attempt: Connection['attempt'] = async (call) => {
    const meets = call.operation === meeting && !met;
    met ||= meets;
    const came = meets ? await meet(call) : await well.attempt(call);
    if (call.operation === 'desk.book') attempts.push(came);
    return came;
  };
  const meet: Connection['attempt'] = async (call) => {
    const where = { ...whereOf(fault, place.trusting), ...(fault.slow && { timeout: AFTER_OTHERS }) };
    const { connection, events, canaries } = connect(contract, {
      ...where,
      port: desk.first?.port ?? port,
      at,
    });
    const came = await connection.attempt(call);
    const told = JSON.stringify([came, events]);
    for (const canary of [BODY_CANARY, ...canaries]) expect(told).not.toContain(canary);
    return came;
  };
  const connection = { name: 'desk', bindings: well.bindings, attempt };
  return {
    ...{ config: deskMerchant, connections: new Map(), translations: {} },
    ...{ flows: new Map(), notOffered: new Map() },
    connectionFor: () => connection,
  };
}

/** What must come of a story. */
function expected(story: Story, happened: Happened): Course {
  const { kind, meets, acts } = story;
  const course = (first: Course['first'], ...turns: Course['asked']): Course => {
    const last = turns.at(-1)!;
    return { story, first, asked: [0, 1, 2, 3].map((turn) => turns[turn] ?? last) };
  };
  const done = ['done', 1] as const;
  const open = ['not_now', acts ? 1 : 0] as const;
  const untilItCounts = [open, open, open, done] as const;
  if (meets === 'wasBooked') {
    if (!acts) return course('unclear', ...untilItCounts);
    return happened === 'answered' ? course('unclear', done) : course('unclear', open, done);
  }
  const cell = outcomeTable[happened][kind];
  if (cell === 'done') return course(cell, done);
  if (meets === 'makeDraft') return course('unsent', open, done);
  // Whose key or state may be sent again is sent again, though it may have been done.
  if (cell !== 'unclear' || kind === 'key' || kind === 'natural') return course(cell, open, done);
  if (kind === 'none') return course(cell, ['unknown', acts ? 1 : 0]);
  return acts ? course(cell, done) : course(cell, ...untilItCounts);
}
