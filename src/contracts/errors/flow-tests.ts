/** Error codes of flow tests: what is wrong with a `*.test.yaml`, or with running it. */
import { never } from './entry.js';

/** Codes of flow tests. */
export const flowTestErrors = {
  flow_test_shape: never(
    'A flow test is not written as it must be',
    'docs/authoring/test-a-flow.md shows every key of a test.',
  ),
  flow_test_value_missing: never(
    'A record of a flow test lacks a value that it always has',
    'Add it; only lists and a system’s own ids may be left out.',
  ),
  flow_test_answer_unknown: never(
    'A scripted answer is none that the operation or flow can give',
    'Use one of its results, or refused, unknown, unavailable, not_now; docs/authoring/test-a-flow.md lists them.',
  ),
  flow_untested: never(
    'A flow is not tested, because its file or that of a flow that it calls has issues',
    'Correct them first: `orderly flows check` tells them all. The tests of other flows run all the same.',
  ),
  flow_tests_missing: never(
    'There is no flow test',
    'Write one beside a flow, as `<flow>.test.yaml`; docs/authoring/test-a-flow.md shows how.',
  ),
} as const;
