/** The addresses of the pages. */
import { createRootRoute, createRoute, createRouter, Outlet } from '@tanstack/react-router';
import { NotFoundPage, CrashedPage } from './pages/not-found';
import { SignInPage } from './pages/sign-in';
import { ApprovalsPage } from './pages/approvals/approvals-page';
import { FlowsPage } from './pages/flows/flows-page';
import type { InboxSearch, Whose } from './pages/inbox/conversation-list';
import { InboxPage } from './pages/inbox/inbox-page';
import { PausePage } from './pages/pause';
import { type RunsSearch, RunsPage } from './pages/runs/runs-page';
import { TryPage } from './pages/try/try-page';
import { UnclearPage } from './pages/unclear/unclear-page';
import { Home, SignedIn } from './shell/signed-in';

const text = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;

const root = createRootRoute({ component: Outlet, notFoundComponent: NotFoundPage });

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  component: SignInPage,
  validateSearch: (
    search: Record<string, unknown>,
  ): { problem?: string; merchant?: string; to?: string } => ({
    ...(text(search['problem']) === undefined ? {} : { problem: text(search['problem']) }),
    ...(text(search['merchant']) === undefined ? {} : { merchant: text(search['merchant']) }),
    ...(text(search['to']) === undefined ? {} : { to: text(search['to']) }),
  }),
});

const desk = createRoute({ getParentRoute: () => root, id: 'desk', component: SignedIn });
const getParentRoute = (): typeof desk => desk;

const home = createRoute({ getParentRoute, path: '/', component: Home });

type Search = Readonly<Record<string, unknown>>;

const whose: readonly Whose[] = ['all', 'mine', 'none', 'flows'];

function inboxSearch(search: Search): InboxSearch {
  const wanted = whose.find((one) => one === search['whose']);
  const [queue, find] = [text(search['queue']), text(search['find'])];
  return {
    ...(wanted === undefined ? {} : { whose: wanted }),
    ...(queue === undefined ? {} : { queue }),
    // An order's number in an address is read as a number.
    ...(find === undefined
      ? typeof search['find'] === 'number'
        ? { find: String(search['find']) }
        : {}
      : { find }),
  };
}

function runsSearch(search: Search): RunsSearch {
  const of = text(search['of']);
  return { ...(search['ended'] === true ? { ended: true } : {}), ...(of === undefined ? {} : { of }) };
}

const pages = [
  createRoute({ getParentRoute, path: '/try/{-$conversation}', component: TryPage }),
  createRoute({
    ...{ getParentRoute, path: '/inbox/{-$conversation}', component: InboxPage },
    validateSearch: inboxSearch,
  }),
  createRoute({
    ...{ getParentRoute, path: '/approvals/{-$number}', component: ApprovalsPage },
    validateSearch: (search: Search): { past?: boolean } => (search['past'] === true ? { past: true } : {}),
  }),
  createRoute({ getParentRoute, path: '/unclear/{-$effect}', component: UnclearPage }),
  createRoute({
    ...{ getParentRoute, path: '/runs/{-$run}', component: RunsPage },
    validateSearch: runsSearch,
  }),
  createRoute({ getParentRoute, path: '/flows/{-$flow}', component: FlowsPage }),
  createRoute({ getParentRoute, path: '/pause', component: PausePage }),
] as const;

const routeTree = root.addChildren([signIn, desk.addChildren([home, ...pages])]);

/** The router below `/desk`. */

export function deskRouter() {
  return createRouter({
    routeTree,
    basepath: '/desk',
    defaultPreload: false,
    defaultErrorComponent: CrashedPage,
    scrollRestoration: false,
  });
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof deskRouter>;
  }
}
