/** Mistakes in a log-in that only a call can show. */
import { type Answer, type CallMistake, form, json, page } from './at-call.js';

const loginToken = (settings = 'token: $.token'): readonly [string, string] => [
  '  scheme: none\n',
  `  scheme: login-token\n  loginUrl: BASE/login\n  json: { user: u, password: "\${secret.PASSWORD}" }\n  ${settings}\n`,
];
const session = (settings = 'cookie: sid'): readonly [string, string] => [
  '  scheme: none\n',
  `  scheme: session-cookie\n  loginUrl: BASE/login\n  form: { user: u, password: "\${secret.PASSWORD}" }\n  ${settings}\n`,
];
const client: readonly [string, string] = [
  '  scheme: none\n',
  '  scheme: oauth2-client-credentials\n  tokenUrl: BASE/login\n  clientId: c\n  clientSecret: ${secret.PASSWORD}\n',
];
const atLogin = (answer: Answer) => (path: string) => (path.startsWith('/login') ? answer : undefined);

/** Of log-ins and token servers. */
export const logins: readonly CallMistake[] = [
  {
    is: 'a wrong password',
    change: [loginToken()],
    answers: atLogin(json({ message: 'bad credentials' }, 401)),
    code: 'token_unavailable',
    at: 'loginUrl',
    says: ['401', 'Check the secrets'],
  },
  {
    is: 'a wrong path of the log-in',
    change: [loginToken()],
    answers: atLogin(page('Not found', 404)),
    code: 'token_unavailable',
    at: 'loginUrl',
    says: ['404: there is no log-in', 'Correct `loginUrl`'],
  },
  {
    is: 'a wrong place of the token',
    change: [loginToken('token: $.data.token')],
    answers: atLogin(json({ access: 'abc', expires: 3600 })),
    code: 'token_unavailable',
    at: 'token',
    says: ['`$.data.token`', '`access`'],
  },
  {
    is: 'a wrong name of the cookie',
    change: [session()],
    answers: atLogin({ headers: { 'set-cookie': 'sessionid=1; Path=/' }, body: 'ok' }),
    code: 'token_unavailable',
    at: 'cookie',
    says: ['`sessionid`', '`sid`'],
  },
  {
    is: 'a wrong password that the form answers with 200',
    change: [session()],
    answers: atLogin({ ...page(form), headers: { 'content-type': 'text/html', 'set-cookie': 'csrf=1' } }),
    code: 'token_unavailable',
    at: 'form',
    says: ['shows its form again', 'the user or the password'],
  },
  {
    is: 'a log-in without its last slash, of a framework that answers a long page of errors',
    change: [session()],
    answers: atLogin(page('RuntimeError: APPEND_SLASH '.repeat(9_000), 500)),
    code: 'token_unavailable',
    at: 'loginUrl',
    says: ['500', '`/` at the end'],
  },
  {
    is: 'a client that is not known',
    change: [client],
    answers: atLogin(json({ error: 'invalid_client' }, 401)),
    code: 'token_unavailable',
    at: 'clientId',
    says: ['`clientId`', '`client: post`'],
  },
  {
    is: 'a token server that is a page for people',
    change: [client],
    answers: atLogin(page('Sign in')),
    code: 'token_unavailable',
    at: 'tokenUrl',
    says: ['a web page', 'Correct `tokenUrl`'],
  },
  {
    is: 'a scope that the client may not have',
    change: [client],
    answers: atLogin(json({ error: 'invalid_scope' }, 400)),
    code: 'token_unavailable',
    at: '',
    says: ['`scope`'],
  },
];
