import { recordedReleaserNeeds } from '../../../audit/deploy/recorded-permissions';
import type { DeploymentProps } from '../../../foundation/deployment';
import type { ReleaserNeeds } from '../../../foundation/guardrail-stack';
import { cleanupCalls } from './permissions';

/** What activating keys again takes, of a guardrail that may have been switched off since it deactivated some. */
export const cleanupReleaserNeeds = (_: unknown, { names }: Pick<DeploymentProps, 'names'>): ReleaserNeeds =>
  recordedReleaserNeeds(names, cleanupCalls(names.users, true));
