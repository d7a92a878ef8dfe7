import { type Contradiction, contradiction, type DistinctList } from '../setting-values/contradiction';
import { channelsFor } from '../domain/notice/routes';
import type { Exemption } from './exemptions';
import { guardrails, type ReadByGuardrails } from './guardrails';
import { distinctOfChannels, type Told } from './notifications/problems';
import { keyOf } from './problems';

/** The settings that can contradict each other or themselves. */
interface Settings extends ReadByGuardrails {
  readonly allowedAccountIds: readonly string[];
  readonly controlAccountIds: readonly string[];
  readonly deployers?: readonly string[] | undefined;
  readonly notifications: Told;
  readonly trail: { readonly excludeSources: readonly string[] };
  readonly exemptions: readonly Exemption[];
  readonly audit: {
    readonly resourcePolicies: { readonly services: readonly string[]; readonly regions: readonly string[] };
  };
  readonly protectedPrincipals: readonly { readonly arn: string }[];
}

/** Settings that are each allowed, and say nothing together or twice. */
export function contradictionsIn(settings: Settings): Contradiction[] {
  return [
    ...guardrails.flatMap((one) => one.contradictions?.(settings) ?? []),
    ...unwarned(settings),
    ...repetitionsIn(settings),
  ];
}

/** What would be done to people whom no digest reaches: a run that has told nobody takes its warnings for given. */
function unwarned(settings: Settings): Contradiction[] {
  const { topic, routes = {} } = settings.notifications;
  return guardrails.flatMap(({ name, warnsBefore }) => {
    const isReached = topic !== 'none' && channelsFor(routes, { guardrail: name, class: 'digest' }).length > 0;
    if (isReached) return [];
    const [why, mended] =
      topic === 'none'
        ? ['notifications.topic is "none"', 'a notifications.topic of "create" or an ARN']
        : ['no channel is told of its digests', `a channel for digest in notifications.routes`];
    return (warnsBefore?.(settings) ?? []).map(({ path, days }) =>
      contradiction(path, `${days}, and nobody would be warned before: ${why}; allowed: 0, or ${mended}`),
    );
  });
}

/** Lists in which nothing may stand twice. */
function listsOf(settings: Settings): DistinctList[] {
  const { allowedAccountIds, controlAccountIds, notifications, exemptions } = settings;
  const { services, regions } = settings.audit.resourcePolicies;
  return [
    { path: ['allowedAccountIds'], entries: allowedAccountIds },
    { path: ['controlAccountIds'], entries: controlAccountIds },
    { path: ['deployers'], entries: settings.deployers ?? [] },
    ...distinctOfChannels(notifications).map(({ path, entries }) => ({ path: ['notifications', ...path], entries })),
    { path: ['trail', 'excludeSources'], entries: settings.trail.excludeSources },
    ...guardrails.flatMap(({ distinct }) => distinct?.(settings) ?? []),
    { path: ['audit', 'resourcePolicies', 'services'], entries: services },
    { path: ['audit', 'resourcePolicies', 'regions'], entries: regions },
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
        : [contradiction([...path, index], `the same as ${keyOf([...path, first])}; allowed: each once`)];
    }),
  );
}
