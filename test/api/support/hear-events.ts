/** Reads a stream of server-sent events, event by event, as a browser does. */

/** An event of a stream. */
export interface StreamEvent {
  id: string;
  event: string;
  data: unknown;
}

/** A stream that is open: its events as they come, until the server ends it. */
export interface OpenStream {
  response: Response;
  events: AsyncGenerator<StreamEvent>;
  close(): void;
}

/** Opens a stream. */
export async function openStream(
  address: string,
  key: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<OpenStream> {
  const closing = new AbortController();
  const response = await fetch(address, {
    headers: { authorization: `Bearer ${key}`, ...headers },
    signal: closing.signal,
  });
  const close = (): void => {
    closing.abort();
  };
  return { response, events: eventsOf(response), close };
}

async function* eventsOf(response: Response): AsyncGenerator<StreamEvent> {
  let rest = '';
  for await (const chunk of response.body!.pipeThrough(new TextDecoderStream())) {
    rest += chunk;
    const blocks = rest.split('\n\n');
    rest = blocks.pop() ?? '';
    for (const block of blocks) {
      const fields = new Map(block.split('\n').map((line) => splitAt(line, ': ')));
      const data = fields.get('data');
      if (data !== undefined)
        yield { id: fields.get('id') ?? '', event: fields.get('event') ?? '', data: JSON.parse(data) };
    }
  }
}

function splitAt(line: string, separator: string): [string, string] {
  const index = line.indexOf(separator);
  return [line.slice(0, index), line.slice(index + separator.length)];
}
