import { describe, expect, test } from 'vitest';
import { everyCommand, listed } from './listed.js';
import { commandHost, linesOf, orderly } from './run-cli.js';

const inHost = commandHost();

describe('help', () => {
  test('`orderly --help` lists the commands by task', async () => {
    expect(await listed(inHost)).toEqual({
      'Try it': ['up', 'chat'],
      'Build a merchant': ['init', 'connections', 'flows', 'knowledge', 'texts'],
      Agents: ['approvals', 'conversations'],
      Operators: ['doctor', 'runs', 'effects', 'events', 'documents', 'pause', 'resume', 'erase', 'keys'],
      Processes: ['server', 'worker', 'api'],
      Help: ['help'],
    });
  });

  test('a group of commands lists those below it', async () => {
    const flows = ['check', 'test', 'talk', 'diagram', 'diff', 'schema'];
    expect(await listed(inHost, 'flows')).toEqual({ Commands: flows });
    const connections = ['list', 'show', 'copy', 'import', 'try', 'verify', 'coverage', 'connect', 'egress'];
    expect(await listed(inHost, 'connections')).toEqual({ Commands: connections });
    const documents = ['list', 'show', 'revoke', 'investigations'];
    expect(await listed(inHost, 'documents')).toEqual({ Commands: documents });
    expect(await listed(inHost, 'documents', 'investigations')).toEqual({ Commands: ['list', 'answer'] });
  });

  test('every command says what it does in one sentence, and shows an example of itself', async () => {
    const commands = await everyCommand(inHost);
    expect(commands.length).toBeGreaterThan(50);
    for (const path of commands) {
      const command = `orderly ${path.join(' ')}`;
      const { code, stdout, stderr } = await inHost([...path, '--help']);
      expect({ command, code, stderr }).toEqual({ command, code: 0, stderr: '' });
      expect(stdout).toContain(`Usage: ${command}`);
      expect([command, stdout]).toEqual([command, expect.stringMatching(/^Usage: .+\n\n[A-Z][^]+?\.\n\n/)]);
      const [, examples = ''] = stdout.split(/^Examples?:$/m);
      expect([command, examples]).toEqual([command, expect.stringContaining(command)]);
    }
  });

  test('in a process of its own, too', async () => {
    const { code, stdout } = await orderly(['--help']);
    expect(code).toBe(0);
    expect(stdout).toContain('\nBuild a merchant:\n');
  });
});

describe('a command that does not exist', () => {
  test.each([
    ['check', '`orderly flows check` or `orderly knowledge check`'],
    ['test', '`orderly flows test` or `orderly knowledge test`'],
    ['talk', '`orderly flows talk`'],
    ['diagram', '`orderly flows diagram`'],
    ['schema', '`orderly flows schema`'],
    ['call', '`orderly connections try`'],
    ['coverage', '`orderly connections coverage`'],
    ['import', '`orderly connections import` or `orderly knowledge import`'],
    ['verify', '`orderly connections verify`'],
    ['connect', '`orderly connections connect`'],
    ['connectors', '`orderly connections list`'],
    ['egress', '`orderly connections egress`'],
    ['codec', '`orderly api codec`'],
    ['investigations', '`orderly documents investigations`'],
    ['send', '`orderly chat --send`'],
    ['stop', '`orderly pause`'],
    ['go', '`orderly resume`'],
    ['keygen', '`orderly approvals keygen` or `orderly api keygen`'],
    ['chek', '`orderly flows check` or `orderly knowledge check`'],
    ['flow', '`orderly flows`'],
  ])('%s: %s is meant', async (word, meant) => {
    const { code, stdout, stderr } = await inHost([word, 'demo']);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(linesOf(stderr)).toEqual([
      `error usage: unknown command '${word}' (Did you mean ${meant}?)`,
      'See `orderly --help`.',
    ]);
  });

  test('no command is suggested where too many have the name, or none is near', async () => {
    for (const word of ['list', 'frobnicate'])
      expect(linesOf((await inHost([word])).stderr)[0]).toBe(`error usage: unknown command '${word}'`);
  });
});

