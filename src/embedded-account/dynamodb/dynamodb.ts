import { once } from 'node:events';
import type { Server } from 'node:http';
import dynalite from 'dynalite';
import { z } from 'zod';
import { AwsError } from '../wire/aws-error';
import type { HttpAnswer, HttpRequest, Service } from '../wire/service';

const TARGET = /^DynamoDB_20120810\.(\w+)$/;
const JSON_TYPE = { 'content-type': 'application/x-amz-json-1.0' };
const request = z.looseObject({ TableName: z.string(), IndexName: z.string().optional() });
/** dynalite accepts any signature, but wants to see one. */
const SIGNED = {
  authorization:
    'AWS4-HMAC-SHA256 Credential=AKIA/20260101/us-east-1/dynamodb/aws4_request, SignedHeaders=host;x-amz-date, Signature=0',
  'x-amz-date': '20260101T000000Z',
};
const OF_THE_CONNECTION = new Set(['host', 'connection', 'content-length']);
const ACTIONS = ['GetItem', 'PutItem', 'UpdateItem', 'DeleteItem', 'Query', 'Scan', 'DescribeTable'];

/** DynamoDB: dynalite behind the account's authorisation. */
export class DynamoDb {
  private constructor(
    private readonly server: Server,
    private readonly port: number,
  ) {}

  static async start(): Promise<DynamoDb> {
    const server = dynalite({ createTableMs: 0, deleteTableMs: 0, updateTableMs: 0 });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('dynalite listens on no port');
    return new DynamoDb(server, address.port);
  }

  /** Calls dynalite without asking anybody, for set-up and for looking at the outcome. */
  async send(action: string, input: object): Promise<unknown> {
    const headers = { ...SIGNED, ...JSON_TYPE, 'x-amz-target': `DynamoDB_20120810.${action}` };
    const { status, body } = await this.forward(headers, Buffer.from(JSON.stringify(input)));
    if (status !== 200) throw new Error(`dynalite refused ${action}: ${body.toString()}`);
    return JSON.parse(body.toString());
  }

  async forward(headers: Readonly<Record<string, string>>, body: Buffer): Promise<HttpAnswer> {
    const kept = Object.fromEntries(Object.entries(headers).filter(([name]) => !OF_THE_CONNECTION.has(name)));
    const answer = await fetch(`http://127.0.0.1:${this.port}/`, {
      method: 'POST',
      headers: kept,
      body: new Uint8Array(body),
    });
    const crc32 = answer.headers.get('x-amz-crc32');
    return {
      status: answer.status,
      headers: { ...JSON_TYPE, ...(crc32 !== null && { 'x-amz-crc32': crc32 }) },
      body: Buffer.from(await answer.arrayBuffer()),
    };
  }

  stop(): void {
    this.server.closeAllConnections();
    this.server.close();
  }
}

/** @param tableArn prefix of the account's tables, up to the name */
export function dynamoDbService(database: DynamoDb, tableArn: (name: string) => string): Service {
  return {
    read: ({ headers, body }: HttpRequest) => {
      const action = TARGET.exec(headers['x-amz-target'] ?? '')?.[1] ?? '';
      if (!ACTIONS.includes(action)) {
        throw new AwsError('UnknownOperationException', `the embedded account has no dynamodb:${action}`, 400);
      }
      const params = request.parse(JSON.parse(body.toString()));
      const table = tableArn(params.TableName);
      const resource = params.IndexName === undefined ? table : `${table}/index/${params.IndexName}`;
      return {
        action,
        params,
        demands: () => [{ action: `dynamodb:${action}`, resource }],
        perform: async () => {
          const answer = await database.forward(headers, body);
          return { answer, ...(answer.status !== 200 && { errorCode: errorCodeOf(answer.body) }) };
        },
      };
    },
    refuse: ({ code, message, status }) => ({
      // DynamoDB answers every mistake of the caller with 400.
      status: status < 500 ? 400 : status,
      headers: JSON_TYPE,
      body: JSON.stringify({
        __type: `com.amazonaws.dynamodb.v20120810#${code === 'AccessDenied' ? 'AccessDeniedException' : code}`,
        message,
      }),
    }),
  };
}

/** Such as `ConditionalCheckFailedException`. */
function errorCodeOf(body: string | Buffer): string {
  const { __type: type } = z.looseObject({ __type: z.string() }).parse(JSON.parse(body.toString()));
  return type.split('#').at(-1) ?? type;
}
