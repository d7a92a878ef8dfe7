import { isWide } from '../../../domain/boundary/kept';
import type { KeptService } from '../plan';
import { plain } from '../../../domain/notice/notice';
import type { Row } from '../run-summary';

interface Wide {
  readonly service: string;
  readonly resource: string;
  readonly roles: number;
}

const isKeeping = ({ keptByResourcePolicy }: Row) => keptByResourcePolicy !== undefined;

/** How many roles keep something. */
export const keptRoles = (rows: readonly Row[]): number => rows.filter(isKeeping).length;

/** What is to be said of roles that keep something: the resources that many keep it by come first. */
export function keptLines(rows: readonly Row[]): readonly string[] {
  const keeping = rows.filter(isKeeping);
  const wide = wideIn(keeping);
  const said = new Set(wide.map(keyOf));
  const others = keeping.flatMap(({ arn, keptByResourcePolicy: kept = [] }) => {
    const rest = kept.map((one) => without(said, one)).filter(({ resources }) => resources > 0);
    return rest.length === 0 ? [] : [`${plain(arn)} keeps ${rest.map(namedBy).join('; ')}`];
  });
  return [...wide.map(wideLine), ...others];
}

const keyOf = ({ service, resource }: Pick<Wide, 'service' | 'resource'>) => `${service} ${resource}`;

/** What keeps a service beside resources that have a line of their own. */
function without(said: ReadonlySet<string>, { service, by, resources }: KeptService): KeptService {
  const rest = by.filter((resource) => !said.has(keyOf({ service, resource })));
  return { service, by: rest, resources: resources - (by.length - rest.length) };
}

/** Widest first. */
function wideIn(rows: readonly Row[]): readonly Wide[] {
  const all = new Map<string, Wide>();
  for (const { service, by } of rows.flatMap(({ keptByResourcePolicy: kept = [] }) => kept)) {
    for (const resource of by) {
      const key = keyOf({ service, resource });
      all.set(key, { service, resource, roles: (all.get(key)?.roles ?? 0) + 1 });
    }
  }
  const order = (one: Wide, other: Wide) => other.roles - one.roles || (one.resource < other.resource ? -1 : 1);
  return [...all.values()].filter(({ roles }) => isWide(roles)).sort(order);
}

/** A policy that names nearly every role seldom means to, so the line says what to look for. */
function wideLine({ service, resource, roles }: Wide): string {
  return `${plain(resource)} keeps ${service} for ${roles} roles: look for NotPrincipal, or a condition on aws:PrincipalArn, in its policy`;
}

/** A summary names only some resources, and all of those may have a line of their own. */
function namedBy({ service, by: [first], resources }: KeptService): string {
  if (first === undefined) return `${service}, by ${resources} more`;
  return `${service}, by ${plain(first)}${resources > 1 ? ` and ${resources - 1} more` : ''}`;
}
