/** `orderly doctor`: examines an installation, and says what is wrong with it and what to do. */
import type { Command } from 'commander';
import { exitCodes, plain } from '../../platform/observability/print-failure.js';
import { addCommand } from '../command.js';
import type { NamedFinding } from '../doctor/check.js';
import { painted, printJson, printLine } from '../print.js';

/** Adds the command. */
export function addDoctor(program: Command): void {
  addCommand(program, {
    usage: 'doctor',
    summary: 'Examine this installation: say what is wrong with it, and what to do.',
    examples: ['orderly doctor', 'orderly doctor --json'],
  })
    .option('--json', 'print a JSON list: check, type, says, todo, code')
    .action(doctor);
}

async function doctor({ json }: { json?: boolean }): Promise<void> {
  const [{ examine }, { openInstallation }, { checks }] = await Promise.all([
    import('../doctor/check.js'),
    import('../doctor/open-installation.js'),
    import('../doctor/checks.js'),
  ]);
  await using installation = openInstallation();
  const findings = await examine(installation, checks);
  if (json === true) printJson(findings);
  else printFindings(findings);
  if (findings.some(({ type }) => type === 'wrong')) process.exitCode = exitCodes.failed;
}

const words: Readonly<Record<NamedFinding['type'], readonly [string, Parameters<typeof painted>[0]]>> = {
  ok: ['ok', 'green'],
  warning: ['WARNING', 'yellow'],
  wrong: ['WRONG', 'red'],
  skipped: ['skipped', 'dim'],
};

function printFindings(findings: readonly NamedFinding[]): void {
  const width = Math.max(...findings.map(({ check }) => check.length));
  for (const found of findings) {
    const [word, style] = words[found.type];
    const code = 'code' in found ? `${found.code}: ` : '';
    printLine(`${painted(style, word.padEnd(7))}  ${found.check.padEnd(width)}  ${code}${plain(found.says)}`);
    if ('todo' in found) printLine(`${' '.repeat(width + 11)}${plain(found.todo)}`);
  }
  const count = (type: NamedFinding['type']): number => findings.filter((each) => each.type === type).length;
  printLine();
  printLine(
    count('wrong') + count('warning') === 0
      ? 'Nothing is wrong with this installation.'
      : `${count('wrong')} wrong, ${count('warning')} to watch.`,
  );
}
