import { describe, expect, test } from 'vitest';
import { commandHost, linesOf, orderly } from './run-cli.js';

const inHost = commandHost();

const commands = [
  'check',
  'talk',
  'init',
  'server',
  'worker',
  'api',
  'api keygen',
  'api token',
  'send',
  'chat',
  'approvals',
  'approvals keygen',
  'approvals list',
  'approvals rebuild',
  'approvals show',
  'approvals approve',
  'approvals reject',
  'conversations show',
  'conversations give-back',
  'runs list',
  'runs show',
  'up',
  'stop',
  'go',
  'effects list',
  'effects show',
  'effects resolve',
];

describe('help', () => {
  test.each(commands)('`orderly %s --help` tells what it does with an example', async (command) => {
    const { code, stdout, stderr } = await inHost([...command.split(' '), '--help']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/Examples?:\n {2}\$ .*orderly /);
    expect(stdout).toContain(`Usage: orderly ${command}`);
  });

  test('`orderly --help` names every command', async () => {
    const { code, stdout } = await orderly(['--help']);
    expect(code).toBe(0);
    for (const command of commands) expect(stdout).toContain(`  ${command.split(' ')[0] ?? ''} `);
  });
});

describe('wrong usage ends with 2, one line on what is wrong and one on where to look', () => {
  test.each([
    ['an unknown command', ['chek'], 'Did you mean check?', 'See `orderly --help`.'],
    ['a missing argument', ['send', 'demo', '--conversation', 'c'], 'text', 'See `orderly send --help`.'],
    ['a missing option', ['send', 'demo', 'hello'], '--conversation', 'See `orderly send --help`.'],
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
    ['send', ['send', 'demo', 'hello', '--conversation', 'c-1']],
    ['chat', ['chat', 'demo']],
    ['server --setup', ['server', '--setup']],
    [
      'approvals list',
      ['approvals', 'list', 'demo'],
      'error store_unavailable: The store at 127.0.0.1:1/x does not answer',
      'Start it with `orderly server`, or set DATABASE_URL.',
    ],
  ])(
    '`orderly %s` says in one line what is wrong, in one what to do, and ends with 1',
    async (_, args, ...lines: string[]) => {
      const env = { TEMPORAL_ADDRESS: '127.0.0.1:1', DATABASE_URL: 'postgresql://u:p4ssw0rd@127.0.0.1:1/x' };
      const { code, stdout, stderr } = await inHost(args, { env });
      expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
      const noTemporal = [
        'error temporal_unavailable: No Temporal server answers at 127.0.0.1:1',
        'Start one with `orderly server`, or set TEMPORAL_ADDRESS.',
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
