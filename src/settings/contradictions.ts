import type { PermissionsBoundarySettings } from '../guardrails/permissions-boundary/settings';
import type { RevokerSettings } from '../guardrails/revoker/settings';
import type { Exemption } from './exemptions';
import { keyOf } from './problems';

/** The settings that can contradict each other or themselves. */
interface Settings {
  readonly allowedAccountIds: readonly string[];
  readonly controlAccountIds: readonly string[];
  readonly notifications: { readonly emails: readonly string[] };
  readonly trail: { readonly excludeSources: readonly string[] };
  readonly revoker: RevokerSettings;
  readonly permissionsBoundary: PermissionsBoundarySettings;
  readonly exemptions: readonly Exemption[];
  readonly audit: {
    readonly resourcePolicies: { readonly services: readonly string[]; readonly regions: readonly string[] };
  };
  readonly protectedPrincipals: readonly { readonly arn: string }[];
}

/** A setting that cannot mean anything, and what to write instead. */
export interface Contradiction {
  readonly path: readonly (string | number)[];
  readonly message: string;
}

/** Settings that are each allowed, and say nothing together or twice. */
export function contradictionsIn(settings: Settings): Contradiction[] {
  return [...ofRevoker(settings), ...repetitionsIn(settings)];
}

function ofRevoker({ revoker }: Settings): Contradiction[] {
  const { adminGroups, denySparesSelfService, selfService } = revoker;
  const groups = adminGroups === 'none' ? [] : adminGroups;
  return [
    // A group of that name can be given as an object with its id.
    ...groups.flatMap((group, index) =>
      typeof group === 'string' && group.toLowerCase() === 'none'
        ? [at(['revoker', 'adminGroups', index], 'not the name of a group; allowed: "none" without the brackets')]
        : [],
    ),
    ...(denySparesSelfService && selfService.length === 0
      ? [
          at(
            ['revoker', 'denySparesSelfService'],
            'revoker.selfService is [], so there is nothing to spare; allowed: false',
          ),
        ]
      : []),
  ];
}

/** Lists in which nothing may stand twice, each with what tells its entries apart. */
function listsOf(
  settings: Settings,
): { readonly path: readonly (string | number)[]; readonly entries: readonly string[] }[] {
  const { allowedAccountIds, controlAccountIds, notifications, revoker, permissionsBoundary, exemptions } = settings;
  const { services, regions } = settings.audit.resourcePolicies;
  return [
    { path: ['allowedAccountIds'], entries: allowedAccountIds },
    { path: ['controlAccountIds'], entries: controlAccountIds },
    // SNS subscribes each spelling, and most servers deliver both to the same person.
    { path: ['notifications', 'emails'], entries: notifications.emails.map((email) => email.toLowerCase()) },
    { path: ['trail', 'excludeSources'], entries: settings.trail.excludeSources },
    { path: ['revoker', 'selfService'], entries: revoker.selfService },
    { path: ['revoker', 'exempt'], entries: revoker.exempt.map(({ id }) => id) },
    { path: ['permissionsBoundary', 'adopt'], entries: permissionsBoundary.adopt },
    { path: ['audit', 'resourcePolicies', 'services'], entries: services },
    { path: ['audit', 'resourcePolicies', 'regions'], entries: regions },
    ...(['baseActions', 'alwaysKeep', 'alwaysAllow'] as const).map((key) => ({
      path: ['permissionsBoundary', key],
      entries: permissionsBoundary[key].map((action) => action.toLowerCase()),
    })),
    { path: ['exemptions'], entries: exemptions.map(({ match, from }) => JSON.stringify([match, [...from].sort()])) },
    ...exemptions.map(({ from }, index) => ({ path: ['exemptions', index, 'from'], entries: from })),
    { path: ['protectedPrincipals'], entries: settings.protectedPrincipals.map(({ arn }) => arn) },
  ];
}

function repetitionsIn(settings: Settings): Contradiction[] {
  return listsOf(settings).flatMap(({ path, entries }) =>
    entries.flatMap((entry, index) => {
      const first = entries.indexOf(entry);
      return first === index
        ? []
        : [at([...path, index], `the same as ${keyOf([...path, first])}; allowed: each once`)];
    }),
  );
}

const at = (path: Contradiction['path'], message: string): Contradiction => ({ path, message });
