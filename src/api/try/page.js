/** The page that tries the API: made from the OpenAPI document, it keeps nothing but what stands in its fields. */
import { exampleOf } from './example.js';

/** An element with its attributes and what is in it. Texts stay texts: nothing here is ever read as HTML. */
function element(name, attributes = {}, ...inner) {
  const made = document.createElement(name);
  for (const [attribute, value] of Object.entries(attributes)) made.setAttribute(attribute, value);
  made.append(...inner);
  return made;
}

/** What was typed for a parameter of a path stands in every other operation as well. */
const shared = new Map();

function field(id, { name, in: place, required, schema }) {
  const input = element('input', { id, autocomplete: 'off', spellcheck: 'false' });
  if (place === 'path') {
    shared.set(name, [...(shared.get(name) ?? []), input]);
    input.addEventListener('input', () => {
      for (const other of shared.get(name)) other.value = input.value;
    });
  }
  const what = `${name}${required ? '' : ' (optional)'}`;
  const says = schema.description === undefined ? [] : [element('small', {}, schema.description)];
  return { name, place, input, parts: [element('label', { for: id }, what), input, ...says] };
}

/** The address of an operation with what stands in its fields; an empty field of a query is left out. */
function addressOf(path, fields) {
  const filled = fields
    .filter(({ place }) => place === 'path')
    .reduce((text, { name, input }) => text.replace(`{${name}}`, encodeURIComponent(input.value)), path);
  const query = new URLSearchParams(
    fields
      .filter(({ place, input }) => place === 'query' && input.value !== '')
      .map(({ name, input }) => [name, input.value]),
  );
  return new URL(query.size === 0 ? filled : `${filled}?${query}`, location.origin).href;
}

const quoted = (text) => `'${text.replaceAll("'", `'\\''`)}'`;

/** The same request for a shell; the key is left to a variable, so that none is copied along. */
function curlOf(method, address, body) {
  const parts = [`curl -X ${method} ${quoted(address)}`, '-H "Authorization: Bearer $KEY"'];
  if (body !== undefined) parts.push("-H 'Content-Type: application/json'", `-d ${quoted(body)}`);
  return parts.join(' \\\n  ');
}

function readable(text, type) {
  if (!/\bjson\b/.test(type)) return text;
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}

/** Sends a request and shows its answer as it comes, which of a stream is piece by piece. */
async function send({ method, address, body, signal }, shows) {
  shows('…');
  const headers = { authorization: `Bearer ${document.querySelector('#bearer').value}` };
  if (body !== undefined) headers['content-type'] = 'application/json';
  // No cookie and no cache: the key in the field is all that says who asks.
  const options = { method, headers, body, signal, credentials: 'omit', cache: 'no-store' };
  const response = await fetch(address, { ...options, referrerPolicy: 'no-referrer' });
  const head = `${response.status} ${response.statusText}\n\n`;
  const type = response.headers.get('content-type') ?? '';
  let text = '';
  shows(head);
  for (const reader = response.body.pipeThrough(new TextDecoderStream()).getReader(); ;) {
    const { done, value } = await reader.read();
    if (done) break;
    text += value;
    shows(head + text);
  }
  shows(head + readable(text, type));
}

function bodyField(id, requestBody) {
  const schema = requestBody?.content['application/json'].schema;
  if (schema === undefined) return { parts: [] };
  const input = element('textarea', { id, rows: '8', spellcheck: 'false' });
  input.value = JSON.stringify(exampleOf(schema), null, 2);
  return { input, parts: [element('label', { for: id }, 'Body'), input] };
}

function operation(path, method, { summary, security, parameters, requestBody }) {
  const id = `${method}${path}`;
  const fields = parameters.map((parameter) => field(`${id}?${parameter.name}`, parameter));
  const body = bodyField(`${id}#body`, requestBody);
  const answer = element('pre', { role: 'status', tabindex: '0', 'aria-label': 'Answer' });
  const command = element('pre', { 'aria-label': 'The same with curl' });
  const [go, stop] = ['Send', 'Stop'].map((text) => element('button', { type: 'button' }, text));
  stop.disabled = true;
  let ending;
  stop.addEventListener('click', () => ending?.abort());
  go.addEventListener('click', async () => {
    ending?.abort();
    const mine = (ending = new AbortController());
    const request = {
      method: method.toUpperCase(),
      address: addressOf(path, fields),
      body: body.input?.value,
    };
    command.textContent = curlOf(request.method, request.address, request.body);
    stop.disabled = false;
    const shows = (text) => {
      if (ending === mine) answer.textContent = text;
    };
    await send({ ...request, signal: mine.signal }, shows).catch((error) => {
      if (!mine.signal.aborted) shows(`No answer: ${error.message}`);
    });
    if (ending === mine) stop.disabled = true;
  });
  const caller = security.some((one) => 'channelKey' in one) ? 'a channel' : 'an agent';
  return element(
    ...['details', {}],
    element('summary', {}, element('code', {}, `${method.toUpperCase()} ${path}`), ` ${summary}`),
    element('p', {}, `For ${caller}.`),
    ...fields.flatMap(({ parts }) => parts),
    ...[...body.parts, go, stop, answer, command],
  );
}

const described = await (await fetch('openapi.json')).json();
const main = document.querySelector('#operations');
for (const [path, methods] of Object.entries(described.paths))
  for (const [method, one] of Object.entries(methods)) main.append(operation(path, method, one));
main.setAttribute('aria-busy', 'false');
