import type { AccountState } from '../iam/state';
import { allowedServices, type ListingRules } from './allowed-services';
import { subjectOf } from './subjects';

/** One line of a report, as the API names its fields. */
export interface ServiceLastAccessed {
  readonly ServiceName: string;
  readonly ServiceNamespace: string;
  readonly LastAuthenticated?: Date;
  readonly LastAuthenticatedEntity?: string;
  readonly LastAuthenticatedRegion?: string;
  readonly TotalAuthenticatedEntities: number;
}

/**
 * What the account knows of the use of each service that the subject may use today.
 *
 * @throws AwsError where nobody has the ARN
 */
export function reportOn(state: AccountState, arn: string, rules: ListingRules): readonly ServiceLastAccessed[] {
  const { policies, entities } = subjectOf(state, arn);
  const now = state.clock.now();
  return allowedServices(policies, rules).map((namespace) => {
    const uses = entities
      .flatMap((entity) => {
        const at = state.usage.lastUse(entity, namespace, now);
        return at ? [{ entity, at }] : [];
      })
      .sort((one, other) => other.at.getTime() - one.at.getTime());
    const [latest] = uses;
    return {
      ServiceName: namespace,
      ServiceNamespace: namespace,
      ...(latest && {
        LastAuthenticated: latest.at,
        LastAuthenticatedEntity: latest.entity,
        LastAuthenticatedRegion: 'us-east-1',
      }),
      TotalAuthenticatedEntities: uses.length,
    };
  });
}
