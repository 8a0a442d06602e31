/** Texts that want to be syntax. */
import fc from 'fast-check';
import type { FlowIr } from '../../../src/contracts/ir.js';
import { flowOf } from '../support/demo.js';

const words = [
  '"',
  '#',
  ';',
  '|',
  '[',
  ']',
  '{',
  '}',
  '(',
  ')',
  '<',
  '>',
  '&',
  '`',
  '\\',
  '%',
  '%%',
  '%%{init: {}}%%',
  '@{ shape: rect }',
  '\n',
  '\r\n',
  'end',
  'subgraph x',
  'style a:#b;',
  'classDef a:b#c;',
  'click n0 "javascript:alert(1)"',
  '-->',
  '-.->',
  ':::money',
  '<br>',
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '&quot;',
  '#quot;',
  '#35;',
  '1. one',
  '- two',
  '*bold*',
  '_a_',
  'ﬂ°°35¶ß',
  '😀',
  'é',
  'ß',
  '\u202e',
  '\u0000',
  '\ud800',
  '---',
  'flowchart TD',
  'fa:fa-ban',
  '$$x$$',
  ' ',
  '\\n',
  '__proto__',
];

/** Texts made of words that mean something to Mermaid, YAML or HTML, and of any letters. */
export const hostileTexts = fc.array(
  fc
    .array(fc.oneof(fc.constantFrom(...words), fc.string({ unit: 'binary' })), { minLength: 1, maxLength: 6 })
    .map((parts) => parts.join(' ')),
  { minLength: 1, maxLength: 5 },
);

/** A flow that says the texts, one after the other; the last line ends it. */
export function flowSaying(texts: readonly string[]): FlowIr {
  return {
    ...flowOf('find-order'),
    title: texts[0] ?? '',
    steps: [
      ...texts.map(
        (key, at) =>
          ({
            kind: 'say',
            id: `say${at}`,
            named: false,
            title: '',
            line: 1,
            text: { key, args: [] },
          }) as const,
      ),
      { kind: 'end', id: 'end1', named: false, title: '', line: 1, result: 'found', outputs: {} },
    ],
  };
}
