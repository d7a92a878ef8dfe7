import { contradiction, type Contradiction } from '../../../setting-values/contradiction';
import type { Given } from './weaknesses';

/** What is done is done to what was reported before: the other way round nobody would be warned. */
export function contradictions({ credentialCleanup: { keys } }: Given): Contradiction[] {
  const { report, disable } = keys;
  if (disable === 0 || (report > 0 && disable >= report)) return [];
  const [given, allowed] =
    report === 0
      ? ['no access key is reported (credentialCleanup.keys.report is 0)', 'credentialCleanup.keys.report of 1 or more']
      : [
          `an access key is reported only after ${report} days (credentialCleanup.keys.report)`,
          `0, or ${report} and more`,
        ];
  return [contradiction(['credentialCleanup', 'keys', 'disable'], `${disable}, and ${given}; allowed: ${allowed}`)];
}
