/** The provider as a process: clients and lifetimes by JSON in its one argument; prints its address when it listens. */
import { createServer } from 'node:net';
import { Provider } from 'oidc-provider';

const { clients, accessTokenSeconds } = JSON.parse(process.argv[2]);

// The issuer names the port, so it is found first.
const probe = createServer();
await new Promise((resolve) => probe.listen(0, '127.0.0.1', resolve));
const { port } = probe.address();
await new Promise((resolve) => probe.close(resolve));

const provider = new Provider(`http://127.0.0.1:${port}`, {
  clients,
  cookies: { keys: ['a key of this test alone'] },
  features: {
    clientCredentials: { enabled: true },
    devInteractions: { enabled: true },
    revocation: { enabled: true },
  },
  findAccount: (_context, id) => ({ accountId: id, claims: () => ({ sub: id }) }),
  issueRefreshToken: (_context, client) => client.grantTypeAllowed('refresh_token'),
  rotateRefreshToken: true,
  scopes: ['openid', 'offline_access', 'orders'],
  ttl: {
    AccessToken: accessTokenSeconds,
    ClientCredentials: accessTokenSeconds,
    RefreshToken: 3600,
    Session: 600,
    Grant: 3600,
    Interaction: 600,
    AuthorizationCode: 60,
    IdToken: 60,
  },
});

const counts = { token: 0, refused: 0 };
provider.on('grant.success', () => (counts.token += 1));
provider.on('grant.error', () => (counts.refused += 1));

// An API that lets in whoever has a token of the provider that still counts.
provider.use(async (context, next) => {
  if (context.path === '/counts') {
    context.body = counts;
    return;
  }
  if (!context.path.startsWith('/api/')) return next();
  const token = (context.get('authorization') ?? '').replace(/^Bearer /, '');
  const found = (await provider.AccessToken.find(token)) ?? (await provider.ClientCredentials.find(token));
  context.status = found && !found.isExpired ? 201 : 401;
  context.body = found ? { id: 'r1' } : {};
});

provider.listen(port, '127.0.0.1', () => {
  process.stdout.write(`listening ${port}\n`);
});
