/** Services, by prefix: those named, or all but those named. Among the latter are those that nobody knows yet. */
export type Services = readonly string[] | { readonly allBut: readonly string[] };

export const NO_SERVICES: Services = [];

/** Whether services are told by those that they are not. */
export function isAllBut(services: Services): services is Extract<Services, { readonly allBut: unknown }> {
  return !Array.isArray(services);
}

/** The names that tell which they are. */
export const namesIn = (services: Services): readonly string[] => (isAllBut(services) ? services.allBut : services);

/** Whether a service is one of them. */
export function has(services: Services, service: string): boolean {
  return namesIn(services).includes(service) !== isAllBut(services);
}

/** Whether there are none. */
export const isNone = (services: Services): boolean => !isAllBut(services) && services.length === 0;

/** All but these. */
export const allBut = (services: readonly string[]): Services => ({ allBut: inOrder(services) });

/** Those of both. */
export function union(one: Services, other: Services): Services {
  if (isAllBut(one)) return allBut(one.allBut.filter((service) => !has(other, service)));
  if (isAllBut(other)) return union(other, one);
  return inOrder([...one, ...other]);
}

/** Those that are in either. */
export const unionOf = (all: readonly Services[]): Services => all.reduce(union, NO_SERVICES);

/** Those that are in the one and in the other. */
export function common(one: Services, other: Services): Services {
  if (!isAllBut(one)) return inOrder(one.filter((service) => has(other, service)));
  return isAllBut(other) ? allBut([...one.allBut, ...other.allBut]) : common(other, one);
}

/** Whether both are the same. */
export function isSame(one: Services, other: Services): boolean {
  const [names, others] = [new Set(namesIn(one)), new Set(namesIn(other))];
  return (
    isAllBut(one) === isAllBut(other) && names.size === others.size && [...names].every((name) => others.has(name))
  );
}

/** Whether all of the one are in the other. */
export const isWithin = (one: Services, other: Services): boolean => isSame(common(one, other), one);

const inOrder = (services: readonly string[]): readonly string[] => [...new Set(services)].sort();
