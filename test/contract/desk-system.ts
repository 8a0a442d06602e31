/** The desk's system: it books what it is asked to, and says once what a fault says. */
import type { Fault, Scene } from './faults.js';
import { type FakeSystem, type FakeSystemOptions, openFakeSystem, type Say } from './fake-system.js';
import { type Kind, type Leg, deskAnswer } from './desk.js';
import type { Ground } from './ground.js';
import { mediaType } from './protocols.js';
import { answer, resets } from './says.js';

/** One write and what its system does when it is first asked. */
export interface Story {
  name: string;
  kind: Kind;
  chained: boolean;
  /** The request that meets the fault. */
  meets: Leg;
  /** The write is done although its answer is the fault's, or a reset where the look-up meets the fault. */
  acts: boolean;
}

/** What has become of a story. */
export interface Told {
  /** Effects at the system, by what tells them apart there. */
  booked: string[];
  /** Requests for each leg. */
  asked: Record<Leg, number>;
}

/** The system for one fault, at its addresses. */
export interface DeskSystem extends AsyncDisposable {
  say: FakeSystemOptions['say'];
  /** Where the first attempt is led, if not to the plain address: to a certificate, or where nobody listens. */
  first: Pick<FakeSystem, 'port'> | undefined;
  told: (story: Story) => Told;
}

/** Opens it; each story has a path of its own. */
export async function openDesk(
  stories: readonly Story[],
  fault: Fault,
  scene: Omit<Scene, 'good'>,
  { certificates }: Pick<Ground, 'certificates'>,
): Promise<DeskSystem> {
  // What never comes here has its fault elsewhere.
  const met = fault.happened === 'unsent';
  const books = new Map(stories.map((story) => [story.name, { story, told: nothing(), met }]));
  const say = bookkeeper(books, fault, scene);
  const { cert, key } = certificates[fault.tls ?? 'right'];
  const first = fault.tls
    ? await openFakeSystem({ say, tls: { cert, key } })
    : fault.missing === 'refuses'
      ? await openFakeSystem({ say })
      : undefined;
  if (fault.missing === 'refuses') await first?.[Symbol.asyncDispose]();
  return {
    ...{ say, first, told: ({ name }) => books.get(name)!.told },
    [Symbol.asyncDispose]: async () => {
      if (fault.tls) await first?.[Symbol.asyncDispose]();
    },
  };
}

type Book = { story: Story; told: Told; met: boolean };

const nothing = (): Told => ({ booked: [], asked: { makeDraft: 0, bookDraft: 0, wasBooked: 0 } });

function bookkeeper(
  books: ReadonlyMap<string, Book>,
  fault: Fault,
  scene: Omit<Scene, 'good'>,
): FakeSystemOptions['say'] {
  const { protocol } = scene;
  const whole = (leg: Leg, id: string): Say =>
    answer(200, deskAnswer(protocol, leg, id), { 'content-type': mediaType[protocol] });
  return (socket, { path, text }) => {
    const book = books.get(path.split('/')[1] ?? '')!;
    const leg = /makeDraft|bookDraft|wasBooked/.exec(text)![0] as Leg;
    const { story, told } = book;
    told.asked[leg] += 1;
    const meets = leg === story.meets && !book.met;
    const loses = story.meets === 'wasBooked' && leg === 'bookDraft' && told.asked.bookDraft === 1;
    const mark = /[0-9a-f]{8}-[0-9a-f-]{27}/.exec(text)?.[0] ?? 'the state';
    if (leg === 'bookDraft' && (!(meets || loses) || story.acts)) effect(story.kind, mark, told.booked);
    const id = leg === 'wasBooked' && !told.booked.includes(mark) ? 'NEVER' : 'd1';
    book.met ||= meets;
    const honest = whole(leg, id);
    const say = meets ? fault.say({ ...scene, good: deskAnswer(protocol, leg, id) }) : honest;
    (loses ? resets('') : say)(socket);
  };
}

/** A system that knows keys does the same one once, a state is set once, and any other write is done again. */
function effect(kind: Kind, mark: string, booked: string[]): void {
  const once = kind === 'key' || kind === 'natural';
  if (!once || !booked.includes(mark)) booked.push(mark);
}
