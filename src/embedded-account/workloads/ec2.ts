import { z } from 'zod';
import { XML } from '../iam/iam';
import { regionOf } from '../resources/resources';
import { AwsError } from '../wire/aws-error';
import { pageFrom } from '../wire/pages';
import { readForm, toXml } from '../wire/query-protocol';
import type { Service } from '../wire/service';
import type { Workloads } from './workloads';

const asked = z.strictObject({
  MaxResults: z.coerce.number().int().min(5).max(1000).default(1000),
  NextToken: z.string().optional(),
});
const ACTION = 'DescribeIamInstanceProfileAssociations';

/** EC2, as far as one looks at the instance profiles that instances have. Its answers have another form than IAM's. */
export function ec2Service(workloads: Workloads): Service {
  return {
    read: (http) => {
      const { action, params } = readForm(http.body.toString());
      if (action !== ACTION) throw new AwsError('InvalidAction', `the embedded account has no ${action}`);
      const { MaxResults, NextToken } = asked.parse(params.values);
      const region = regionOf(http);
      return {
        action,
        params: params.values,
        demands: () => [{ action: `ec2:${ACTION}`, resource: '*' }],
        perform: (_, requestId) => {
          const wanted = { maxResults: MaxResults, nextToken: NextToken };
          const { items, token } = pageFrom(workloads.of('instance', region), `instances ${region}`, wanted);
          const result = {
            iamInstanceProfileAssociationSet: {
              item: items.map(({ name, profile, isTakenOff = false }) => ({
                ...{ associationId: `iip-assoc-${name}`, instanceId: name },
                ...{ iamInstanceProfile: { arn: profile }, state: isTakenOff ? 'disassociated' : 'associated' },
              })),
            },
            ...token,
          };
          const body = `<${action}Response>${toXml({ requestId, ...result })}</${action}Response>`;
          return Promise.resolve({ answer: { status: 200, headers: XML, body }, result });
        },
      };
    },
    refuse: ({ code, message, status }, requestId) => {
      // What other services call AccessDenied.
      const Code = code === 'AccessDenied' ? 'UnauthorizedOperation' : code;
      const body = toXml({ Response: { Errors: { Error: { Code, Message: message } }, RequestID: requestId } });
      return { status, headers: XML, body };
    },
  };
}