describe('wrong usage ends with 2, one line on what is wrong and one on where to look', () => {
  test.each([
    ['an unknown subcommand', ['flows', 'chek'], 'Did you mean check?', 'See `orderly flows --help`.'],
    ['a missing argument', ['chat', '--send', 'hello'], 'merchant', 'See `orderly chat --help`.'],
    ['a missing option', ['approvals', 'keygen'], '--out', 'See `orderly approvals keygen --help`.'],
    ['an option of --send alone', ['chat', 'demo', '--seq', '3'], '--send', 'See `orderly chat --help`.'],
    [
      'a chat that waits for nothing',
      ['chat', 'demo', '--wait', '0'],
      '--send',
      'See `orderly chat --help`.',
    ],
    [
      'an unknown option',
      ['runs', 'list', 'demo', '--opne'],
      'Did you mean --open?',
      'See `orderly runs list --help`.',
    ],
    [
      'an argument too many',
      ['runs', 'list', 'demo', 'acme'],
      'too many arguments',
      'See `orderly runs list --help`.',
    ],
    [
      'no number',
      ['runs', 'list', 'demo', '--limit', 'many'],
      'whole number',
      'See `orderly runs list --help`.',
    ],
    [
      'a key that vouches for nobody',
      ['chat', 'demo', '--channel', 'shop-chat', '--channel-key', 'channel.key'],
      '--email',
      'See `orderly chat --help`.',
    ],
    [
      'a key of no channel',
      ['chat', 'demo', '--email', 'kim@example.com', '--channel-key', 'channel.key'],
      '--channel and',
      'See `orderly chat --help`.',
    ],
    [
      'a channel without its key',
      ['chat', 'demo', '--email', 'kim@example.com', '--channel', 'shop-chat'],
      '--channel and',
      'See `orderly chat --help`.',
    ],
    [
      'a subcommand with a missing option',
      ['approvals', 'approve', 'x', '--as', 'anna'],
      '--key',
      'See `orderly approvals approve --help`.',
    ],
  ])('%s', async (_, args, what, where) => {
    const { code, stdout, stderr } = await inHost(args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    const lines = linesOf(stderr);
    expect(lines).toHaveLength(2);
    expect(lines[0]).toMatch(/^error usage: /);
    expect(lines[0]).toContain(what);
    expect(lines[1]).toBe(where);
  });

  test('no command at all shows the help', async () => {
    const { code, stderr } = await orderly([]);
    expect(code).toBe(2);
    expect(stderr).toContain('Usage: orderly');
  });
});

describe('without a server', () => {
  test.each([
    ['runs', ['runs', 'list', 'demo']],
    ['chat --send', ['chat', 'demo', '--send', 'hello']],
    ['chat', ['chat', 'demo']],
    ['server --setup', ['server', '--setup']],
    [
      'approvals list',
      ['approvals', 'list', 'demo'],
      'error store_unavailable: The store at 127.0.0.1:1/x does not answer',
      'Check that it is running and can be reached from here. DATABASE_URL names a PostgreSQL of yours; without it, `orderly server` starts a store.',
    ],
  ])(
    '`orderly %s` says in one line what is wrong, in one what to do, and ends with 1',
    async (_, args, ...lines: string[]) => {
      const env = { TEMPORAL_ADDRESS: '127.0.0.1:1', DATABASE_URL: 'postgresql://u:p4ssw0rd@127.0.0.1:1/x' };
      const { code, stdout, stderr } = await inHost(args, { env });
      expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
      const noTemporal = [
        'error temporal_unavailable: The Temporal server at 127.0.0.1:1 does not answer',
        'Check that it is running and can be reached from here. TEMPORAL_ADDRESS names a server of yours; without it, `orderly server` starts one.',
      ];
      expect(linesOf(stderr)).toEqual(lines.length === 0 ? noTemporal : lines);
    },
  );

  test('the stack comes with --debug only', async () => {
    const { code, stderr } = await orderly(['runs', 'list', 'demo', '--debug'], {
      env: { TEMPORAL_ADDRESS: '127.0.0.1:1' },
    });
    expect(code).toBe(1);
    expect(stderr).toMatch(/\n {4}at /);
  });

  test('a wrong setting is named', async () => {
    const { code, stderr } = await inHost(['runs', 'list', 'demo'], {
      env: { ORDERLY_HTTP_PORT: 'eighty' },
    });
    expect(code).toBe(1);
    expect(linesOf(stderr)[0]).toMatch(/^error config_invalid: .*ORDERLY_HTTP_PORT/);
    expect(linesOf(stderr)).toHaveLength(2);
  });
});
