/** `orderly approvals`: the agents' side. */
import type { Command } from 'commander';
import { addDecisions } from './approvals/decide.js';
import { addKeygen } from './approvals/keygen.js';
import { addApprovalList } from './approvals/list.js';
import { addApprovalRebuild } from './approvals/rebuild.js';
import { addApprovalShow } from './approvals/show.js';
import { addCommand } from '../command.js';

/** Adds the command and those below it. */
export function addApprovals(program: Command): void {
  const approvals = addCommand(program, {
    usage: 'approvals',
    summary: 'List, show and decide on approval requests.',
    examples: ['orderly approvals list demo --role refund-approver'],
  });
  addKeygen(approvals);
  addApprovalList(approvals);
  addApprovalShow(approvals);
  addDecisions(approvals);
  addApprovalRebuild(approvals);
}
