import type { ServiceList } from './report';

/** Services that were last used on the same day. */
export interface UsesOfDay {
  /** `YYYY-MM-DD`. */
  readonly day: string;
  readonly names: readonly string[];
}

/** Services by the day of their last use, the latest first; those of a day in the order of the list. */
export function byLastUse({ names, days = [] }: Pick<ServiceList, 'names' | 'days'>): readonly UsesOfDay[] {
  const services = new Map<string, string[]>();
  names.forEach((name, at) => {
    const day = days[at];
    if (day !== undefined) services.set(day, [...(services.get(day) ?? []), name]);
  });
  return [...services]
    .map(([day, those]) => ({ day, names: those }))
    .sort((one, other) => (one.day < other.day ? 1 : -1));
}
