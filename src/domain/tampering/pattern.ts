import type { TamperingGroup, Watched, WatchedCalls } from './watched';
import { watchedCallsOf } from './watched-calls';

/**
 * Whose calls nobody is told of: exact ARNs of users, and of roles, whose sessions these are; undefined where nobody has
 * named them: callers whose user agent is Terraform's.
 */
export type Deployers = readonly string[] | undefined;

/** What the provider of AWS calls itself in every request (its source, `aws-sdk-go-base`, "APN User-Agent"). */
const TERRAFORM = '*HashiCorp/1.0 Terraform/*';

/**
 * The pattern of EventBridge for successful calls that change parts of a group.
 *
 * `source` is pinned because `events:PutEvents` refuses sources that begin with `aws.`: no custom event can forge it.
 */
export function tamperingPattern(group: TamperingGroup, watched: Watched, deployers: Deployers): object {
  return {
    source: [{ prefix: 'aws.' }],
    'detail-type': ['AWS API Call via CloudTrail'],
    detail: {
      errorCode: [{ exists: false }],
      ...butThoseOf(deployers, group === 'policies' ? [`*:${watched.restorer}`] : []),
      $or: watchedCallsOf(watched)[group].map(alternativeOf),
    },
  };
}

const alternativeOf = ({ service, calls, at, names }: WatchedCalls) => ({
  eventSource: [`${service}.amazonaws.com`],
  eventName: calls,
  ...at.reduceRight<object>((inner, field) => ({ [field]: inner }), names),
});

/** @param own wildcards of roles of the guard that are left out as well */
function butThoseOf(deployers: Deployers, own: readonly string[]) {
  const users = (deployers ?? []).filter((arn) => arn.includes(':user/'));
  const roles = (deployers ?? []).filter((arn) => !users.includes(arn));
  const others = {
    ...(users.length > 0 && { arn: butFor(users) }),
    ...(roles.length + own.length > 0 && { sessionContext: { sessionIssuer: { arn: butForRoles(roles, own) } } }),
  };
  return {
    ...(deployers === undefined && { userAgent: butFor({ wildcard: TERRAFORM }) }),
    ...(Object.keys(others).length > 0 && { userIdentity: others }),
  };
}

/** An exact ARN is a wildcard too: none of the settings holds a star, and a backslash escapes. */
const butForRoles = (roles: readonly string[], own: readonly string[]) =>
  butFor(own.length === 0 ? roles : { wildcard: [...roles.map((arn) => arn.replaceAll('\\', '\\\\')), ...own] });

/** A value that is not there is none of them, and `anything-but` alone matches no absence. */
const butFor = (refused: readonly string[] | { readonly wildcard: string | readonly string[] }) => [
  { 'anything-but': refused },
  { exists: false },
];
