import { contradiction, type Contradiction } from '../../../setting-values/contradiction';
import type { Given } from './weaknesses';

const WHAT = { keys: 'access key', users: 'user', roles: 'role' } as const;

/** What is done is done to what was reported before, and to no role that a service may have. */
export function contradictions(given: Given): Contradiction[] {
  const { roles } = given.credentialCleanup;
  const isAsked = roles.disable === 0 || roles.regions.length > 0;
  const message = `none, and credentialCleanup.roles.disable is ${roles.disable}: nobody would be asked which roles services use; allowed: at least one Region, or a credentialCleanup.roles.disable of 0`;
  return [
    ...(['keys', 'users', 'roles'] as const).flatMap((of) => ordered(of, given)),
    ...(isAsked ? [] : [contradiction(['credentialCleanup', 'roles', 'regions'], message)]),
  ];
}

/** The other way round nobody would be warned. */
function ordered(of: keyof typeof WHAT, { credentialCleanup }: Given): Contradiction[] {
  const { report, disable } = credentialCleanup[of];
  if (disable === 0 || (report > 0 && disable >= report)) return [];
  const key = `credentialCleanup.${of}.report`;
  const [said, allowed] =
    report === 0
      ? [`no ${WHAT[of]} is reported (${key} is 0)`, `${key} of 1 or more`]
      : [
          `${of === 'keys' ? 'an' : 'a'} ${WHAT[of]} is reported only after ${report} days (${key})`,
          `0, or ${report} and more`,
        ];
  return [contradiction(['credentialCleanup', of, 'disable'], `${disable}, and ${said}; allowed: ${allowed}`)];
}
