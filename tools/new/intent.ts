/** An intent: what customers call it, and how sure the product must be; its label and sentences are a person's work. */
import { addBeforeLine, addElement, addProperty } from './code.js';
import type { Kind } from './kind.js';
import { NewError, requireName } from './names.js';
import { addRow } from './page.js';

const names = 'src/languages/language.ts';
const sentencesIn = (language: string): string => `src/languages/${language}/sentences.ts`;
const thresholds = 'src/understanding/thresholds.ts';
const page = 'docs/integrating/merchants.md';

/** `order_invoice`: until its model is trained and its flow is there, nothing leads to it. */
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
    if (/['\n\\|]/.test(en + de)) throw new NewError('A name has no quotes, line breaks or bars.');
    changes.edit(names, (text) => {
      if (text.includes(`| '${name}'`)) throw new NewError(`The intent ${name} is there already.`);
      return addBeforeLine(text, "| 'talk_to_a_person'}`;", `  | '${name}'`);
    });
    for (const [language, called] of Object.entries({ en, de }))
      changes.edit(sentencesIn(language), (text) =>
        addProperty(text, 'sentences', `about_${name}: '${called}'`),
      );
    changes.edit(thresholds, (text) => addElement(text, 'listed', `['${name}', FINAL]`));
    changes.edit(page, (text) =>
      addRow(text, '## Sentences', `| \`about_${name}\` | in \`clarify\`: “${en}” |`),
    );
    return {
      tests: ['test/merchants', 'test/understanding/thresholds.test.ts', 'test/docs/connections.test.ts'],
      next: [
        `Say in ${thresholds} what a mistake costs; it demands the most until then.`,
        'Define its label in src/understanding/labels.yaml (what it is, three examples, near misses), write its sentences in model/corpus, and held-out ones in test/understanding/held-out by somebody else.',
        '`npm run tool -- fine-tune`, then `npm run tool -- report`: docs/integrating/understanding.md#a-label-for-everybody.',
        `Write its flow with tests in flows/, and give it a case in flows/customer-service.yaml: \`${name}\` in \`intents\` and under \`cases\`.`,
      ],
    };
  },
};
