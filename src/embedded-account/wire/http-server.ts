import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { HttpAnswer, HttpRequest } from './service';

const NO_CONTENT = 204;

/** Answers a request; undefined closes the connection without an answer. */
export type Handle = (request: HttpRequest) => Promise<HttpAnswer | undefined>;

/** A loopback HTTP server on a free port. */
export class LoopbackServer {
  private constructor(
    private readonly server: Server,
    readonly endpoint: string,
  ) {}

  static async start(handle: Handle): Promise<LoopbackServer> {
    const server = createServer((incoming, response) => {
      void answer(handle, incoming, response);
    });
    // Longer than any client keeps a connection: a reused one is never reset.
    server.keepAliveTimeout = 60_000;
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('the embedded account listens on no port');
    return new LoopbackServer(server, `http://127.0.0.1:${address.port}`);
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}

async function answer(handle: Handle, incoming: IncomingMessage, response: ServerResponse): Promise<void> {
  const request = await read(incoming);
  const result = await handle(request);
  if (!result) {
    response.destroy();
    return;
  }
  response.writeHead(result.status, { ...dateOf(request), ...lengthOf(request, result), ...result.headers });
  response.end(result.body);
}

/**
 * With its length an answer is one write; else Node sends it in chunks. HEAD and 204 have no body, and carry no length here.
 */
function lengthOf({ method }: HttpRequest, { status, body }: HttpAnswer): { readonly 'content-length'?: number } {
  return method === 'HEAD' || status === NO_CONTENT ? {} : { 'content-length': Buffer.byteLength(body) };
}

/**
 * The client's own time: functions go by the account's clock and tests by the host's, and the SDK would take a difference
 * for a clock that is wrong, and try each failed call again.
 */
function dateOf({ headers }: HttpRequest): { readonly date?: string } {
  const [, year, month, day, hour, minute, second] =
    /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(headers['x-amz-date'] ?? '') ?? [];
  if (year === undefined) return {};
  return { date: new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`).toUTCString() };
}

async function read(incoming: IncomingMessage): Promise<HttpRequest> {
  const headers = Object.entries(incoming.headers).flatMap(([name, value]) =>
    typeof value === 'string' ? [[name, value] as const] : [],
  );
  return {
    method: incoming.method ?? 'GET',
    path: incoming.url ?? '/',
    headers: Object.fromEntries(headers),
    body: await bodyOf(incoming),
  };
}

/**
 * By events, for an iterator of a stream takes as long as the rest of the reading. If the client disconnects, the promise
 * stays pending, for there is nobody to answer.
 */
function bodyOf(incoming: IncomingMessage): Promise<Buffer> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => {
      resolve(Buffer.concat(chunks));
    });
  });
}
