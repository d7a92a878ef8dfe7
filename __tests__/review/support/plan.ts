import { review } from '../../../src/review/review';

/** A change of one resource; override only what the test is about. */
export const aResource = (type: string, before: object | null, after: object | null, name = 'one') => ({
  ...{ address: `${type}.${name}`, mode: 'managed', type },
  change: { actions: before === null ? ['create'] : after === null ? ['delete'] : ['update'], before, after },
});

interface Outputs {
  readonly settings?: readonly [before: object | null, after: object | null];
  readonly weakened?: readonly [before: readonly string[], after: readonly string[]];
}

/** What `terraform show -json` says of a plan. */
export function aPlan(
  resources: readonly object[],
  { settings = [{}, {}], weakened = [[], []] }: Outputs = {},
): string {
  const output = ([before, after]: readonly [unknown, unknown]) => ({ actions: ['update'], before, after });
  return JSON.stringify({
    ...{ format_version: '1.2', errored: false, resource_changes: resources },
    output_changes: { settings: output(settings), weakened: output(weakened) },
  });
}

/** What a review says of a resource that changes. */
export const weakerBy = (type: string, before: object, now: object) =>
  review(aPlan([aResource(type, before, now)])).resources.weaker.flatMap(({ says }) => says);
