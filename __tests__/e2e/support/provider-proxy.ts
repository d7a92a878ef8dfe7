import { once } from 'node:events';
import {
  connect as connectHttp2,
  constants,
  createServer,
  type ClientHttp2Session,
  type ClientHttp2Stream,
  type Http2Server,
  type IncomingHttpHeaders,
  type ServerHttp2Stream,
} from 'node:http2';
import { connect } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { schemasOf } from './provider-schemas';

const GET_SCHEMAS = /\/(GetSchema|GetProviderSchema)$/;
const CONFIGURE = /\/(Configure|ConfigureProvider)$/;
const APPLY = /\/ApplyResourceChange$/;
/** A gRPC message begins with a flag and its length. */
const HEAD = 5;
/** gRPC's code of a failure that is nobody's mistake but the server's. */
const INTERNAL = '13';

/**
 * Stands between Terraform and several processes of its provider, and passes every call on but the one for the schemas.
 *
 * The AWS provider has 1,500 types in 5 MB. To encode and decode them took most of what a command took; what is left
 * out is what the configuration does not name.
 *
 * A provider makes and changes one function at a time and waits five seconds for each, so changes go to the processes in
 * turn. All of them are configured alike; whatever else Terraform asks, the first of them answers.
 */
export class ProviderProxy {
  private schemas: Promise<Buffer> | undefined;
  private changes = 0;

  private constructor(
    private readonly providers: readonly [ClientHttp2Session, ...ClientHttp2Session[]],
    private readonly server: Http2Server,
    private readonly wanted: () => ReadonlySet<string>,
  ) {
    server.on('stream', (stream, headers) => {
      // Terraform ends while calls are open, such as the one for the provider's output.
      stream.on('error', () => stream.destroy());
      this.take(stream, headers).catch((error: unknown) => {
        refuse(stream, error);
      });
    });
  }

  /**
   * @param sockets on which the providers serve
   * @param socket where to serve instead
   * @param wanted types whose schemas Terraform gets
   */
  public static async start(
    sockets: readonly string[],
    socket: string,
    wanted: () => ReadonlySet<string>,
  ): Promise<ProviderProxy> {
    const [first, ...others] = await Promise.all(sockets.map(sessionWith));
    if (first === undefined) throw new Error('no provider serves');
    const server = createServer().listen(socket);
    await once(server, 'listening');
    return new ProviderProxy([first, ...others], server, wanted);
  }

  public stop(): void {
    for (const provider of this.providers) provider.destroy();
    this.server.close();
  }

  private async take(stream: ServerHttp2Stream, headers: IncomingHttpHeaders): Promise<void> {
    const [first, ...others] = this.providers;
    const path = headers[':path'] ?? '';
    if (GET_SCHEMAS.test(path)) {
      await this.answer(stream, headers);
    } else if (CONFIGURE.test(path)) {
      const configuration = await buffer(stream);
      await Promise.all(others.map((provider) => answerOf(provider, headers, configuration)));
      pass(stream, first.request(headers).end(configuration));
    } else {
      const provider = APPLY.test(path) ? (this.providers[this.changes++ % this.providers.length] ?? first) : first;
      const call = provider.request(headers);
      stream.pipe(call);
      pass(stream, call);
    }
  }

  private async answer(stream: ServerHttp2Stream, headers: IncomingHttpHeaders): Promise<void> {
    this.schemas ??= this.ask(headers);
    const answer = schemasOf(await this.schemas, this.wanted());
    const head = Buffer.alloc(HEAD);
    head.writeUInt32BE(answer.length, 1);
    stream.respond({ ':status': 200, 'content-type': 'application/grpc' }, { waitForTrailers: true });
    stream.on('wantTrailers', () => {
      stream.sendTrailers({ 'grpc-status': '0' });
    });
    stream.end(Buffer.concat([head, answer]));
  }

  /** The call takes an empty message. */
  private async ask(headers: IncomingHttpHeaders): Promise<Buffer> {
    const answer = await answerOf(this.providers[0], headers, Buffer.alloc(HEAD));
    return answer.subarray(HEAD, HEAD + answer.readUInt32BE(1));
  }
}

async function sessionWith(socket: string): Promise<ClientHttp2Session> {
  const session = connectHttp2('http://localhost', { createConnection: () => connect(socket) });
  await once(session, 'connect');
  return session;
}

async function answerOf(provider: ClientHttp2Session, headers: IncomingHttpHeaders, request: Buffer): Promise<Buffer> {
  return buffer(provider.request(headers).end(request));
}

/** Gives Terraform what a provider answers to a call. */
function pass(stream: ServerHttp2Stream, call: ClientHttp2Stream): void {
  let trailers: IncomingHttpHeaders = {};
  call.on('trailers', (received: IncomingHttpHeaders) => {
    trailers = received;
  });
  call.on('response', (answer, flags) => {
    const endStream = (flags & constants.NGHTTP2_FLAG_END_STREAM) !== 0;
    stream.respond(answer, { endStream, waitForTrailers: !endStream });
    if (!endStream) call.pipe(stream);
  });
  call.on('error', (error: Error) => {
    refuse(stream, error);
  });
  stream.on('wantTrailers', () => {
    stream.sendTrailers(trailers);
  });
  stream.on('close', () => {
    call.close(stream.rstCode);
  });
}

/** Lets Terraform say why a call failed. */
function refuse(stream: ServerHttp2Stream, error: unknown): void {
  if (stream.headersSent || stream.destroyed) {
    stream.destroy();
    return;
  }
  const status = { 'grpc-status': INTERNAL, 'grpc-message': encodeURIComponent(String(error)) };
  stream.respond({ ':status': 200, 'content-type': 'application/grpc', ...status }, { endStream: true });
}
