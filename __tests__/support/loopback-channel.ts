import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';

/** How a server takes a request. */
export type Taking =
  /** Answers with this status. */
  | {
      readonly status: number;
      readonly headers?: Readonly<Record<string, string>>;
      readonly body?: string;
      /** What becomes of the answer behind the body. @default it ends there */
      readonly rest?: 'lost' | 'late';
    }
  /** Answers nothing until it stops. */
  | 'slow'
  /** Ends the connection once it has the request. */
  | 'drop';

/** A request as it came. */
export interface Taken {
  readonly path: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
  readonly how: Taking;
}

/** A server that stands in for a channel of the internet. */
export interface LoopbackChannel {
  readonly origin: string;
  readonly taken: readonly Taken[];
  /** What it has told people: the bodies that it took with success, in their order. */
  accepted(): readonly unknown[];
  stop(): Promise<void>;
}

/** @param takings of the first requests, one each; later ones succeed */
export async function aChannelThat(takings: readonly Taking[], success = 'ok'): Promise<LoopbackChannel> {
  const taken: Taken[] = [];
  const take = async (request: IncomingMessage, response: ServerResponse) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const how = takings[taken.length] ?? { status: 200, body: success };
    const { url: path = '', headers } = request;
    taken.push({ path, headers, body: Buffer.concat(chunks).toString(), how });
    if (how === 'drop') response.destroy();
    else if (how !== 'slow' && how.rest !== undefined) {
      const after = how.rest === 'lost' ? () => response.destroy() : () => undefined;
      response.writeHead(how.status, how.headers).write(how.body ?? '{', after);
    } else if (how !== 'slow') response.writeHead(how.status, how.headers).end(how.body);
  };
  const server = createServer((request, response) => void take(request, response)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  return {
    origin: `http://127.0.0.1:${address.port}`,
    taken,
    accepted: () =>
      taken.flatMap(({ how, body }): unknown[] =>
        typeof how === 'object' && how.status < 300 ? [JSON.parse(body) as unknown] : [],
      ),
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
