import type { KeptService } from '../../../domain/boundary/plan';
import { plain } from '../../../domain/notice/notice';
import type { Row } from '../../../domain/run/run-summary';

/** A resource that keeps a service for more roles than these is named once, with their number. */
const FEW = 5;

interface Wide {
  readonly service: string;
  readonly resource: string;
  readonly roles: number;
}

/** How many roles keep something, and what is to be said of that: the resources that many keep it by come first. */
export function keptLines(rows: readonly Row[]): { readonly roles: number; readonly lines: readonly string[] } {
  const keeping = rows.filter(({ keptByResourcePolicy }) => keptByResourcePolicy !== undefined);
  const wide = wideIn(keeping);
  const isWide = ({ service, by }: KeptService) =>
    wide.some((one) => one.service === service && by.includes(one.resource));
  const others = keeping.flatMap(({ arn, keptByResourcePolicy: kept = [] }) => {
    const rest = kept.filter((one) => !isWide(one));
    return rest.length === 0 ? [] : [`${plain(arn)} keeps ${rest.map(namedBy).join('; ')}`];
  });
  return { roles: keeping.length, lines: [...wide.map(wideLine), ...others] };
}

/** Widest first. */
function wideIn(rows: readonly Row[]): readonly Wide[] {
  const all = new Map<string, Wide>();
  for (const { service, by } of rows.flatMap(({ keptByResourcePolicy: kept = [] }) => kept)) {
    for (const resource of by) {
      const key = `${service} ${resource}`;
      all.set(key, { service, resource, roles: (all.get(key)?.roles ?? 0) + 1 });
    }
  }
  const order = (one: Wide, other: Wide) => other.roles - one.roles || (one.resource < other.resource ? -1 : 1);
  return [...all.values()].filter(({ roles }) => roles > FEW).sort(order);
}

/** What means every role is seldom meant so: it is said where somebody will look. */
function wideLine({ service, resource, roles }: Wide): string {
  return `${plain(resource)} keeps ${service} for ${roles} roles: look for NotPrincipal, or a condition on aws:PrincipalArn, in its policy`;
}

function namedBy({ service, by: [first = ''], resources }: KeptService): string {
  return `${service}, by ${plain(first)}${resources > 1 ? ` and ${resources - 1} more` : ''}`;
}
