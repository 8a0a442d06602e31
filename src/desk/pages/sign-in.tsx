/** Signing in: by a one-time link, or at the shop's own sign-in. */
import { Button, Loader, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { openLink, signInAddress } from '../api/calls';
import { FailedNote, Note } from '../parts/states';
import { useLanguage, useWords } from '../words/use-words';
import styles from './sign-in.module.css';

const remembered = 'orderly.merchant';

/** A path below the desk; anything else leads to its start. */
const placeOf = (to: string | undefined): string =>
  to !== undefined && /^\/desk\/[\w/?=&%.~+-]*$/.test(to) ? to : '/desk/';

/** Where nobody is signed in. */
export function SignInPage(): ReactNode {
  const words = useWords();
  const token = useLinkToken();
  return (
    <main className={styles.page}>
      <div className={styles.box}>
        <img src="/desk/icon.svg" alt="" />
        <div>
          <h1>{words.signIn.title}</h1>
          <p>{words.signIn.about}</p>
        </div>
        {token === '' ? <Ways /> : <LinkOpening key={token} token={token} />}
        <Languages />
      </div>
    </main>
  );
}

/** The token behind `#`; another link that is opened on this very page changes nothing but that. */
function useLinkToken(): string {
  const [token, setToken] = useState(() => window.location.hash.slice(1));
  useEffect(() => {
    const read = (): void => {
      setToken(window.location.hash.slice(1));
    };
    window.addEventListener('hashchange', read);
    return () => {
      window.removeEventListener('hashchange', read);
    };
  }, []);
  return token;
}

function LinkOpening({ token }: { token: string }): ReactNode {
  const words = useWords();
  const client = useQueryClient();
  const { to } = useSearch({ from: '/sign-in' });
  const isAsked = useRef(false);
  const opening = useMutation({
    mutationFn: () => openLink(token),
    onSuccess: ({ to: place }) => {
      client.clear();
      window.location.assign(placeOf(to ?? place));
    },
  });
  const { mutate, isError, error } = opening;
  useEffect(() => {
    if (isAsked.current) return;
    isAsked.current = true;
    // The token opens the desk once: it stays in no history.
    window.history.replaceState(null, '', window.location.pathname + window.location.search);
    mutate();
  }, [mutate]);
  if (isError)
    return (
      <>
        <FailedNote error={error} />
        <Ways />
      </>
    );
  return (
    <Note>
      <Loader size="xs" mr={8} />
      {words.signIn.opening}
    </Note>
  );
}

/** Links open the desk on their own machine alone, so nobody elsewhere hears of them. */
const isOwnMachine = ['127.0.0.1', 'localhost', '[::1]'].includes(window.location.hostname);

function Ways(): ReactNode {
  const words = useWords();
  return (
    <>
      {isOwnMachine ? (
        <Note icon="link">
          <strong>{words.signIn.byLink}</strong>
          <p>{words.signIn.byLinkText}</p>
        </Note>
      ) : null}
      <SignInForm />
    </>
  );
}

function SignInForm(): ReactNode {
  const words = useWords();
  const { merchant: named, to, problem } = useSearch({ from: '/sign-in' });
  const [merchant, setMerchant] = useState(() => named ?? localStorage.getItem(remembered) ?? '');
  const said = problem === undefined ? undefined : (words.signIn.problems[problem] ?? words.problems.unknown);
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        localStorage.setItem(remembered, merchant.trim());
        window.location.assign(signInAddress(merchant.trim(), placeOf(to)));
      }}
    >
      {said === undefined ? null : (
        <div role="alert">
          <Note tone="bad" icon="warning">
            {said}
          </Note>
        </div>
      )}
      <TextInput
        label={words.signIn.shop}
        description={words.signIn.shopHint}
        value={merchant}
        required
        autoComplete="organization"
        onChange={({ currentTarget }) => {
          setMerchant(currentTarget.value);
        }}
      />
      <Button type="submit" size="md" disabled={merchant.trim() === ''}>
        {words.signIn.go}
      </Button>
    </form>
  );
}

function Languages(): ReactNode {
  const { language, choose } = useLanguage();
  return (
    <div className={styles.languages}>
      {(['en', 'de'] as const).map((one) => (
        <button
          key={one}
          type="button"
          lang={one}
          aria-pressed={language === one}
          onClick={() => {
            choose(one);
          }}
        >
          {one === 'en' ? 'English' : 'Deutsch'}
        </button>
      ))}
    </div>
  );
}
