import { expect, test } from '@jest/globals';
import { approvalErrors } from '../src/errors/approvals.js';
import { callErrors } from '../src/errors/calls.js';
import { errorCatalogue } from '../src/errors/catalogue.js';
import { commandErrors } from '../src/errors/commands.js';
import { connectionErrors } from '../src/errors/connections.js';
import { flowTestErrors } from '../src/errors/flow-tests.js';
import { flowErrors } from '../src/errors/flows.js';
import { merchantErrors } from '../src/errors/merchants.js';
import { messageErrors } from '../src/errors/messages.js';
import { runErrors } from '../src/errors/runs.js';
import { runningErrors } from '../src/errors/running.js';

const areas = [
  approvalErrors,
  callErrors,
  commandErrors,
  connectionErrors,
  flowErrors,
  flowTestErrors,
  merchantErrors,
  messageErrors,
  runErrors,
  runningErrors,
];

test('each code belongs to one area, and the catalogue holds them all', () => {
  const codes = areas.flatMap((area) => Object.keys(area));
  expect(codes.filter((code, index) => codes.indexOf(code) !== index)).toEqual([]);
  expect(Object.keys(errorCatalogue).sort()).toEqual(codes.sort());
});
