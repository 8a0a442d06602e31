/** Logins that answer in XML, in SOAP or with a list, and tokens that are made of several values. */
import { expect, test } from 'vitest';
import { answerJson, type Hit, serve } from '../../support/hostile-server.js';
import { connected, refund } from './support/connection.js';

interface Case {
  /** Lines of `auth:` for the login's address. */
  auth: (url: string) => string;
  answer: string;
  type: string;
  /** What the login must have sent. */
  sent: string;
  header: string;
}

const ENVELOPE = 'http://schemas.xmlsoap.org/soap/envelope/';
const CASES: Record<string, Case> = {
  SOAP: {
    auth: (url) => `  scheme: login-token
  loginUrl: ${url}/login
  headers: { SOAPAction: '"login"' }
  xml: '<e:Envelope xmlns:e="${ENVELOPE}"><e:Body><login><pass>\${secret.S}</pass></login></e:Body></e:Envelope>'
  token: $.loginResponse.loginReturn
  header: X-Session
  prefix: ""`,
    answer: `<e:Envelope xmlns:e="${ENVELOPE}"><e:Body><loginResponse><loginReturn>0042</loginReturn></loginResponse></e:Body></e:Envelope>`,
    type: 'text/xml',
    sent: `<e:Envelope xmlns:e="${ENVELOPE}"><e:Body><login><pass>p&lt;&amp;&quot;w</pass></login></e:Body></e:Envelope>`,
    header: '0042',
  },
  XML: {
    auth: (url) => `  scheme: login-token
  loginUrl: ${url}/login
  form: { password: "\${secret.S}" }
  token: "$.session['@id']"
  expiresIn: $.session.seconds
  header: X-Session
  prefix: ""`,
    answer: '<?xml version="1.0"?><session id="s1"><seconds>600</seconds></session>',
    type: 'application/xml; charset=utf-8',
    sent: 'password=p%3C%26%22w',
    header: 's1',
  },
  'a list, of which a header is made': {
    auth: (url) => `  scheme: login-token
  loginUrl: ${url}/login
  json: { method: common.db.login, params: [admin, { password: "\${secret.S}" }] }
  token: { join: [admin, "$.result[0]", "$.result[1]"], with: ":", encode: base64 }
  header: X-Session
  prefix: "Session "`,
    answer: '{"result":[1,"a1b2",["roles"]]}',
    type: 'application/json',
    sent: '{"method":"common.db.login","params":["admin",{"password":"p<&\\"w"}]}',
    header: `Session ${Buffer.from('admin:1:a1b2').toString('base64')}`,
  },
};

test.each(Object.entries(CASES))('a login by %s', async (_name, one) => {
  const logins: Hit[] = [];
  await using server = await serve((hit, response) => {
    if (hit.url === '/login') {
      logins.push(hit);
      response.writeHead(200, { 'content-type': one.type }).end(one.answer);
    } else answerJson(response, hit.headers['x-session'] === one.header ? 200 : 401, { id: 'R1' });
  });
  const shop = connected({ url: server.url, auth: one.auth(server.url), secrets: { S: 'p<&"w' } });
  expect(await refund(shop)).toMatchObject({ is: 'done' });
  expect(logins.map(({ body }) => body)).toEqual([one.sent]);
  expect(shop.events).toEqual([]);
});

test.each([
  ['a page instead of XML', 'text/html', '<html><br></html>'],
  ['a list that is shorter', 'application/json', '{"result":[1]}'],
])('without a token: %s', async (_name, type, answer) => {
  await using server = await serve((_hit, response) => {
    response.writeHead(200, { 'content-type': type }).end(answer);
  });
  const { auth } = CASES['a list, of which a header is made']!;
  const shop = connected({ url: server.url, auth: auth(server.url), secrets: { S: 'x' } });
  expect(await refund(shop)).toMatchObject({ is: 'unsent', code: 'token_unavailable' });
  expect(shop.events).toEqual([{ connection: 'shop', kind: 'token_failed', why: 'no_token' }]);
});
