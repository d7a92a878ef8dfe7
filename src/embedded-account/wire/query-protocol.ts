import { validationError } from './aws-error';

/** A parameter of AWS's Query protocol once its dotted names are folded. */
export type QueryValue = string | readonly QueryValue[] | { readonly [name: string]: QueryValue };

const isFields = (value: QueryValue): value is Readonly<Record<string, QueryValue>> =>
  typeof value === 'object' && !Array.isArray(value);

const isList = (value: QueryValue | undefined): value is readonly QueryValue[] => Array.isArray(value);

/** Parameters of one call. */
export class Params {
  constructor(readonly values: Readonly<Record<string, QueryValue>>) {}

  /** @throws AwsError as AWS answers where the parameter is missing */
  text(name: string): string {
    const value = this.optional(name);
    if (value === undefined) {
      const field = name.charAt(0).toLowerCase() + name.slice(1);
      throw validationError(
        `1 validation error detected: Value null at '${field}' failed to satisfy constraint: Member must not be null`,
      );
    }
    return value;
  }

  optional(name: string): string | undefined {
    const value = this.values[name];
    return typeof value === 'string' ? value : undefined;
  }

  list(name: string): readonly QueryValue[] {
    const value = this.values[name];
    return isList(value) ? value : [];
  }

  tags(): { Key: string; Value: string }[] {
    return this.list('Tags').map((tag) => {
      const params = new Params(isFields(tag) ? tag : {});
      return { Key: params.text('Key'), Value: params.text('Value') };
    });
  }
}

interface Node {
  text?: string;
  readonly children: Map<string, Node>;
}

/** Reads a form such as `Action=TagUser&Tags.member.1.Key=team`. */
export function readForm(body: string): { readonly action: string; readonly params: Params } {
  const root: Node = { children: new Map() };
  for (const [name, value] of new URLSearchParams(body)) {
    let node = root;
    for (const part of name.split('.')) {
      const next: Node = node.children.get(part) ?? { children: new Map() };
      node.children.set(part, next);
      node = next;
    }
    node.text = value;
  }
  const { Action: action, ...values } = fields(root);
  delete values['Version'];
  if (typeof action !== 'string') throw validationError('the request names no Action');
  return { action, params: new Params(values) };
}

const fields = (node: Node): Record<string, QueryValue> =>
  Object.fromEntries([...node.children].map(([name, child]) => [name, fold(child)]));

function fold(node: Node): QueryValue {
  if (node.children.size === 0) return node.text ?? '';
  const list = node.children.get('member') ?? node.children.get('entry');
  if (!list) return fields(node);
  return [...list.children].sort(([one], [other]) => Number(one) - Number(other)).map(([, child]) => fold(child));
}

const XML_ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\r': '&#xD;',
};

const escape = (text: string) => text.replace(/[&<>"\r]/g, (character) => XML_ENTITIES[character] ?? character);

/** Names that a list has for each of its elements instead of `member`: in maps, and in EC2. */
const REPEATED = new Set(['entry', 'item']);

/** Writes a result: arrays become `member` lists (maps: `entry`; EC2: `item`), dates ISO, absent values nothing. */
export function toXml(value: unknown): string {
  if (value === undefined || value === null) return '';
  if (value instanceof Date) return value.toISOString().replace(/\.\d+Z$/, 'Z');
  if (Array.isArray(value)) return value.map((item) => `<member>${toXml(item)}</member>`).join('');
  if (typeof value === 'object') {
    return Object.entries(value)
      .filter(([, child]) => child !== undefined)
      .map(([name, child]) =>
        (REPEATED.has(name) && Array.isArray(child) ? child : [child])
          .map((one) => `<${name}>${toXml(one)}</${name}>`)
          .join(''),
      )
      .join('');
  }
  return escape(typeof value === 'string' ? value : JSON.stringify(value));
}

export const answerXml = (action: string, result: object | undefined, requestId: string) =>
  `<${action}Response>${result ? `<${action}Result>${toXml(result)}</${action}Result>` : ''}` +
  `<ResponseMetadata><RequestId>${requestId}</RequestId></ResponseMetadata></${action}Response>`;

export const errorXml = (code: string, message: string, status: number, requestId: string) =>
  `<ErrorResponse><Error><Type>${status >= 500 ? 'Receiver' : 'Sender'}</Type><Code>${code}</Code>` +
  `<Message>${escape(message)}</Message></Error><RequestId>${requestId}</RequestId></ErrorResponse>`;
