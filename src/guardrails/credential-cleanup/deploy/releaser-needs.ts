import { recordedReleaserNeeds } from '../../../audit/deploy/recorded-permissions';
import type { DeploymentProps } from '../../../foundation/deployment';
import type { ReleaserNeeds } from '../../../foundation/releaser-needs';
import { cleanupCalls, DISABLES_ALL } from './permissions';

/** What enabling again takes, of a guardrail that may have been switched off since it disabled something. */
export const cleanupReleaserNeeds = (
  { namePrefix }: { readonly namePrefix: string },
  { names }: Pick<DeploymentProps, 'names'>,
): ReleaserNeeds =>
  recordedReleaserNeeds(names, cleanupCalls({ ...names, untouchableGroups: [] }, namePrefix, DISABLES_ALL));
