import { z } from 'zod';
import { AwsError } from './wire/aws-error';
import { readJsonCall, refuseJson } from './wire/json-protocol';
import type { Service } from './wire/service';

/** A parameter of Systems Manager as the stack makes it. */
export interface Parameter {
  readonly name: string;
  readonly type: string;
  readonly value: string;
}

/** The account's parameters, by name. */
export type Parameters = Map<string, Parameter>;

const JSON_TYPE = 'application/x-amz-json-1.1';
const request = z.strictObject({ Name: z.string(), WithDecryption: z.boolean().optional() });

/** Systems Manager over its JSON protocol: reads parameters. @param arnOf ARN by what follows `parameter` */
export function ssmService(parameters: Parameters, arnOf: (name: string) => string): Service {
  return {
    read: (http) => {
      const { action, input } = readJsonCall(http, 'AmazonSSM', ['GetParameter']);
      const { Name } = request.parse(input);
      const arn = arnOf(Name.startsWith('/') ? Name : `/${Name}`);
      return {
        action,
        params: { Name },
        demands: () => [{ action: 'ssm:GetParameter', resource: arn }],
        perform: () => {
          const found = parameters.get(Name);
          if (!found) return Promise.reject(new AwsError('ParameterNotFound', ''));
          const { name, type, value } = found;
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
