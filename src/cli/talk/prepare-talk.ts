/** What a conversation at the terminal begins with: the merchant, the flow, and what holds at first. */
import { readFile } from 'node:fs/promises';
import { OrderlyError } from '../../contracts/errors/orderly-error.js';
import { mainFlow } from '../../contracts/main-flow.js';
import { momentOf } from '../../merchants/calendar.js';
import type { Merchant } from '../../merchants/merchant.js';
import { becauseOf } from '../../merchants/missing-offers.js';
import { substituteFor } from '../../simulator/bindings.js';
import type { FlowTest, Given } from '../../simulator/flow-test.js';
import { defaultNow, readTestFile } from '../../simulator/read-test-file.js';
import { calendarYear } from '../../simulator/run-tests.js';
import { type RawAnswer, type RawGiven, type FlowTestFile, flowTestSchema } from '../../simulator/schema.js';
import { unansweredIn } from '../../simulator/unanswered-operations.js';
import { didYouMean } from '../../flows/yaml/suggest.js';
import type { Folders } from '../check-target.js';
import { namedMerchant } from '../merchant-or-path.js';
import { readMerchant } from '../merchant-files.js';
import type { Issue } from '../../contracts/issue.js';
import { readDocument } from '../../flows/yaml/document.js';

// What a flow test gives, as the beginning of a conversation at the terminal.

/** A file of tests, and which test is meant. */
interface Script {
  path: string;
  text: string;
  file: FlowTestFile;
  test?: string;
}

/** Reads `file.test.yaml`, or `file.test.yaml:name of a test`; `path_missing`, and the first issue of its form. */
async function scriptIn(named: string): Promise<Script> {
  const [, path = named, test] = /^(.*\.test\.yaml)(?::(.*))?$/s.exec(named) ?? [];
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    throw new OrderlyError('path_missing', `${path} cannot be read`, { cause: error });
  });
  const { document, issues } = readDocument(path, text);
  if (document === undefined) throw failure(path, issues);
  const parsed = flowTestSchema.safeParse(document.value);
  if (!parsed.success) throw failure(path, []);
  return { path, text, file: parsed.data, ...(test === undefined ? {} : { test }) };
}

/** What the named test, or the first one, says of the beginning; `flow_unknown`, `flow_tests_missing`, and the first issue. */
function givenIn(
  { path, text, file, test }: Script,
  merchant: Merchant,
  flow: string,
): { given: Given; written: RawGiven } {
  if (file.flow !== flow) {
    const hint = `Talk to \`${file.flow}\`, or pass a test file of \`${flow}\`.`;
    throw new OrderlyError('flow_unknown', `${path} tests \`${file.flow}\``, { hint });
  }
  const { merchant: name } = merchant.config;
  const read = readTestFile({ file: path, text }, new Map([[name, merchant]]), name);
  if (read.issues.length > 0) throw failure(path, read.issues);
  const names = file.tests.map((each) => each.name);
  const meant = test ?? names[0];
  const found = read.tests.find((each) => each.name === meant);
  if (found === undefined)
    throw new OrderlyError('flow_tests_missing', `${path} has no test \`${meant ?? ''}\``, {
      hint: didYouMean(meant ?? '', names),
    });
  const own = file.tests.find((each) => each.name === meant)?.given ?? {};
  return { given: found.given, written: together(file.given ?? {}, own) };
}

function together(file: RawGiven, test: RawGiven): RawGiven {
  const both = (name: 'inputs' | 'policy' | 'facts' | 'operations' | 'subflows'): object =>
    file[name] === undefined && test[name] === undefined ? {} : { [name]: { ...file[name], ...test[name] } };
  const understands = [...(test.understands ?? []), ...(file.understands ?? [])];
  return {
    ...{ ...file, ...test, ...both('inputs'), ...both('policy'), ...both('facts') },
    ...{ ...both('operations'), ...both('subflows') },
    ...(understands.length === 0 ? {} : { understands }),
  };
}

function failure(path: string, [issue]: readonly Issue[]): OrderlyError {
  if (issue === undefined)
    return new OrderlyError('flow_test_shape', `${path} is not a test file`, {
      hint: 'Run `orderly flows check` to see why.',
    });
  const { code, message, hint, file, line, column } = issue;
  return new OrderlyError(code, message, { place: { file, line, column }, ...(hint && { hint }) });
}

