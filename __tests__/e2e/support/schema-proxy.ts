import { once } from 'node:events';
import {
  connect as connectHttp2,
  constants,
  createServer,
  type ClientHttp2Session,
  type Http2Server,
  type IncomingHttpHeaders,
  type ServerHttp2Stream,
} from 'node:http2';
import { connect } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { schemasOf } from './provider-schemas';

const GET_SCHEMAS = /\/(GetSchema|GetProviderSchema)$/;
/** A gRPC message begins with a flag and its length. */
const HEAD = 5;
/** gRPC's code of a failure that is nobody's mistake but the server's. */
const INTERNAL = '13';

/**
 * Stands between Terraform and its provider, and passes every call on but the one for the schemas.
 *
 * The AWS provider has 1,500 types in 5 MB. To encode and decode them took most of what a command took; what is left
 * out is what the configuration does not name.
 */
export class SchemaProxy {
  private schemas: Promise<Buffer> | undefined;

  private constructor(
    private readonly provider: ClientHttp2Session,
    private readonly server: Http2Server,
    private readonly wanted: () => ReadonlySet<string>,
  ) {
    server.on('stream', (stream, headers) => {
      // Terraform ends while calls are open, such as the one for the provider's output.
      stream.on('error', () => stream.destroy());
      if (GET_SCHEMAS.test(headers[':path'] ?? '')) {
        this.answer(stream, headers).catch((error: unknown) => {
          refuse(stream, error);
        });
      } else {
        this.pass(stream, headers);
      }
    });
  }

  /**
   * @param provider socket on which the provider serves
   * @param socket where to serve instead
   * @param wanted types whose schemas Terraform gets
   */
  public static async start(provider: string, socket: string, wanted: () => ReadonlySet<string>): Promise<SchemaProxy> {
    const session = connectHttp2('http://localhost', { createConnection: () => connect(provider) });
    await once(session, 'connect');
    const server = createServer().listen(socket);
    await once(server, 'listening');
    return new SchemaProxy(session, server, wanted);
  }

  public stop(): void {
    this.provider.destroy();
    this.server.close();
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
    const call = this.provider.request(headers);
    call.end(Buffer.alloc(HEAD));
    const answer = await buffer(call);
    return answer.subarray(HEAD, HEAD + answer.readUInt32BE(1));
  }

  private pass(stream: ServerHttp2Stream, headers: IncomingHttpHeaders): void {
    const call = this.provider.request(headers);
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
    stream.pipe(call);
  }
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
