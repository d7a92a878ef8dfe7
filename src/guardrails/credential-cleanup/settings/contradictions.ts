import { contradiction, type Contradiction } from '../../../setting-values/contradiction';
import type { Given } from './weaknesses';

const WHAT = { keys: 'access key', users: 'user', roles: 'role' } as const;

type Of = keyof typeof WHAT;

/** What is done is done to what was reported before, to what was disabled before it is deleted, and to no role that a service may have. */
export function contradictions(given: Given): Contradiction[] {
  const { roles } = given.credentialCleanup;
  const isAsked = roles.disable === 0 || roles.regions.length > 0;
  const message = `none, and credentialCleanup.roles.disable is ${roles.disable}: nobody would be asked which roles services use; allowed: at least one Region, or a credentialCleanup.roles.disable of 0`;
  return [
    ...(['keys', 'users', 'roles'] as const).flatMap((of) => [
      ...ordered({ of, stage: 'disable', after: 'report' }, given),
      ...ordered({ of, stage: 'delete', after: 'disable' }, given),
    ]),
    ...(isAsked ? [] : [contradiction(['credentialCleanup', 'roles', 'regions'], message)]),
  ];
}

/** A stage, and the one that has to come before it. */
interface Stages {
  readonly of: Of;
  readonly stage: 'disable' | 'delete';
  readonly after: 'report' | 'disable';
}

const DONE = { report: 'reported', disable: 'disabled' } as const;

/** The other way round nobody would be warned, or nobody would notice in time who is in use after all. */
function ordered({ of, stage, after }: Stages, { credentialCleanup }: Given): Contradiction[] {
  const { [stage]: days, [after]: before, report } = credentialCleanup[of];
  if (days === 0 || (before > 0 && days >= before)) return [];
  const key = `credentialCleanup.${of}.${after}`;
  const [said, allowed] =
    before === 0
      ? [
          `no ${WHAT[of]} is ${DONE[after]} (${key} is 0)`,
          `0, or ${switchedOn(key, days, after === 'disable' ? report : 0)}`,
        ]
      : [
          `${of === 'keys' ? 'an' : 'a'} ${WHAT[of]} is ${DONE[after]} only after ${before} days (${key})`,
          `0, or ${before} and more`,
        ];
  return [contradiction(['credentialCleanup', of, stage], `${days}, and ${said}; allowed: ${allowed}`)];
}

/** What makes the days allowed where the stage before is off; that one must not come before the reports either. */
function switchedOn(key: string, days: number, report: number): string {
  const least = Math.max(1, report);
  return least <= days ? `${key} of ${least} to ${days}` : `${least} and more with ${key} of ${least} and more`;
}
