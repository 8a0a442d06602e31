/** Error codes of flow tests: what is wrong with a `*.test.yaml`, or with running it. */
import { never } from './entry.js';

/** Codes of flow tests. */
export const flowTestErrors = {
  flow_test_shape: never(
    'A key in the flow test is missing, wrong or misplaced',
    'See docs/authoring/test-a-flow.md for all keys that a test can have.',
  ),
  flow_test_value_missing: never(
    'A record in the flow test lacks a required value',
    'Add the value; only lists and a system’s own ids may be left out.',
  ),
  flow_test_answer_unknown: never(
    'The operation or flow cannot return this scripted answer',
    'Use one of its results, or refused, unknown, unavailable or not_now; see docs/authoring/test-a-flow.md.',
  ),
  flow_test_other: never(
    'A test file beside one flow tests another',
    'Write the name of the flow beside it, or rename the file after the flow that it tests.',
  ),
  flow_test_idle: never(
    'A test cannot fail',
    'Compare what the customer reads, how the flow ends, or what it calls.',
  ),
  flow_untested: never(
    "The flow was not tested, because its own file or a sub-flow's file has errors",
    'Run `orderly flows check`, and correct the errors. Tests of other flows still run.',
  ),
  flow_tests_missing: never(
    'No flow tests were found',
    'Write one beside the flow, as `<flow>.test.yaml`; see docs/authoring/test-a-flow.md.',
  ),
} as const;
