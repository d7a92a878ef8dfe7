import { EventEmitter } from 'node:events';
import { setTimeout } from 'node:timers/promises';
import dynalite from 'dynalite';
import { z } from 'zod';
import { AwsError } from '../wire/aws-error';
import type { HttpAnswer, HttpRequest, Service } from '../wire/service';

const TARGET = /^DynamoDB_20120810\.(\w+)$/;
const JSON_TYPE = { 'content-type': 'application/x-amz-json-1.0' };
const item = z.record(z.string(), z.record(z.string(), z.unknown()));
const request = z.looseObject({
  TableName: z.string(),
  IndexName: z.string().optional(),
  Key: item.optional(),
  Item: item.optional(),
});
/** dynalite accepts any signature, but wants to see one. */
const SIGNED = {
  authorization:
    'AWS4-HMAC-SHA256 Credential=AKIA/20260101/us-east-1/dynamodb/aws4_request, SignedHeaders=host;x-amz-date, Signature=0',
  'x-amz-date': '20260101T000000Z',
};
const described = z.object({ Table: z.object({ TableStatus: z.string() }) });
const OF_THE_CONNECTION = new Set(['host', 'connection', 'content-length']);
const ACTIONS = ['GetItem', 'PutItem', 'UpdateItem', 'DeleteItem', 'Query', 'Scan', 'DescribeTable'];

/** DynamoDB: dynalite behind the account's authorisation. */
export class DynamoDb {
  /** Listens on no port: a way through the loopback takes longer than what most requests ask for. */
  private readonly server = dynalite({ createTableMs: 0, deleteTableMs: 0, updateTableMs: 0 });
  /** Names of the keys of each table. */
  readonly keysOf = new Map<string, readonly string[]>();

  /** Calls dynalite without asking anybody, for set-up and for looking at the outcome. */
  async send(action: string, input: object): Promise<unknown> {
    const headers = { ...SIGNED, ...JSON_TYPE, 'x-amz-target': `DynamoDB_20120810.${action}` };
    const { status, body } = await this.forward(headers, Buffer.from(JSON.stringify(input)));
    if (status !== 200) throw new Error(`dynalite refused ${action}: ${body.toString()}`);
    return JSON.parse(body.toString());
  }

  /** Creates a table, and waits until it takes items, as Terraform does. */
  async createTable(input: {
    readonly TableName: string;
    readonly KeySchema: readonly { readonly AttributeName: string }[];
  }): Promise<void> {
    const { TableName, KeySchema } = input;
    this.keysOf.set(
      TableName,
      KeySchema.map(({ AttributeName }) => AttributeName),
    );
    await this.send('CreateTable', input);
    const isActive = async () =>
      described.parse(await this.send('DescribeTable', { TableName })).Table.TableStatus === 'ACTIVE';
    while (!(await isActive())) await setTimeout(1);
  }

  /** Hands dynalite a request, and takes its response, by as much of Node's interfaces as it uses. */
  async forward(headers: Readonly<Record<string, string>>, body: Buffer): Promise<HttpAnswer> {
    const kept = Object.fromEntries(Object.entries(headers).filter(([name]) => !OF_THE_CONNECTION.has(name)));
    return new Promise((answer) => {
      const incoming = Object.assign(new EventEmitter(), { method: 'POST', url: '/', headers: kept });
      const given = new Map<string, string>();
      const response = {
        statusCode: 200,
        setHeader: (name: string, value: unknown) => given.set(name.toLowerCase(), String(value)),
        end: (text = '') => {
          const crc32 = given.get('x-amz-crc32');
          const told = { ...JSON_TYPE, ...(crc32 !== undefined && { 'x-amz-crc32': crc32 }) };
          answer({ status: response.statusCode, headers: told, body: Buffer.from(text) });
        },
      };
      this.server.emit('request', incoming, response);
      incoming.emit('data', body);
      incoming.emit('end');
    });
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
        demands: () => [{ action: `dynamodb:${action}`, resource, context: leadingKeys(database, params) }],
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

/** The partition key of a call that names one item; of others the embedded account does not tell it. */
function leadingKeys(database: DynamoDb, { TableName, Key, Item }: z.infer<typeof request>) {
  const [name = ''] = database.keysOf.get(TableName) ?? [];
  const [value] = Object.values((Key ?? Item)?.[name] ?? {});
  return { 'dynamodb:LeadingKeys': typeof value === 'string' ? [value] : undefined };
}

/** Such as `ConditionalCheckFailedException`. */
function errorCodeOf(body: string | Buffer): string {
  const { __type: type } = z.looseObject({ __type: z.string() }).parse(JSON.parse(body.toString()));
  return type.split('#').at(-1) ?? type;
}
