/** A returns desk in node-soap: `DESK_USER=… DESK_PASSWORD=… DESK_SECURITY=digest|text|off node server.js`. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';

const installed = createRequire(import.meta.url);
const soap = installed('soap');

const {
  DESK_USER: user,
  DESK_PASSWORD: password,
  DESK_SECURITY: security,
  DESK_VERSION: version,
} = process.env;
const ledger = { calls: {}, returns: [] };
const returns = new Map([
  [
    'R-0001',
    {
      returnNumber: 'R-0001',
      orderNumber: '000123',
      state: 'IN_TRANSIT',
      line: [{ sku: '00042', quantity: 1 }],
      event: [
        { at: '2026-11-02T09:00:00Z', what: 'label printed' },
        { at: '2026-11-03T17:30:00+01:00', what: 'handed in', where: 'Zürich & Umgebung' },
      ],
    },
  ],
  [
    'R-0002',
    {
      returnNumber: 'R-0002',
      orderNumber: '000124',
      state: 'REGISTERED',
      line: [{ sku: '1e3', quantity: 2 }],
    },
  ],
]);
const listOf = (value) => (value === undefined ? [] : [value].flat());
/** Refusals in the older shape, with a detail of the desk's own. */
const refuse = (code, text) => ({
  Fault: { faultcode: 'soap:Client', faultstring: text, detail: { deskError: { code, text } } },
});

function count(name) {
  ledger.calls[name] = (ledger.calls[name] ?? 0) + 1;
}

const port = {
  GetReturn({ returnNumber }) {
    count('GetReturn');
    const found = returns.get(returnNumber);
    if (found === undefined) throw refuse('RETURN_UNKNOWN', `No return ${returnNumber}`);
    return found;
  },
  RegisterReturn({ orderNumber, reason, line }) {
    count('RegisterReturn');
    if (!/^\d{6}$/.test(orderNumber)) throw refuse('ORDER_UNKNOWN', `No order ${orderNumber}`);
    const before = [...returns.values()].find((known) => known.orderNumber === orderNumber);
    if (before !== undefined) throw refuse('ALREADY_REGISTERED', before.returnNumber);
    const returnNumber = `R-${String(returns.size + 1).padStart(4, '0')}`;
    const entry = { returnNumber, orderNumber, state: 'REGISTERED', line: listOf(line) };
    returns.set(returnNumber, entry);
    ledger.returns.push({ returnNumber, orderNumber, reason, lines: entry.line });
    return { returnNumber, labelUrl: `https://returns.example/label?n=${returnNumber}&f=pdf` };
  },
};

/** node-soap reads the token and leaves the checking to us. */
function authenticate(header) {
  if (security === 'off') return true;
  const token = header?.UsernameToken;
  const said = token?.Password?.$value ?? token?.Password;
  const type = token?.Password?.attributes?.Type ?? '';
  if (token?.Username !== user || !type.endsWith(security === 'text' ? '#PasswordText' : '#PasswordDigest'))
    return false;
  if (security === 'text') return said === password;
  const nonce = Buffer.from(token.Nonce?.$value ?? token.Nonce ?? '', 'base64');
  const created = Buffer.from(`${token.Created}${password}`);
  return (
    said ===
    createHash('sha1')
      .update(Buffer.concat([nonce, created]))
      .digest('base64')
  );
}

const http = createServer((request, response) => {
  if (request.url === '/__ledger') response.end(JSON.stringify(ledger));
  else response.writeHead(404).end();
});
http.listen(0, '127.0.0.1', () => {
  const base = `http://127.0.0.1:${http.address().port}`;
  const wsdl = readFileSync(new URL('returns-desk.wsdl', import.meta.url), 'utf8');
  const server = soap.listen(http, {
    path: '/desk',
    services: { ReturnsDesk: { ReturnsPort: port } },
    xml: wsdl.replace('http://returns.example/desk', `${base}/desk`),
    forceSoap12Headers: version === '1.2',
    suppressStack: true,
    callback: () => process.stdout.write(`listening on ${base}\n`),
  });
  server.authenticate = authenticate;
});
