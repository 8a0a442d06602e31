/** The words of the pages, in the language that the agent has chosen. */
import { createContext, type ReactNode, use, useEffect, useMemo, useState } from 'react';
import { type Formats, formatsOf } from './formats';
import { de } from './de';
import { en, type Words } from './en';

/** A language of the pages. */
type Language = 'en' | 'de';

const dictionaries: Readonly<Record<Language, Words>> = { en, de };

interface Spoken {
  language: Language;
  words: Words;
  choose(language: Language): void;
}

const SpokenContext = createContext<Spoken>({ language: 'en', words: en, choose: () => undefined });
const ZoneContext = createContext<string | undefined>(undefined);

const stored = 'orderly.language';

/** Gives the words to what is in it; the agent's choice is remembered, the browser's language stands until there is one. */
export function WordsProvider({ children }: { children: ReactNode }): ReactNode {
  const [language, setLanguage] = useState<Language>(firstLanguage);
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  const spoken = useMemo<Spoken>(
    () => ({
      language,
      words: dictionaries[language],
      choose: (chosen) => {
        localStorage.setItem(stored, chosen);
        setLanguage(chosen);
      },
    }),
    [language],
  );
  return <SpokenContext value={spoken}>{children}</SpokenContext>;
}

/** Gives the shop's time zone to what is in it. */
export function ZoneProvider({ zone, children }: { zone: string; children: ReactNode }): ReactNode {
  return <ZoneContext value={zone}>{children}</ZoneContext>;
}

function firstLanguage(): Language {
  const chosen = localStorage.getItem(stored) ?? navigator.language;
  return chosen.startsWith('de') ? 'de' : 'en';
}

/** The words. */
export const useWords = (): Words => use(SpokenContext).words;

/** The language, and how it is changed. */
export const useLanguage = (): Pick<Spoken, 'language' | 'choose'> => use(SpokenContext);

/** How times, amounts and numbers are written. */
export function useFormats(): Formats {
  const { locale } = useWords();
  const zone = use(ZoneContext);
  return useMemo(() => formatsOf(locale, zone), [locale, zone]);
}
