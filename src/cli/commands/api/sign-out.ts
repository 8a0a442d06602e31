/** `orderly api sign-out`: ends an agent's sessions at the desk, on whichever machine they are. */
import { userInfo } from 'node:os';
import type { Command } from 'commander';
import { addCommand } from '../../command.js';
import { openStoreContext } from '../../context.js';
import { printJson, printLine } from '../../print.js';

/** Adds the command. */
export function addSignOut(api: Command): void {
  addCommand(api, {
    usage: 'sign-out <merchant> <agent>',
    summary: 'End all sessions of an agent at the desk, with their open streams.',
    examples: ['orderly api sign-out demo anna'],
  })
    .option('--json', 'print a JSON object')
    .action(signOut);
}

async function signOut(merchant: string, agent: string, { json }: { json?: boolean }): Promise<void> {
  await using context = await openStoreContext();
  const { sessions, audit } = context.store;
  const ended = await sessions.endAll(merchant, agent);
  await audit.record({
    ...{ merchant, at: Date.now(), actor: userInfo().username, action: 'desk.sign_out', subject: agent },
    ...{ outcome: 'done', details: { sessions: ended } },
  });
  if (json === true) printJson({ ended });
  else printLine(`Ended ${ended} ${ended === 1 ? 'session' : 'sessions'} of ${agent}.`);
}
