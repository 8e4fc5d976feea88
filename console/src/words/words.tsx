import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react';
import { en } from './en';
import { format, type Params } from './format';

/** The name of a sentence; `en.ts` has them all, and every other language the same ones. */
export type Key = keyof typeof en;
export type Language = 'en' | 'de';
export const LANGUAGES: readonly { value: Language; label: string }[] = [
  { value: 'en', label: 'English' },
  { value: 'de', label: 'Deutsch' },
];

type Say = (key: Key, params?: Params) => string;

export interface Words {
  language: Language;
  setLanguage(language: Language): void;
  /** The sentence with its places filled. */
  t: Say;
  /** Like `t` for a key made of a code the server sent; `fallback` where this version does not know the code. */
  code(prefix: string, code: string, params: Params, fallback: string): string;
}

const KEPT = 'lidless.language';
const Context = createContext<Words | null>(null);

function firstLanguage(): Language {
  const kept = localStorage.getItem(KEPT);
  if (kept === 'en' || kept === 'de') {
    return kept;
  }
  return navigator.language.startsWith('de') ? 'de' : 'en';
}

interface Book {
  language: Language;
  messages: Readonly<Record<Key, string>>;
}

export function WordsProvider({ children }: { children: ReactNode }) {
  const [language, setLanguage] = useState<Language>(firstLanguage);
  const [book, setBook] = useState<Book>({ language: 'en', messages: en });

  useEffect(() => {
    let gone = false;
    document.documentElement.lang = language;
    if (language === 'en') {
      setBook({ language, messages: en });
    } else {
      import('./de').then(({ de }) => {
        if (!gone) {
          setBook({ language, messages: de });
        }
      });
    }
    return () => {
      gone = true;
    };
  }, [language]);

  const words = useMemo<Words>(
    () => ({
      language: book.language,
      setLanguage(next) {
        localStorage.setItem(KEPT, next);
        setLanguage(next);
      },
      t: (key, params = {}) => format(book.messages[key], params, book.language),
      code(prefix, code, params, fallback) {
        const message = (book.messages as Readonly<Record<string, string>>)[`${prefix}.${code}`];
        return message === undefined ? fallback : format(message, params, book.language);
      },
    }),
    [book],
  );
  // Nothing is shown in the wrong language first.
  return <Context value={words}>{book.language === language ? children : null}</Context>;
}

export function useWords(): Words {
  const words = useContext(Context);
  if (!words) {
    throw new Error('no words around this part');
  }
  return words;
}
