/** The card that lies beside the model: what it is, what it learnt from, what it must not be used for. */
import { createHash } from 'node:crypto';
import type { Mix } from '../../src/understanding/embedded/model.js';
import { labelIds } from '../../src/understanding/labels.js';
import type { Example } from '../corpus/corpus.js';

/** What a card tells. */
export interface Training {
  /** Names the whole model. */
  version: string;
  corpus: readonly Example[];
  calibration: readonly Example[];
  mix: Mix;
  /** What tells the parts of a label apart. */
  parts: readonly Example[];
  /** SHA-256 of the lines that the transformer learnt from. */
  dataHash: string;
}

/** The card, in Markdown. */
export function modelCard({ version, corpus, calibration, mix, parts, dataHash }: Training): string {
  const german = corpus.filter(({ language }) => language === 'de').length;
  const rows = labelIds.map(
    (label) => `| ${label} | ${corpus.filter(({ labels }) => labels.includes(label)).length} |`,
  );
  const weights = Object.entries(mix.weights).map(
    ([language, { transformer, sentences, temperature }]) =>
      `| mix, ${language} | transformer ${transformer}, sentences ${sentences}, temperature ${temperature} |`,
  );
  return `# Model card: the embedded model ${version}

What it does: gives the probabilities of ${labelIds.length} labels (labels.json) for a customer's message and for each
of its sentences, in English and German. It decides nothing: thresholds, flows and approvals do.

| | |
|---|---|
| version | ${version} |
| parts | a transformer fine-tuned from all-MiniLM-L6-v2 (sentence-transformers; Apache-2.0), int8; a softmax regression over word and character n-grams |
| transformer learnt from | lines with SHA-256 ${dataHash} |
| n-grams learnt from | ${corpus.length} messages (${german} German) with SHA-256 ${hashOf(corpus)} |
| calibrated on | ${calibration.length} messages of another author with SHA-256 ${hashOf(calibration)} |
${weights.join('\n')}
| further intents | from ${mix.further} |
| parts of refund.request learnt from | ${parts.length} messages with SHA-256 ${hashOf(parts)} |

All messages of the repository were written for this project. Weak negatives (banking, travel, small talk) of CLINC150
(CC BY 3.0), BANKING77 (CC BY 4.0), MultiDoGO (CDLA-Permissive-1.0) and templated requests of Bitext (CDLA-Sharing-1.0)
trained the transformer's weights only; none of their text is here.

How good it is: docs/integrating/understanding.md, by \`npm run tool -- eval\`. Not for: other languages, voice transcripts, judging a person.

| label | messages |
|---|---|
${rows.join('\n')}
`;
}

const hashOf = (examples: readonly Example[]): string =>
  createHash('sha256')
    .update(examples.map((example) => JSON.stringify(example)).join('\n'))
    .digest('hex');
