import type { AccountState } from '../iam/state';
import type { Use } from '../iam/reports/usage';
import { replayedNow } from '../replay';
import type { AttachedPolicies } from '../policy/attached';
import type { TrailRecord } from './trail-log';

/** Data events, which no trail of management events logs (the guides of these services). */
const DATA_EVENTS =
  /^(s3:(Get|Put|Delete|Head)Object|sqs:(Send|Receive|Delete)Message|sns:Publish|lambda:Invoke|dynamodb:(Get|Put|Update|Delete|Batch|Query|Scan))/;
const READS = /^[a-z0-9-]+:(Get|List|Describe|Head|BatchGet|Search|Lookup)/;
/** Services whose host begins otherwise than their actions do. */
const HOSTS: Readonly<Record<string, string>> = { cloudwatch: 'monitoring', ses: 'email', tag: 'tagging' };

/** What CloudTrail records of something that somebody tries just now; undefined for what no trail logs, and for roles. */
export function recordOf(state: AccountState, use: Use, attached: AttachedPolicies): TrailRecord | undefined {
  const user = [...state.users.values()].find((one) => state.arnOf('user', one) === use.arn);
  if (user === undefined || DATA_EVENTS.test(use.action)) return undefined;
  const [service = '', eventName = ''] = use.action.split(':');
  const verdict = replayedNow(state, use, attached)?.verdict?.kind;
  const isRefused = verdict !== undefined && verdict !== 'allowed';
  const reason =
    verdict === 'explicit-deny'
      ? 'with an explicit deny in an identity-based policy'
      : `because no identity-based policy allows the ${use.action} action`;
  return {
    userIdentity: { type: 'IAMUser', principalId: user.id, arn: use.arn, userName: user.name },
    ...{ eventTime: use.at.toISOString().replace(/\.\d+Z$/, 'Z'), eventName },
    eventSource: `${HOSTS[service] ?? service}.amazonaws.com`,
    ...{ eventCategory: 'Management', readOnly: READS.test(use.action) },
    ...(isRefused && {
      errorCode: service === 'ec2' ? 'Client.UnauthorizedOperation' : 'AccessDenied',
      errorMessage: `User: ${use.arn} is not authorized to perform: ${use.action} ${reason}`,
    }),
  };
}
