/** Conversations as people have them: the repository's own dialogues, and more from their turns with fixed seeds. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import { projectFolder } from '../../../flows/support/demo.js';
import { seeded } from '../../../store/support/subject.js';

/** A message of a customer, so many ms after the one before. */
export interface Turn {
  text: string;
  afterMs: number;
  /** Whether it answers what was asked. */
  answers: boolean;
}

/** A conversation. */
export interface Ordinary {
  name: string;
  isMail: boolean;
  turns: Turn[];
}

type Line = Omit<Turn, 'afterMs'>;

const second = 1_000;
const hour = 3_600 * second;

/** A line as it stands in a flow's test: an answer, unless it asks something itself. */
const answerOf = (text: string): Line => ({ text, answers: !text.trim().endsWith('?') });
const openingOf = (text: string): Line => ({ text, answers: false });

/** What customers say in the tests of the shipped flows, a list for each test. */
async function ofFlows(): Promise<Line[][]> {
  const folder = join(projectFolder, 'flows');
  const names = (await readdir(folder)).filter((name) => name.endsWith('.test.yaml')).sort();
  const found: Line[][] = [];
  for (const name of names) {
    const file = parse(await readFile(join(folder, name), 'utf8')) as {
      tests: { when?: Record<string, unknown>[] }[];
    };
    for (const { when = [] } of file.tests) {
      const said = when.flatMap(({ customer }) => (typeof customer === 'string' ? [answerOf(customer)] : []));
      if (said.length > 0) found.push(said);
    }
  }
  return found;
}

/** First messages and what follows them. */
async function openings(): Promise<Line[][]> {
  const text = await readFile(
    join(projectFolder, 'test/workflows/conversation/openings/openings.yaml'),
    'utf8',
  );
  const cases = parse(text) as { messages: { text: string }[] }[];
  return cases.map(({ messages }) => messages.map((message) => openingOf(message.text)));
}

const smallTalkPhrases = ['thanks', 'Thank you!', 'ok', 'Danke', 'great, thanks', 'bye', 'hello', 'Hallo'];

/** The dialogues as they stand, then generated ones, until there are so many. */
export async function ordinary(count: number): Promise<Ordinary[]> {
  const [flows, opened] = await Promise.all([ofFlows(), openings()]);
  const own = [...flows, ...opened].map((lines, index) =>
    timed(`dialogue ${index}`, lines, seeded(index), index % 3 === 0),
  );
  const made = Array.from({ length: Math.max(0, count - own.length) }, (_, index) => {
    const random = seeded(20_261_201 + index);
    return timed(`seed ${index}`, mixed(random, flows, opened), random, index % 3 === 0);
  });
  return [...own, ...made];
}

/** One to five matters, one after the other, with small talk between them. */
function mixed(random: () => number, flows: readonly Line[][], opened: readonly Line[][]): Line[] {
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)]!;
  const matters = 1 + Math.floor(random() * 5);
  return Array.from({ length: matters }, () => [
    ...pick(opened),
    ...(random() < 0.8 ? pick(flows) : []),
    ...(random() < 0.6 ? [openingOf(pick(smallTalkPhrases))] : []),
  ]).flat();
}

/** Chats have quick replies, also two messages at once; mails lie hours apart, and sometimes a second follows at once. */
function timed(name: string, lines: readonly Line[], random: () => number, isMail: boolean): Ordinary {
  const turns = lines.map((line) => {
    const isQuick = random() < 0.15;
    const pause = isMail
      ? isQuick
        ? 90 * second + random() * 5 * 60 * second
        : 0.5 * hour + random() * 30 * hour
      : isQuick
        ? 2 * second + random() * 4 * second
        : 6 * second + random() * 90 * second;
    return { ...line, afterMs: Math.round(pause) };
  });
  return { name, isMail, turns };
}
