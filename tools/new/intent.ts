/** An intent: its file, which goes to people until it has a flow; what its messages look like is a person's work. */
import { stringify } from 'yaml';
import type { Kind } from './kind.js';
import { NewError, requireName } from './names.js';

const HEAD = '# yaml-language-server: $schema=../../schemas/intent.schema.json\n';

/** `order_invoice`: until its model is trained, only a language model leads to it. */
export const intent: Kind = {
  does: 'something that a message can want',
  usage: "intent <snake_case> --en 'an invoice' --de 'eine Rechnung'",
  make({ name: given, options }, changes) {
    const name = requireName(given, /^[a-z]+(_[a-z]+)*$/, 'order_invoice');
    const { en, de } = options;
    if (en === undefined || de === undefined)
      throw new NewError(
        `Say what customers call it, as it stands in “Is it about …?”: --en 'an invoice' --de 'eine Rechnung'.`,
      );
    const file = `src/understanding/intents/${name}.yaml`;
    changes.create(file, HEAD + written(name, en, de));
    return {
      tests: [
        'test/understanding/intents',
        'test/flows/by-intent.test.ts',
        'test/merchants/default-sentences.test.ts',
      ],
      next: [
        `Say in ${file} what it is, with three examples and near misses for each fine intent, and its \`risk\`; \`final\` demands the most.`,
        `Write its flow with tests in flows/, and name it in ${file}: \`flow:\` and \`inputs:\`. Until then people answer.`,
        'Write sentences of it in model/corpus, and held-out ones in test/understanding/held-out by somebody else; `npm run tool -- fine-tune`, then `npm run tool -- report`: docs/integrating/understanding.md#an-intent-for-everybody.',
      ],
    };
  },
};

function written(name: string, en: string, de: string): string {
  const head = {
    intent: name,
    risk: 'final',
    names: { en, de },
    summary: { en: `The customer is asking about ${en}.`, de: `In der Nachricht geht es um ${de}.` },
  };
  const examples = [`it is about ${en}`, `I have a question about ${en}`, `please help me with ${en}`];
  const fine = { [name]: { definition: `The message is about ${en}.`, examples } };
  return `${stringify(head, { lineWidth: 0 })}\n${stringify({ fine }, { lineWidth: 0 })}`;
}
