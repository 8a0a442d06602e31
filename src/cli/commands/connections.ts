/** `orderly connections`: the commands with which a shop's APIs are connected. */
import type { Command } from 'commander';
import { addCommand } from '../command.js';
import { addConnect } from './connections/connect.js';
import { addCopy } from './connections/copy.js';
import { addCoverage } from './connections/coverage.js';
import { addEgress } from './connections/egress.js';
import { addImport } from './connections/import.js';
import { addList } from './connections/list.js';
import { addShow } from './connections/show.js';
import { addTry } from './connections/try.js';
import { addVerify } from './connections/verify.js';

/** Adds the command and those below it. */
export function addConnections(program: Command): void {
  const connections = addCommand(program, {
    usage: 'connections',
    summary: "Connect a shop's APIs: draft, try and verify connections.",
    examples: ['orderly connections list', 'orderly connections try demo orders.get number=10105'],
  });
  const commands = [addList, addShow, addCopy, addImport, addTry, addVerify, addCoverage];
  for (const add of [...commands, addConnect, addEgress]) add(connections);
}
