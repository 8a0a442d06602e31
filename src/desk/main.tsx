/** Starts the desk in the browser. */
import '@mantine/core/styles.css';
import './shell/theme.css';
import { MantineProvider } from '@mantine/core';
import { QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { Problem } from './api/http';
import { deskRouter } from './router';
import { resolver, theme } from './shell/theme';
import { WordsProvider } from './words/use-words';

const nonce = document.querySelector('meta[name="csp-nonce"]')?.getAttribute('content') ?? '';

const client = new QueryClient({
  queryCache: new QueryCache({
    onError: (error, { queryKey: [name] }) => {
      // Whoever is signed out meanwhile signs in again, and comes back to the same place.
      if (name !== 'session' && error instanceof Problem && error.code === 'caller_unknown')
        void client.resetQueries({ queryKey: ['session'] });
    },
  }),
  defaultOptions: {
    queries: {
      staleTime: 10_000,
      retry: (failures, error) => failures < 2 && error instanceof Problem && error.status === 0,
      refetchOnWindowFocus: 'always',
    },
  },
});

const router = deskRouter();
const root = document.getElementById('root');
if (root !== null)
  createRoot(root).render(
    <StrictMode>
      <MantineProvider
        theme={theme}
        cssVariablesResolver={resolver}
        defaultColorScheme="auto"
        getStyleNonce={() => nonce}
        withGlobalClasses={false}
        deduplicateCssVariables
      >
        <WordsProvider>
          <QueryClientProvider client={client}>
            <RouterProvider router={router} />
          </QueryClientProvider>
        </WordsProvider>
      </MantineProvider>
    </StrictMode>,
  );
