/** A real mail server on this machine that keeps what it gets. */
import type { AddressInfo, Socket } from 'node:net';
import { SMTPServer } from 'smtp-server';

/** How the server behaves. */
export interface MailServerOptions {
  cert: string;
  key: string;
  implicitTls?: boolean;
  noTls?: boolean;
  /** Who may send; anybody without. */
  login?: { user: string; password: string };
  /** A recipient that it does not know. */
  refuses?: string;
  /** What it does with a whole mail instead of taking it: a reply such as 451, or it hangs up after it has taken it. */
  atEnd?: number | 'hang_up';
}

/** A mail as it came. */
export interface ReceivedMail {
  from: string;
  to: string[];
  user: string | undefined;
  isSecure: boolean;
  /** Head and body as sent. */
  text: string;
}

/** Starts one. */
export async function startMailServer(options: MailServerOptions) {
  const { cert, key, implicitTls = false, noTls = false, login, refuses, atEnd } = options;
  const mails: ReceivedMail[] = [];
  const sockets = new Set<Socket>();
  let connections = 0;
  const server = new SMTPServer({
    ...{ cert, key, secure: implicitTls, authOptional: login === undefined, allowInsecureAuth: noTls },
    disabledCommands: noTls ? ['STARTTLS'] : [],
    onConnect: (_session, done) => {
      connections += 1;
      done();
    },
    onAuth: ({ username, password }, _session, done) => {
      if (username === login?.user && password === login?.password) done(null, { user: username });
      else done(new Error('Invalid username or password'));
    },
    onRcptTo: ({ address }, _session, done) => {
      done(address === refuses ? Object.assign(new Error('No such user'), { responseCode: 550 }) : null);
    },
    onData: (stream, session, done) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const { mailFrom, rcptTo } = session.envelope;
        if (typeof atEnd === 'number') {
          done(Object.assign(new Error('Not now'), { responseCode: atEnd }));
          return;
        }
        mails.push({
          from: mailFrom === false ? '' : mailFrom.address,
          to: rcptTo.map(({ address }) => address),
          user: session.user as string | undefined,
          isSecure: session.secure,
          text: Buffer.concat(chunks).toString(),
        });
        if (atEnd === 'hang_up') for (const socket of sockets) socket.destroy();
        else done();
      });
    },
  });
  server.server.on('connection', (socket: Socket) => sockets.add(socket));
  server.on('error', () => undefined);
  await new Promise<void>((settle) => server.listen(0, '127.0.0.1', settle));
  const { port } = server.server.address() as AddressInfo;
  return {
    port,
    mails,
    connections: () => connections,
    [Symbol.asyncDispose]: () =>
      new Promise<void>((settle) => {
        server.close(() => {
          settle();
        });
      }),
  };
}
