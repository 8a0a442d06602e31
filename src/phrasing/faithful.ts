/** Whether a phrasing says what the flow's sentence says: nothing more, nothing less, nothing else (docs/integrating/phrasing.md). */
import { account } from './account.js';
import { type Certainty, certaintyOf, plain } from './certainty.js';
import { formOf } from './form.js';
import { lexiconBy } from './lexicon.js';
import { groupsIn } from './match.js';
import { firm, isFirm } from './meanings.js';
import { type Masked, mentionsIn } from './mentions.js';
import { allWords, namesIn } from './names.js';
import { differingValue } from './same-values.js';
import { readValues } from './values.js';
import { stemsOf } from './tokens.js';
import { phrasingLanguage, type PhrasingLanguage, type Words, wordsBy } from './words.js';

/** A value that the sentence was written with; a `verbatim` one must stand in the phrasing as it is. */
export interface Fact {
  text: string;
  verbatim?: boolean;
}

/** Why a phrasing is not sent. */
type Unfaithful =
  | 'language'
  | 'form'
  | 'length'
  | 'question'
  | 'value_added'
  | 'value_lost'
  | 'value_moved'
  | 'weekday'
  | 'name_added'
  | 'name_lost'
  | 'polarity'
  | 'certainty'
  | 'word_added'
  | 'word_lost'
  | 'word_moved'
  | 'tense';

/** The verdict; `what` names the value or word, for tests and authors, never for logs. */
export type Verdict = { faithful: true } | { faithful: false; why: Unfaithful; what: string };

type Finding = { why: Unfaithful; what: string } | undefined;

/** Judges a phrasing of `original` in a language (BCP 47); what cannot be judged is not faithful. */
export function faithful(
  phrased: string,
  facts: readonly Fact[],
  original: string,
  language: string,
): Verdict {
  const known = phrasingLanguage(language);
  const finding =
    known === undefined
      ? { why: 'language' as const, what: language }
      : (formOf(phrased, original, wordsBy[known]) ?? sayings(phrased, facts, original, known));
  return finding === undefined ? { faithful: true } : { faithful: false, ...finding };
}

function sayings(
  phrased: string,
  facts: readonly Fact[],
  original: string,
  language: PhrasingLanguage,
): Finding {
  const words = wordsBy[language];
  const [said, meant] = [read(phrased, words), read(original, words)];
  const given = facts.map(({ text }) => read(text, words));
  return (
    differingValue(
      said.values,
      meant.values,
      given.flatMap(({ values }) => values),
    ) ??
    namesOf(
      said.rest,
      meant.rest,
      given.map(({ rest }) => rest),
      language,
    ) ??
    verbatim(phrased, original, facts) ??
    sureness(certaintyOf(said.text, words), certaintyOf(meant.text, words)) ??
    accounted(said, meant, given, language)
  );
}

interface Read extends Masked {
  rest: string;
}

function read(written: string, words: Words): Read {
  const { values, rest } = readValues(written, words);
  return { values, rest, text: plain(rest, words) };
}

function accounted(said: Read, meant: Read, given: readonly Read[], language: PhrasingLanguage): Finding {
  const [lexicon, words] = [lexiconBy[language], wordsBy[language]];
  const texts = [said, meant, ...given];
  const shared = new Set(texts.flatMap(({ text }) => [...stemsOf(text, lexicon)]));
  const groups = texts.map(({ text }) => groupsIn(text, lexicon, words, shared));
  const [here = [], there = [], ...rest] = texts.map((text, index) => {
    // What the sentence says only vaguely is no reason to read the phrasing so.
    const others = groups.filter((_, other) => (index === 0) !== (other === 0)).flat();
    const meant = index === 0 ? others.filter(isFirm) : others.map(firm);
    const wanted = new Set([...meant, ...lexicon.traps]);
    return mentionsIn(text, { lexicon, words, shared, wanted, firmly: index > 0 });
  });
  return account(here, there, rest.flat(), lexicon);
}

function namesOf(said: string, meant: string, given: readonly string[], language: PhrasingLanguage): Finding {
  const known = new Set([meant, ...given].flatMap((text) => [...allWords(text)]));
  const added = namesIn(said, language).find((name) => !known.has(name));
  if (added !== undefined) return { why: 'name_added', what: added };
  const here = allWords(said);
  const lost = namesIn(meant, language).find((name) => !here.has(name));
  return lost === undefined ? undefined : { why: 'name_lost', what: lost };
}

function verbatim(phrased: string, original: string, facts: readonly Fact[]): Finding {
  const has = (text: string, fact: string): boolean => flat(text).includes(flat(fact));
  const lost = facts.find(
    ({ text, verbatim: exact }) => exact === true && has(original, text) && !has(phrased, text),
  );
  return lost === undefined ? undefined : { why: 'name_lost', what: lost.text };
}

const flat = (text: string): string => text.replace(/\s+/gu, ' ').replace(/[’‘]/gu, "'").toLowerCase();

function sureness(said: Certainty, meant: Certainty): Finding {
  if (said.negations !== meant.negations)
    return { why: 'polarity', what: `${said.negations} for ${meant.negations}` };
  const added = [...said.hedges].find((hedge) => !meant.perhaps.has(hedge) && hedge !== 'reported');
  const dropped = [...meant.hedges].find((hedge) => !said.perhaps.has(hedge));
  const hedge = added ?? dropped;
  return hedge === undefined ? undefined : { why: 'certainty', what: hedge };
}
