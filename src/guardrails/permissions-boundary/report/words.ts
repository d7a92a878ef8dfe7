import { counted, few, NAMED } from '../../../domain/notice/lists';
import { coversAction, serviceOf } from '../../../domain/policy/action-pattern';
import type { Row, RowBoundary, RunSummary } from '../run-summary';
import type { Decision } from '../judge/decide';

/** What would change for a principal, for people; empty where nothing would. */
export function wouldChange(decision: Decision): string {
  if (decision.kind !== 'bound') return '';
  const { services, actions } = decision;
  const parts = [
    ...(services.length > 0 ? [`${counted(services.length, 'service')} (${few(services)})`] : []),
    ...(actions.length > 0 ? [actionsIn(actions, services.length > 0)] : []),
  ];
  return parts.length === 0
    ? 'boundary of nothing but what every boundary lets through'
    : `boundary of ${parts.join(' and ')}`;
}

/** So many services say enough of what a boundary takes away. */
const TAKEN = 5;

/**
 * The granted and unused services that a first boundary takes away; empty where there are none. Of somebody who had one
 * before a row does not know it: part of them was taken already. A service counts as taken where no more than some actions
 * of it are always allowed.
 *
 * @param style of boundaries: one that denies leaves what it does not know, and services of which an action is kept
 * @param alwaysAllow the rule of that name
 */
export function takes(row: Row, style: unknown, alwaysAllow: unknown = []): string {
  const taken = takenBy(row, style, alwaysAllow);
  return taken.length === 0 ? '' : `takes away ${few(taken, TAKEN)}`;
}

/** The same as a list. */
export function takenBy(row: Row, style: unknown, alwaysAllow: unknown = []): readonly string[] {
  const { decision, boundary, boundaryArn, unknownServices, unusedServices, keptByResourcePolicy = [] } = row;
  if (boundaryArn !== undefined || boundary?.before !== undefined) return [];
  const { services = [], actions = [] } = decision;
  const denies = style === 'denyUnused' && boundary?.style === undefined && services.length > 0;
  const spared = denies ? [...unknownServices, ...actions.map(serviceOf)] : [];
  const named = keptByResourcePolicy.map(({ service }) => service);
  const kept = new Set([...services, ...named, ...(boundary?.widened ?? []), ...spared]);
  // What covers every action of a service ends so; nothing else has to be compared with hundreds of services.
  const always = textsIn(alwaysAllow).filter((action) => action.endsWith('*'));
  const isAlways = (service: string) => always.some((action) => coversAction(action, `${service}:*`));
  return unusedServices.filter((service) => !kept.has(service) && !isAlways(service));
}

/** Those that the boundary takes away that is decided; none where none is. @param rules of the run's summary */
export const lostBy = (row: Row, { style, alwaysAllow }: RunSummary['rules']): readonly string[] =>
  row.decision.kind === 'bound' ? takenBy(row, style, alwaysAllow) : [];

/** The texts of a list; none of what is no list. */
export const textsIn = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];

/** What became of a boundary, in a few words. */
export function boundaryIn({ kind, reason, why }: RowBoundary): string {
  const because = [reason, why].filter((part) => part !== undefined).join(': ');
  return because === '' ? kind : `${kind} (${because})`;
}

/** Actions beside services are few and stand for themselves; those instead of services are a list. */
function actionsIn(actions: readonly string[], beside: boolean): string {
  return beside && actions.length <= NAMED
    ? actions.join(', ')
    : `${counted(actions.length, 'action')} (${few(actions)})`;
}

/** An ARN, or which of a service's resources a pattern of ARNs means: all of a Region, or of every one. */
export function placeIn(arn: string): string {
  const [, service = '', region = ''] = /^arn:[^:]*:([^:]+):([^:]*):[^:]*:\*$/.exec(arn) ?? [];
  if (service === '') return arn;
  return region === '' ? service : `${service} in ${region}`;
}
