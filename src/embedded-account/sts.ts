import { AwsError } from './wire/aws-error';
import { XML } from './iam/iam';
import { answerXml, errorXml, readForm } from './wire/query-protocol';
import type { Service } from './wire/service';
import type { AccountState } from './iam/state';

/** STS over AWS's Query protocol: who am I. Nobody needs a permission for that. */
export function stsService({ accountId }: AccountState): Service {
  return {
    read: ({ body }) => {
      const { action, params } = readForm(body.toString());
      if (action !== 'GetCallerIdentity') {
        throw new AwsError('InvalidAction', `the embedded account has no sts:${action}`, 400);
      }
      return {
        action,
        params: params.values,
        demands: () => [],
        perform: ({ arn, principalId }, requestId) => {
          const result = { Arn: arn, UserId: principalId, Account: accountId };
          return Promise.resolve({
            answer: { status: 200, headers: XML, body: answerXml(action, result, requestId) },
            result,
          });
        },
      };
    },
    refuse: ({ code, message, status }, requestId) => ({
      status,
      headers: XML,
      body: errorXml(code, message, status, requestId),
    }),
  };
}
