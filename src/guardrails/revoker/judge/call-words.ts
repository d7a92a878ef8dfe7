import { plain } from '../../../domain/notice/notice';
import type { Call } from './parse';
import { refusalOf, type NamedResource } from './refusal';
import { serviceOf } from './via-service';

/** What was called, on whom where it was refused, by which service and with what answer. */
export function callWords(call: Call): string {
  const target = refusedTarget(call);
  const service = serviceOf(call);
  return [
    `iam:${plain(call.eventName)}${target === undefined ? '' : ` on ${target}`}`,
    ...(service === undefined ? [] : [`through ${plain(service)}`]),
    ...(call.failedWith === undefined ? [] : [`refused with ${plain(call.failedWith)}`]),
  ].join(', ');
}

/** What a refused call was about, such as `user bob`; undefined where the call succeeded or nothing says it. */
function refusedTarget({ failedWith, failedBecause, parameters }: Call): string | undefined {
  if (failedWith === undefined) return undefined;
  const resource = refusalOf(failedBecause)?.resource;
  if (resource !== undefined) return plain(named(resource));
  const found = IN_PARAMETERS.flatMap(([field, kind]) => {
    const value = parameters?.[field];
    return typeof value === 'string' ? [`${kind} ${value}`] : [];
  });
  return found[0] === undefined ? undefined : plain(found[0]);
}

const IN_PARAMETERS = [
  ['userName', 'user'],
  ['roleName', 'role'],
  ['groupName', 'group'],
  ['policyArn', 'policy'],
  ['instanceProfileName', 'instance profile'],
  ['serialNumber', 'MFA device'],
] as const;

function named({ kind, name, path, accountId }: NamedResource): string {
  const what = kind === 'mfa' ? 'MFA device' : kind;
  const whole = path === '/' ? name : `${path}${name}`;
  return accountId === 'aws' ? `AWS's ${what} ${whole}` : `${what} ${whole}`;
}
