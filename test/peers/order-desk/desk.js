/** The desk in node-soap: `DESK_ANSWERS=answers.json DESK_VERSION=1.1|1.2 node desk.js`. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';

const soap = createRequire(new URL('../node-soap/package.json', import.meta.url))('soap');
const { DESK_ANSWERS, DESK_USER: user, DESK_PASSWORD: password, DESK_VERSION: version } = process.env;
const answers = JSON.parse(readFileSync(DESK_ANSWERS, 'utf8'));
const ledger = [];
let signedIn = null;

/** A value of the answers as node-soap takes it: `@name` an attribute, `#` the text beside it, `raw` markup. */
function native(value) {
  if (Array.isArray(value)) return value.map(native);
  if (typeof value !== 'object' || value === null) return value;
  if ('raw' in value) return { $xml: value.raw };
  const names = Object.keys(value);
  const attributes = names.filter((name) => name.startsWith('@'));
  return {
    ...(attributes.length > 0 && {
      attributes: Object.fromEntries(attributes.map((name) => [name.slice(1), value[name]])),
    }),
    ...Object.fromEntries(
      names
        .filter((name) => !name.startsWith('@'))
        .map((name) => [name === '#' ? '$value' : name, native(value[name])]),
    ),
  };
}

const echoOf = (number) => ({ '@id': 'echo', number, state: { '@key': '10', '#': 'new' } });

/** Notes a request as it was understood, and finds its answer. */
function answer(operation, request, headers) {
  ledger.push({ operation, request, tenant: headers?.Caller?.tenant ?? null, user: signedIn });
  const found = answers[request.number] ?? {};
  if (found.fault === undefined) return found;
  const { code, text, detail, status = 500 } = found.fault;
  const Fault = { faultcode: code, faultstring: text, statusCode: status };
  throw { Fault: detail === undefined ? Fault : { ...Fault, detail: native(detail) } };
}

const desk = {
  GetOrder(request, _callback, headers) {
    const found = answer('GetOrder', request, headers);
    if ('empty' in found) return {};
    return { order: native('order' in found ? found.order : echoOf(request.number)) };
  },
  Refund(request, _callback, headers) {
    return { receipt: answer('Refund', request, headers).receipt ?? 'R-1' };
  },
};

/** node-soap reads the token and leaves the checking to us. */
function authenticate(header) {
  const token = header?.UsernameToken;
  signedIn = null;
  if (token === undefined) return true;
  const said = token.Password?.$value ?? token.Password;
  const nonce = Buffer.from(token.Nonce?.$value ?? token.Nonce ?? '', 'base64');
  const digest = createHash('sha1')
    .update(Buffer.concat([nonce, Buffer.from(`${token.Created}${password}`)]))
    .digest('base64');
  if (token.Username !== user || (said !== digest && said !== password)) return false;
  signedIn = `${token.Username} by ${said === digest ? 'digest' : 'text'}`;
  return true;
}

const http = createServer((request, response) => {
  if (request.url === '/__ledger') response.end(JSON.stringify(ledger));
  else response.writeHead(404).end();
});
http.listen(0, '127.0.0.1', () => {
  const base = `http://127.0.0.1:${http.address().port}`;
  const wsdl = readFileSync(new URL('order-desk.wsdl', import.meta.url), 'utf8');
  const server = soap.listen(http, {
    path: '/desk',
    services: { OrderDesk: { Soap11: desk, Soap12: desk } },
    xml: wsdl.replaceAll('http://orders.example/desk', `${base}/desk`),
    forceSoap12Headers: version === '1.2',
    suppressStack: true,
    callback: () => process.stdout.write(`listening on ${base}\n`),
  });
  server.authenticate = authenticate;
});
