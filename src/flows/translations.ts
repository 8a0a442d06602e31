/** `flows/texts/<language>.yaml`: sentence → translation, with the same values in it (DESIGN §4, Texts). */
import { z } from 'zod';
import type { FlowIr } from '../interpreter/ir.js';
import { issueAt, readDocument } from '../yaml/document.js';
import { issuesOfZod } from '../yaml/zod-issues.js';
import { splitText } from './expressions/parse.js';
import type { Issue } from './issue.js';
import { stepsIn, textsIn } from './reach.js';

/** Translations of one language by sentence. */
export type Translations = Readonly<Record<string, string>>;

const surface = z.record(z.string(), z.string().min(1));

/** Reads a file of translations; with issues there are none. */
export function readTranslations(
  file: string,
  text: string,
): { translations?: Translations; issues: Issue[] } {
  const { document, issues } = readDocument(file, text);
  if (document === undefined) return { issues };
  const parsed = surface.safeParse(document.value);
  if (!parsed.success) return { issues: issuesOfZod(document, parsed.error, 'flow_shape') };
  for (const [sentence, translation] of Object.entries(parsed.data)) {
    const known = valuesOf(sentence);
    const wrong = [...valuesOf(translation)].filter((value) => !known.has(value));
    const lost = [...known].filter((value) => !valuesOf(translation).has(value));
    if (wrong.length + lost.length === 0) continue;
    const words =
      wrong.length > 0
        ? `\`\${${wrong[0] ?? ''}}\` is not in the sentence`
        : `\`\${${lost[0] ?? ''}}\` is missing`;
    issues.push(issueAt(document, [sentence], 'translation_wrong', `${words}.`));
  }
  return issues.length > 0 ? { issues } : { translations: parsed.data, issues };
}

function valuesOf(text: string): Set<string> {
  return new Set(splitText(text).pieces.flatMap((piece) => ('source' in piece ? [piece.source] : [])));
}

/** Sentences of flows that a customer can read and that the translations lack, in the order of the flows. */
export function missingTranslations(flows: Iterable<FlowIr>, translations: Translations): string[] {
  const missing = new Set<string>();
  for (const { steps } of flows) {
    for (const step of stepsIn(steps)) {
      for (const { key } of textsIn(step)) {
        const words = splitText(key).pieces.some((piece) => 'words' in piece && piece.words.trim() !== '');
        if (words && !Object.hasOwn(translations, key)) missing.add(key);
      }
    }
  }
  return [...missing];
}
