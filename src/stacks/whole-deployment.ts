import type { Names } from '../foundation/names';
import type { Watched } from '../domain/tampering/watched';
import type { WholeDeployment } from '../foundation/whole-deployment';
import { FALLBACK } from '../guardrails/revoker/contract';
import { adminGroupsOf } from '../guardrails/revoker/deploy/bundled-rules';
import { NOTIFY } from '../notify/contract';
import { RELEASE } from '../release/contract';
import { deployersOf } from '../settings/deployers';
import { eventDriven, scheduled } from '../settings/guardrails';
import type { Settings } from '../settings/schema';
import { createsTrail, trailedEvents } from '../settings/trail';

/** What the settings say for a whole deployment, deployed or from a desk. */
export function wholeDeploymentOf(settings: Settings, names: Names): WholeDeployment {
  const { revoker } = settings;
  return {
    adminGroups: adminGroupsOf(revoker),
    exempt: revoker.exempt,
    denyPolicyName: revoker.denyPolicyName,
    releaseFunction: names.functionName(RELEASE),
    guard: guardOf(settings, names),
    ownRoles: ownRolesOf(settings, names),
  };
}

function guardOf(settings: Settings, names: Names): WholeDeployment['guard'] {
  const { namePrefix: prefix, region, trail, notifications } = settings;
  const deployers = deployersOf(settings);
  return {
    ...{ prefix, region },
    ...(notifications.topic !== 'none' && {
      told: { watched: watchedOf(settings, names), ...(deployers && { deployers }) },
    }),
    ...(createsTrail(trail) && { trail: { events: trailedEvents(settings), excludeSources: trail.excludeSources } }),
  };
}

/** The parts of the deployment, and what it was given for them: a topic, keys and a boundary of its roles. */
function watchedOf(settings: Settings, { boundaryPolicy, rolePath, functionName }: Names): Watched {
  const { namePrefix: prefix, notifications, revoker, rolePermissionsBoundaryArn: boundaryArn = '' } = settings;
  const { topic, topicKmsKeyArn } = notifications;
  const keyArns = [settings.kmsKeyArn, topicKmsKeyArn, settings.trail.bucketKmsKeyArn];
  return {
    prefix,
    ...(topic !== 'create' && { topicArn: topic }),
    policies: [revoker.denyPolicyName, boundaryPolicy, boundaryArn.slice(boundaryArn.lastIndexOf('/') + 1)].filter(
      (name) => name !== '',
    ),
    restorer: `role${rolePath}${functionName(FALLBACK)}`,
    keyArns: keyArns.filter((keyArn) => keyArn !== undefined),
  };
}

function ownRolesOf(settings: Settings, { rolePath, functionName, trailRole }: Names): WholeDeployment['ownRoles'] {
  const jobs = [
    ...eventDriven.flatMap(({ functions }) => functions(settings)),
    RELEASE,
    ...(settings.notifications.channels ?? []).flatMap(({ name, type }) =>
      type === 'email' ? [] : [`${NOTIFY}-${name}`],
    ),
    // The state machine has the guardrail's own name.
    ...scheduled.flatMap(({ name, isOn, functions }) =>
      isOn(settings) ? [name, `${name}-schedule`, ...functions(settings)] : [],
    ),
  ];
  const logsTrail = createsTrail(settings.trail) && settings.trail.logGroup;
  return { path: rolePath, names: [...(logsTrail ? [trailRole] : []), ...jobs.map(functionName)] };
}
