import type { Names } from '../foundation/names';
import type { WholeDeployment } from '../foundation/whole-deployment';
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
    guard: guardOf(settings),
    ownRoles: ownRolesOf(settings, names),
  };
}

function guardOf(settings: Settings): WholeDeployment['guard'] {
  const { namePrefix: prefix, region, trail, notifications } = settings;
  const { topic } = notifications;
  const deployers = deployersOf(settings);
  return {
    ...{ prefix, region },
    ...(topic !== 'none' && {
      told: { ...(deployers && { deployers }), ...(topic !== 'create' && { topicArn: topic }) },
    }),
    ...(createsTrail(trail) && { trail: { events: trailedEvents(settings), excludeSources: trail.excludeSources } }),
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
