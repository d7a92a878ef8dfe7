import { contradiction, type Contradiction } from '../../../setting-values/contradiction';
import type { Given } from './weaknesses';

/** One guardrail alone restricts a user: what one takes, the other would see as unused. */
export function contradictions({ unusedServiceDeny, permissionsBoundary }: Given): Contradiction[] {
  const areBothOn = unusedServiceDeny.mode === 'enforce' && permissionsBoundary.mode === 'enforce';
  if (!areBothOn || !permissionsBoundary.users) return [];
  const message =
    'enforce, and so is permissionsBoundary.mode: both would restrict the same users; allowed: permissionsBoundary.users ' +
    'false (boundaries on roles alone), or unusedServiceDeny.mode observe or off';
  return [contradiction(['unusedServiceDeny', 'mode'], message)];
}
