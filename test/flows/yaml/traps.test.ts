/** What YAML would cut, drop, rename or misread is an error, with the line as it would be right where there is one (DESIGN §4, YAML). */
import { describe, expect, test } from 'vitest';
import type { Issue } from '../../../src/contracts/issue.js';
import { compile, flowWith } from '../support/demo.js';

const issuesOf = (step: string): Issue[] => compile([flowWith(`${step}\n- end: { result: done }`)]).issues;

/** The corrected line of a hint. */
const corrected = (hint: string): string | undefined =>
  /^(?:Put the text in quotes|If it is a text, put it in quotes|Close it): (.*?)(?: — or put .*)?$/s.exec(
    hint,
  )?.[1];

describe('a text that YAML would not read as one', () => {
  test.each([
    ['`: ` in it', '- say: One thing: nothing has changed.', 'yaml_text_unquoted', 12],
    ['`: ` behind a value', '- say: ${inputs.word}: thank you.', 'yaml_text_unquoted', 12],
    ['` #` in it', '- say: We have order #4711 in our books.', 'yaml_comment', 26],
    ['`#` first', '- say: #1 in Europe.', 'yaml_comment', 12],
    ['`!` first', '- say: !Important, please read.', 'yaml_text_unquoted', 12],
    ['a tag of its own', '- say: !!str Hello.', 'yaml_text_unquoted', 12],
    ['`*` first', '- say: *Please* wait.', 'yaml_text_unquoted', 12],
    ['`&` first', '- say: &Co sends it.', 'yaml_text_unquoted', 12],
    ['`@` first', '- say: @anna will answer.', 'yaml_text_unquoted', 12],
    ['`%` first', '- say: %10 off.', 'yaml_text_unquoted', 12],
    ['a backtick first', '- say: `Hello` to you.', 'yaml_text_unquoted', 12],
    ['`>` first', '- say: > 5 items are on their way.', 'yaml_text_unquoted', 12],
    ['`|` first', '- say: | or something else', 'yaml_text_unquoted', 12],
    ['`-` first', '- say: - Hello.', 'yaml_text_unquoted', 12],
    ['`?` first', '- say: ? what', 'yaml_text_unquoted', 12],
    ['`]` first', '- say: ] is a bracket.', 'yaml_text_unquoted', 12],
    ['`,` first', '- say: , is a comma.', 'yaml_text_unquoted', 12],
    ['a map', '- say: {name}', 'flow_shape', 12],
    ['a list', '- say: [name]', 'flow_shape', 12],
    ['a list, and more', '- say: [Return] Your label is ready.', 'yaml_text_unquoted', 21],
    ['a quote that ends', '- say: "Free returns" are on their way.', 'yaml_text_unquoted', 27],
    ['an apostrophe in quotes', "- say: 'It's on its way.'", 'yaml_text_unquoted', 16],
    ['a quote that does not end', '- say: "Hello.', 'yaml_syntax', 12],
    [
      'a comment behind a condition',
      '- if: inputs.count > 1 # only big ones\n  then: []',
      'yaml_comment',
      28,
    ],
  ] as const)('%s: told with the line in quotes', (_, step, code, column) => {
    const [issue, ...others] = issuesOf(step);
    expect(others).toEqual([]);
    expect(issue).toMatchObject({ code, column: column - 2, source: `  ${step.split('\n')[0] ?? ''}` });
    const line = corrected(issue?.hint ?? '');
    expect(line).toBeDefined();
    // The corrected line takes the wrong one's place; a comment is no condition, so that one is told as such.
    const again = issuesOf([line, ...step.split('\n').slice(1)].join('\n'));
    expect(again.filter((each) => each.code !== 'expression_syntax')).toEqual([]);
  });

  test('`${…}` between braces is told with quotes around it', () => {
    const [issue] = issuesOf('- set: { a: ${inputs.word}, b: x }');
    expect(issue).toMatchObject({ code: 'yaml_text_unquoted', column: 15 });
    expect(issue?.hint).toContain('- set: { a: "${inputs.word}", b: x }');
  });

  test('a path with brackets between braces is told with quotes around the path alone', () => {
    const [issue] = issuesOf('- take: { id: $.id, refs: $.found[*].ref }');
    expect(issue).toMatchObject({ code: 'yaml_text_unquoted', column: 29 });
    expect(issue?.hint).toContain('- take: { id: $.id, refs: "$.found[*].ref" }');
  });
});

describe('what is no text at all', () => {
  test.each([
    [
      'a tab for spaces',
      '- say: Hello.\n\t- say: Good bye.',
      'This line is indented with a tab.',
      'Indent with spaces.',
    ],
    ['a tab behind the dash', '-\tsay: Hello.', 'This line is indented with a tab.', 'Indent with spaces.'],
    [
      'a key twice',
      '- say: Hello.\n  say: Good bye.',
      'This key already exists in line 11.',
      'Remove or rename one.',
    ],
    [
      'a line too far to the right',
      '- say: Hello.\n   id: greeting',
      'This line is indented too far: YAML reads it as part of the text above.',
      'Align it with the key above.',
    ],
    ['a dash without a blank', '-say: Hello.', 'There is no space after `-`.', 'Write `- say: Hello.`.'],
    [
      'an escape of NUL',
      '- say: "Hello\\0"',
      'This text contains an invisible character (U+0000).',
      'Remove the `\\` and the code after it.',
    ],
    [
      'NUL itself',
      '- say: Hello\u0000',
      'There is an invisible character (U+0000) here.',
      'Delete it, or type the line again.',
    ],
    [
      'a byte order mark in the middle',
      '- say: \ufeffHello',
      'There is an invisible character (U+FEFF) here.',
      'Delete it, or type the line again.',
    ],
    [
      'a key of every object',
      '- __proto__: Hello',
      'This cannot be used as a key.',
      'Use a word as the key.',
    ],
  ])('%s', (_, step, message, hint) => {
    const [issue, ...others] = issuesOf(step);
    expect(others).toEqual([]);
    expect(issue).toMatchObject({ code: 'yaml_syntax', message, hint });
  });

  test('a byte order mark at the start of the file', () => {
    const { file, text } = flowWith('- end: { result: done }');
    const { issues } = compile([{ file, text: `\ufeff${text}` }]);
    expect(issues).toMatchObject([{ code: 'yaml_syntax', line: 1, column: 1 }]);
    expect(issues[0]?.hint).toContain('UTF-8');
  });

  test('a second document', () => {
    const { file, text } = flowWith('- end: { result: done }');
    const { issues } = compile([{ file, text: `${text}---\nflow: second\n` }]);
    expect(issues).toMatchObject([{ code: 'yaml_syntax', message: 'A second document starts here.' }]);
  });
});
