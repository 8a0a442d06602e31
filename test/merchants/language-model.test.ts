/** `languageModel:` of merchant.yaml: what it becomes, and what is told of mistakes. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readMerchantFile } from '../../src/merchants/merchant-file.js';
import type { Secrets } from '../../src/security/secrets.js';
import { projectFolder } from '../flows/support/demo.js';

const demo = readFileSync(join(projectFolder, 'merchants/demo/merchant.yaml'), 'utf8');
const publicKey = `ed25519:${Buffer.alloc(32, 7).toString('base64url')}`;

function read(lines: string, secrets?: Secrets) {
  const block = `\nlanguageModel:\n${lines.replace(/^/gm, '  ')}\n`;
  return readMerchantFile('merchant.yaml', demo + block, { secrets, now: Date.UTC(2026, 5, 1) });
}

test('all that can be said', () => {
  const { config, issues } = read(`provider: openai-compatible
url: http://10.0.0.7:8000/v1/
model: small-1
key: \${secret.MODEL_KEY}
timeout: 2500ms
budget:
  perConversation: { calls: 5, tokens: 20000 }
  perMerchant: { tokens: 3000000 }
egress: { allow: [10.0.0.0/8] }
lengthParameter: max_completion_tokens
temperature: unset`);
  expect(issues).toEqual([]);
  expect(config?.languageModel).toEqual({
    provider: 'openai-compatible',
    url: 'http://10.0.0.7:8000/v1',
    model: 'small-1',
    keyName: 'MODEL_KEY',
    timeoutMs: 2_500,
    budget: { perConversation: { calls: 5, tokens: 20_000 }, perMerchant: { tokens: 3_000_000 } },
    egressAllow: ['10.0.0.0/8'],
    lengthParameter: 'max_completion_tokens',
    fixedTemperature: false,
  });
});

test('a provider, a model and a key are enough for Anthropic; everything else has a bound by default', () => {
  const { config, issues } = read('provider: anthropic\nmodel: some-model\nkey: ${secret.MODEL_KEY}');
  expect(issues).toEqual([]);
  expect(config?.languageModel).toMatchObject({
    url: 'https://api.anthropic.com',
    timeoutMs: 8_000,
    budget: { perConversation: { calls: 40 }, perMerchant: { calls: 10_000 } },
  });
});

test('without it there is none', () => {
  expect(readMerchantFile('merchant.yaml', demo, { now: 0 }).config).not.toHaveProperty('languageModel');
});

const usable = 'provider: openai-compatible\nurl: https://models.example/v1\nmodel: m';

describe('a mistake is told at its line', () => {
  test.each([
    ['no address', 'provider: openai-compatible\nmodel: m', /needs a `url`/, 'languageModel'],
    ['no URL', 'provider: openai-compatible\nurl: models\nmodel: m', /not a valid address/, 'url'],
    [
      'another protocol',
      'provider: openai-compatible\nurl: ftp://m.example\nmodel: m',
      /not a valid address/,
      'url',
    ],
    [
      'a key in the address',
      'provider: openai-compatible\nurl: https://m.example/v1?key=abc\nmodel: m',
      /contains more than an address/,
      'languageModel',
    ],
    [
      'a name in the address',
      'provider: openai-compatible\nurl: https://a:b@m.example\nmodel: m',
      /contains more than an address/,
      'languageModel',
    ],
    [
      'no encryption',
      'provider: openai-compatible\nurl: http://models.example/v1\nmodel: m',
      /unencrypted/,
      'url',
    ],
    ['a key as it is', `${usable}\nkey: sk-abcdef`, /must never be written in a file/, 'languageModel'],
    ['no time', `${usable}\ntimeout: soon`, /Write a time such as/, 'timeout'],
    ['too short a time', `${usable}\ntimeout: 20ms`, /not between 500ms and 15s/, 'timeout'],
    ['too long a time', `${usable}\ntimeout: 60s`, /not between 500ms and 15s/, 'timeout'],
    ['no count', `${usable}\nbudget: { perMerchant: { calls: many } }`, /whole number/, 'calls'],
    ['a budget of nothing', `${usable}\nbudget: { perMerchant: { calls: 0 } }`, /whole number/, 'calls'],
    ['a network that is none', `${usable}\negress: { allow: ["10.0.0.0/99"] }`, /network/, 'allow'],
    ['an unknown provider', 'provider: oracle\nmodel: m', /not one of/, 'provider'],
    ['a misspelt line', `${usable}\ntimeuot: 8s`, /is not allowed here/, 'timeuot'],
    ['no model', 'provider: anthropic', /`model` is missing/, 'languageModel'],
  ])('%s', (_name, lines, message, path) => {
    const { issues } = read(lines);
    expect(issues).toMatchObject([{ message: expect.stringMatching(message) }]);
    expect(issues[0]!.path).toContain(path);
    expect(JSON.stringify(issues)).not.toMatch(/sk-abcdef|key=abc|a:b@/);
  });

  test('a secret without a value, and one that is no key', () => {
    const lines = `${usable}\nkey: \${secret.MODEL_KEY}`;
    const having = (key: string | undefined) => (name: string) => (name === 'MODEL_KEY' ? key : publicKey);
    expect(read(lines, having('sk-1')).issues).toEqual([]);
    expect(read(lines, having(undefined)).issues).toMatchObject([{ code: 'secret_missing' }]);
    const { issues } = read(lines, having('two words'));
    expect(issues).toMatchObject([{ code: 'language_model_invalid' }]);
    expect(JSON.stringify(issues)).not.toContain('two words');
  });
});
