import { regionsToAsk, type AskedRoles, type AskedService, type UsedRole } from '../../domain/service-roles/asked';
import type { Paced } from '../iam/paced';
import { buildProjectsIn } from './build-projects';
import { containersIn } from './containers';
import { eventRulesIn } from './event-rules';
import { functionsIn } from './functions';
import { instancesIn } from './instances';
import { recordersIn } from './recorders';
import type { RoleSource } from './source';
import { stateMachinesIn } from './state-machines';

/** What asking services for their roles takes. */
export interface AskingServices {
  readonly services: readonly AskedService[];
  /** Every Region in which the account may use them: a role is no Region's. */
  readonly regions: readonly string[];
  /** Has a lane for each call of each service in each Region, and ends when the time is over. */
  readonly paced: Paced;
}

const SOURCES: Readonly<Record<AskedService, (region: string) => RoleSource>> = {
  lambda: functionsIn,
  edgelambda: functionsIn,
  states: stateMachinesIn,
  ecs: containersIn,
  events: eventRulesIn,
  config: recordersIn,
  codebuild: buildProjectsIn,
  ec2: instancesIn,
};

/**
 * Asks services which roles they use, all services and Regions at a time.
 *
 * It never fails: a service that did not say all in a Region is said, and what it said before counts.
 */
export async function rolesInUse({ services, regions, paced }: AskingServices): Promise<readonly AskedRoles[]> {
  return Promise.all(
    services.map(async (service) => {
      const where = regionsToAsk(service, regions);
      const said = await Promise.all(where.map((region) => askedIn(service, region, paced)));
      return { service, used: said.flatMap(({ used }) => used), unread: said.flatMap(({ unread }) => unread) };
    }),
  );
}

async function askedIn(service: AskedService, region: string, paced: Paced): Promise<Omit<AskedRoles, 'service'>> {
  const used: UsedRole[] = [];
  const source = SOURCES[service](region);
  try {
    for await (const some of source.roles((action, call) => paced(`${service}:${action} in ${region}`, call))) {
      used.push(...some);
    }
    return { used, unread: [] };
  } catch (error) {
    const why = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    return { used, unread: [{ what: `${service} in ${region}`, why }] };
  } finally {
    source.close();
  }
}
