import { expect, test } from 'vitest';
import { AnswerSchema } from '../../src/connectors/declarative/formats/schema.js';
import type { JsonObject } from '../../src/contracts/json.js';
import { readDocument } from '../../src/flows/yaml/document.js';
import { largeBodyOf } from '../connectors/declarative/formats/support/read.js';
import { page, rowNames, section } from './support.js';

const formats = page('docs/integrating/formats.md');

test('every key of `answer` is described, and every format', () => {
  expect(rowNames(section(formats, '## Keys of `answer`'))).toEqual(Object.keys(AnswerSchema.shape));
  const sections = [...formats.text.matchAll(/^### ([\w-]+)$/gm)].map(([, name]) => name);
  expect(sections).toEqual(AnswerSchema.shape.format.unwrap().options);
});

/** The rules, the body, the view, and the paths of each example. */
const EXAMPLE = /```yaml\n(.+?)```\n\n```\w+ body\n(.+?)```\n\n```json view\n(.+?)```\n\n(Paths: [^\n]+)?/gs;

test('every example is read as the page says', async () => {
  const examples = [...formats.text.matchAll(EXAMPLE)];
  expect(examples).toHaveLength(formats.text.match(/^```yaml$/gm)?.length ?? 0);
  for (const [, rules = '', body = '', view = '', paragraph = ''] of examples) {
    const { answer } = readDocument('formats.md', rules).document?.value as { answer: JsonObject };
    const paths = [...paragraph.matchAll(/`(\$[^`]+)`/g)].map(([, path = '']) => path);
    const [, contentType, parts] = /^Content-Type: (.+)\n\n([^]+)$/.exec(body) ?? [];
    const asked = { answer, paths, ...(contentType === undefined ? {} : { contentType }) };
    const read = await largeBodyOf(parts?.replaceAll('\n', '\r\n') ?? body, asked);
    expect(read).toEqual({ view: JSON.parse(view) as unknown });
  }
});
