import { createHash } from 'node:crypto';
import { z } from 'zod';
import { decrypting } from './resources/decrypting';
import type { Resources } from './resources/resources';
import { AwsError } from './wire/aws-error';
import { readJsonCall, refuseJson } from './wire/json-protocol';
import type { Service } from './wire/service';

/** A parameter of Systems Manager as the stack makes it. */
export interface Parameter {
  readonly name: string;
  /** A stack makes none of type `SecureString`: its value would stand in the state. */
  readonly type: 'String' | 'SecureString';
  readonly value: string;
  /** Key that encrypts it. Absent where it is AWS's own, or where nothing is encrypted. */
  readonly kmsKeyArn?: string;
}

/** The account's parameters, by name. */
export type Parameters = Map<string, Parameter>;

const JSON_TYPE = 'application/x-amz-json-1.1';
const request = z.strictObject({ Name: z.string(), WithDecryption: z.boolean().optional() });

/** Systems Manager over its JSON protocol: reads parameters. @param arnOf ARN by what follows `parameter` */
export function ssmService(parameters: Parameters, resources: Resources, arnOf: (name: string) => string): Service {
  return {
    read: (http) => {
      const { action, input } = readJsonCall(http, 'AmazonSSM', ['GetParameter']);
      const { Name, WithDecryption = false } = request.parse(input);
      const context = { 'kms:ViaService': 'ssm.us-east-1.amazonaws.com' };
      const arn = arnOf(Name.startsWith('/') ? Name : `/${Name}`);
      return {
        action,
        params: { Name },
        demands: () => [
          { action: 'ssm:GetParameter', resource: arn },
          ...decrypting(resources, WithDecryption ? parameters.get(Name)?.kmsKeyArn : undefined, {
            ...context,
            'kms:EncryptionContext:PARAMETER_ARN': arn,
          }),
        ],
        perform: () => {
          const found = parameters.get(Name);
          if (!found) return Promise.reject(new AwsError('ParameterNotFound', ''));
          const { name, type } = found;
          const isReadable = type === 'String' || WithDecryption;
          const value = isReadable ? found.value : createHash('sha256').update(found.value).digest('base64');
          const result = {
            Parameter: { ARN: arn, DataType: 'text', Name: name, Type: type, Value: value, Version: 1 },
          };
          return Promise.resolve({
            answer: { status: 200, headers: { 'content-type': JSON_TYPE }, body: JSON.stringify(result) },
            result,
          });
        },
      };
    },
    refuse: (error) => refuseJson(error, JSON_TYPE),
  };
}
