/** The product's intents: a YAML file each, beside this module. */
import { fileURLToPath } from 'node:url';
import { workerData } from 'node:worker_threads';
import type { Courtesy } from './courtesy.js';
import type { Intent } from './intent.js';

/** What a thread is started with, so that it need not read YAML, which would slow its start. */
export interface WithIntents {
  intents: readonly Intent[];
}

/** Every intent, by the order of their names. */
export const intents: readonly Intent[] = given(workerData) ?? (await read());

const byName: ReadonlyMap<string, Intent> = new Map(intents.map((intent) => [intent.name, intent]));

/** The intent of a name; undefined for a merchant's own, and for one that there is not. */
export const intentNamed = (name: string): Intent | undefined => byName.get(name);

/** The intent of a message that wants none of the others. */
export const noIntent: string = wanting('nothing_known');

/** The intent of a message that wants people. */
export const peopleIntent: string = wanting('people');

/** The intent that a fine intent belongs to; any other name is an intent itself. */
export const intentOf = (fine: string): string => fine.split('.', 1)[0] ?? fine;

const fine = intents.flatMap((intent) => intent.fine);

/** The courtesy that a label is, if it is one. */
export const courtesyOf = (label: string | undefined): Courtesy | undefined =>
  fine.find(({ id }) => id === label)?.courtesy;

/** The first fine intent that is this courtesy. */
export const labelOfCourtesy = (courtesy: Courtesy): string | undefined =>
  fine.find((each) => each.courtesy === courtesy)?.id;

function wanting(what: NonNullable<Intent['wants']>): string {
  const found = intents.find(({ wants }) => wants === what);
  if (found === undefined) throw new TypeError(`no intent wants ${what}`);
  return found.name;
}

function given(data: unknown): readonly Intent[] | undefined {
  const isHanded = (value: unknown): value is WithIntents =>
    typeof value === 'object' && value !== null && 'intents' in value && Array.isArray(value.intents);
  return isHanded(data) ? data.intents : undefined;
}

async function read(): Promise<readonly Intent[]> {
  const { loadIntents } = await import('./read-intents.js');
  return loadIntents(fileURLToPath(new URL('.', import.meta.url)));
}
