import { expect, test } from 'vitest';
import { apiErrors } from '../src/contracts/errors/api.js';
import { approvalErrors } from '../src/contracts/errors/approvals.js';
import { callErrors } from '../src/contracts/errors/calls.js';
import { errorCatalogue } from '../src/contracts/errors/catalogue.js';
import { commandErrors } from '../src/contracts/errors/commands.js';
import { connectionErrors } from '../src/contracts/errors/connections.js';
import { flowTestErrors } from '../src/contracts/errors/flow-tests.js';
import { flowErrors } from '../src/contracts/errors/flows.js';
import { keyErrors } from '../src/contracts/errors/keys.js';
import { merchantErrors } from '../src/contracts/errors/merchants.js';
import { messageErrors } from '../src/contracts/errors/messages.js';
import { runErrors } from '../src/contracts/errors/runs.js';
import { runningErrors } from '../src/contracts/errors/running.js';
import { tlsErrors } from '../src/contracts/errors/tls.js';

const areas = [
  apiErrors,
  approvalErrors,
  callErrors,
  commandErrors,
  connectionErrors,
  flowErrors,
  flowTestErrors,
  merchantErrors,
  messageErrors,
  keyErrors,
  runErrors,
  runningErrors,
  tlsErrors,
];

test('each code belongs to one area, and the catalogue holds them all', () => {
  const codes = areas.flatMap((area) => Object.keys(area));
  expect(codes.filter((code, index) => codes.indexOf(code) !== index)).toEqual([]);
  expect(Object.keys(errorCatalogue).sort()).toEqual(codes.sort());
});