/** What the command line says of the beginning. */
export interface Beginning {
  given?: string;
  language?: string;
  email?: string;
  unauthenticated?: boolean;
  live?: boolean;
}

/** A conversation that can begin; inputs of the flow may still be missing. */
export interface Prepared {
  test: Pick<FlowTest, 'flow' | 'hash' | 'merchant' | 'given'>;
  /** What was given, as a test writes it: its answers of systems apart. */
  written: Omit<RawGiven, 'operations'>;
  operations: Record<string, RawAnswer[]>;
}

/** Which merchant, by its name or folder, and which flow are meant: one word alone is a merchant's, if there is one like that. */
export function namesOf(
  first: string | undefined,
  second: string | undefined,
  folders: Folders,
): { merchant?: string; flow?: string; folders: Folders } {
  if (first === undefined) return { folders };
  const named = namedMerchant(first, folders);
  if (second !== undefined) return { folders, merchant: first, ...named, flow: second };
  return named ?? { folders, flow: first };
}

/** Reads merchant and beginning; `merchant_unknown`, `merchant_not_served`, `flow_unknown`, and issues of a file of tests. */
export async function prepareTalk(
  { merchant: name, flow: named, folders }: ReturnType<typeof namesOf>,
  beginning: Beginning,
): Promise<Prepared> {
  const now = beginning.live === true ? Date.now() : calendarYear;
  const script = beginning.given === undefined ? undefined : await scriptIn(beginning.given);
  const flow = named ?? script?.file.flow ?? mainFlow;
  const wanted = { now };
  const asItIs = await readMerchant(folders, name, wanted);
  const unanswered = unansweredIn(script?.file ?? { flow, tests: [] }, asItIs);
  const merchant =
    unanswered.length === 0
      ? asItIs
      : await readMerchant(folders, asItIs.config.merchant, {
          ...wanted,
          substitute: substituteFor(unanswered),
        });
  const compiled = merchant.flows.get(flow);
  if (compiled === undefined) throw noFlow(merchant, flow);
  const read = script === undefined ? undefined : givenIn(script, merchant, flow);
  const given = beginningOf(merchant, beginning, read?.given);
  const { operations = {}, ...written } = read?.written ?? {};
  return {
    test: { flow: compiled.ir, hash: compiled.hash, merchant, given },
    written: writtenBeginning(written, beginning),
    operations: { ...operations },
  };
}

function beginningOf(
  merchant: Merchant,
  { language, email, unauthenticated, live }: Beginning,
  read?: Given,
): Given {
  const { config } = merchant;
  const minute = 60_000;
  const [day = ''] = defaultNow.split(' ');
  const now = live === true ? Date.now() : momentOf(config.zone, day, 10 * 60);
  const given = read ?? {
    ...{
      inputs: {},
      language: config.language,
      customer: 'verified',
      facts: {},
      operations: {},
      subflows: {},
    },
    ...{ understands: [], config, policy: {}, now: Math.floor(now / minute) * minute },
  };
  return {
    ...given,
    ...(language === undefined ? {} : { language }),
    ...(unauthenticated === true ? { customer: 'unauthenticated' } : {}),
    ...(email === undefined ? {} : { facts: { ...given.facts, email } }),
  };
}

/** Without language and time, which a saved test says anyway. */
function writtenBeginning(
  { language: _language, now: _now, ...written }: Prepared['written'],
  { email, unauthenticated }: Beginning,
): Prepared['written'] {
  return {
    ...written,
    ...(unauthenticated === true ? { customer: 'unauthenticated' as const } : {}),
    ...(email === undefined ? {} : { facts: { ...written.facts, email } }),
  };
}

function noFlow({ config, flows, notOffered }: Merchant, flow: string): OrderlyError {
  const reason = notOffered.get(flow);
  if (reason !== undefined)
    return new OrderlyError('flow_unknown', `${config.merchant} does not offer \`${flow}\``, {
      hint: `${becauseOf(config, reason)}.`,
    });
  const hint = didYouMean(flow, flows.keys());
  return new OrderlyError('flow_unknown', `${config.merchant} has no flow \`${flow}\``, { hint });
}
