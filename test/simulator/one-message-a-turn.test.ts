/** What a flow says in one turn reaches the customer as one message, above the question that follows. */
import { expect, test } from 'vitest';
import { runWith, told } from './support/run.js';

/** What was said and asked, each message on a line. */
async function messagesOf(steps: string, when = ''): Promise<string[]> {
  const flow = `flow: tried\noutputs:\n  result: [done]\nsteps:\n${steps}`;
  const file = await runWith(
    flow,
    `flow: tried\ntests:\n  - name: it\n${when}    then:\n      result: done\n`,
  );
  expect(told(file)).toBe('');
  const messages: string[][] = [[]];
  for (const happened of file.tests[0]?.story ?? []) {
    if (happened.is !== 'said' && happened.is !== 'asked') continue;
    messages.at(-1)?.push(happened.text);
    if (!('isAbove' in happened)) messages.push([]);
  }
  return messages.map((texts) => texts.join(' | ')).filter((text) => text !== '');
}

test('sentences stand above the question', async () => {
  const steps =
    '  - say: One.\n  - say: Two.\n  - id: sure\n    ask: Three?\n    answer: yes_or_no\n    expires: 2 days\n  - say: Four.\n  - say: Five.\n  - end: { result: done }\n';
  expect(await messagesOf(steps, '    when:\n      - customer: yes\n')).toEqual([
    'One. | Two. | Three?',
    'Four. | Five.',
  ]);
});

test('what takes long finds the customer told', async () => {
  const steps =
    '  - say: One.\n  - say: Two.\n  - wait: 2 hours\n  - say: Three.\n  - end: { result: done }\n';
  expect(await messagesOf(steps, '    when:\n      - after: 3 hours\n')).toEqual(['One. | Two.', 'Three.']);
});
