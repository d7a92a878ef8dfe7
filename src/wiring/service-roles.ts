import { resourcePace } from '../audit/pace/resource-pace';
import { isThrottled } from '../aws/clients/error-kinds';
import { rolesInUse } from '../aws/service-roles/roles-in-use';
import { systemClock } from '../aws/system-clock';
import type { AskedRoles, AskedService } from '../domain/service-roles/asked';

/** Asks services in Regions which roles they use. */
export const rolesUsedIn =
  (regions: readonly string[]) =>
  (services: readonly AskedService[]): Promise<readonly AskedRoles[]> =>
    rolesInUse({ services, regions, paced: resourcePace(systemClock, isThrottled).run });
