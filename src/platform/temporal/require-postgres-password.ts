/**
 * The start of a PostgreSQL connection, up to the password: PGlite admits whoever reaches its port, which on a
 * shared machine is every user. The client's startup bytes are then passed on as if unread.
 */
import { createHash, timingSafeEqual } from 'node:crypto';
import type { Socket } from 'node:net';

/** How long a client may take to log in. */
const DEADLINE_MS = 5_000;
const MOST_BYTES = 10_000;

// Protocol 3.0, and the requests that may precede it.
const START = 196_608;
const ENCRYPTION = new Set([80_877_103, 80_877_104]);

const PASSWORD = 'p'.charCodeAt(0);
const askForPassword = Buffer.from([...Buffer.from('R'), 0, 0, 0, 8, 0, 0, 0, 3]);

/** True once the client has sent the password; otherwise it gets an error and is disconnected. */
export async function logIn(socket: Socket, password: string): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const gone = new Promise<never>((_, reject) => {
    const end = () => {
      reject(new Error('The client has disconnected, or takes too long.'));
    };
    socket.on('error', end).once('close', end);
    timer = setTimeout(end, DEADLINE_MS).unref();
  });
  try {
    return await Promise.race([speak(socket, password), gone]);
  } catch {
    socket.destroy();
    return false;
  } finally {
    clearTimeout(timer);
  }
}

async function speak(socket: Socket, password: string): Promise<boolean> {
  const opening = new Opening(socket);
  const start = await readStart(socket, opening);
  socket.write(askForPassword);
  const [letter] = await opening.take(1);
  const said = await opening.takeCounted();
  if (letter === PASSWORD && isSame(said.subarray(4).toString(), `${password}\0`)) {
    opening.giveBack(start);
    return true;
  }
  socket.write(refusal('28P01', 'password authentication failed'));
  socket.destroySoon();
  return false;
}

async function readStart(socket: Socket, opening: Opening): Promise<Buffer> {
  for (;;) {
    const packet = await opening.takeCounted();
    const code = packet.length < 8 ? 0 : packet.readInt32BE(4);
    if (code === START) return packet;
    if (!ENCRYPTION.has(code)) throw new Error('This is not a PostgreSQL 3.0 client.');
    socket.write('N'); // No encryption: the connection is local.
  }
}

/** The first bytes of a connection. */
class Opening {
  private held = Buffer.alloc(0);
  private wake: () => void = () => undefined;

  constructor(private readonly socket: Socket) {
    socket.on('data', this.hear);
  }

  /** Resolves to that many bytes once they have arrived. */
  async take(bytes: number): Promise<Buffer> {
    while (this.held.length < bytes) await new Promise<void>((resolve) => (this.wake = resolve));
    const taken = this.held.subarray(0, bytes);
    this.held = this.held.subarray(bytes);
    return taken;
  }

  /** Takes a packet that begins with its own length. */
  async takeCounted(): Promise<Buffer> {
    const head = await this.take(4);
    const length = head.readInt32BE(0);
    if (length < 5 || length > MOST_BYTES) throw new Error('This is not a PostgreSQL packet.');
    return Buffer.concat([head, await this.take(length - 4)]);
  }

  /** Hands the socket to its next reader, with `bytes` before the rest. */
  giveBack(bytes: Buffer): void {
    this.socket.off('data', this.hear).pause();
    this.socket.unshift(Buffer.concat([bytes, this.held]));
  }

  private readonly hear = (chunk: Buffer): void => {
    this.held = Buffer.concat([this.held, chunk]);
    this.wake();
  };
}

/** Digests have equal length, so timing reveals nothing. */
function isSame(a: string, b: string): boolean {
  const [first, second] = [a, b].map((text) => createHash('sha256').update(text).digest());
  return first !== undefined && second !== undefined && timingSafeEqual(first, second);
}

/** A fatal error message of the PostgreSQL protocol. */
function refusal(code: string, message: string): Buffer {
  const fields = Buffer.from(`SFATAL\0VFATAL\0C${code}\0M${message}\0\0`);
  const head = Buffer.alloc(5, 'E');
  head.writeInt32BE(fields.length + 4, 1);
  return Buffer.concat([head, fields]);
}
