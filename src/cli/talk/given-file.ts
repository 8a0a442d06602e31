/** What a flow test gives, as the beginning of a conversation at the terminal. */
import { readFile } from 'node:fs/promises';
import { OrderlyError } from '../../contracts/errors/orderly-error.js';
import type { Issue } from '../../contracts/issue.js';
import type { Merchant } from '../../merchants/merchant.js';
import type { Given } from '../../simulator/flow-test.js';
import { readTestFile } from '../../simulator/read-test-file.js';
import { type FlowTestFile, flowTestSchema, type WrittenGiven } from '../../simulator/schema.js';
import { readDocument } from '../../yaml/document.js';
import { didYouMean } from '../../yaml/suggest.js';

/** A file of tests, and which test is meant. */
export interface Script {
  path: string;
  text: string;
  file: FlowTestFile;
  test?: string;
}

/** Reads `file.test.yaml`, or `file.test.yaml:name of a test`; `path_missing`, and the first issue of its form. */
export async function scriptIn(named: string): Promise<Script> {
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
export function givenIn(
  { path, text, file, test }: Script,
  merchant: Merchant,
  flow: string,
): { given: Given; written: WrittenGiven } {
  if (file.flow !== flow) {
    const hint = `Talk to \`${file.flow}\`, or name a file of tests of \`${flow}\`.`;
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

function together(file: WrittenGiven, test: WrittenGiven): WrittenGiven {
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
    return new OrderlyError('flow_test_shape', `${path} is no file of tests`, {
      hint: '`orderly check` says what is wrong with it.',
    });
  const { code, message, hint, file, line, column } = issue;
  return new OrderlyError(code, message, { place: { file, line, column }, ...(hint && { hint }) });
}
