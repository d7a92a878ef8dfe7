import type { ResourcePolicies } from '../../../../aws/resource-policies/policies';
import { isWide } from '../../../../domain/boundary/kept';
import type { KeptService } from '../../plan';
import { UnreadablePolicy } from '../../../../domain/policy/document';
import { globMatches } from '../../../../domain/policy/glob';
import { grantsFinder } from '../../../../domain/policy/grants-to';
import { resourceGrantsOf, type GrantingResource, type ResourceGrant } from '../../../../domain/policy/resource-grants';
import type { Row } from '../../run-summary';

/** What resource policies grant to roles by name, as far as a run knows. */
export interface FoundGrants {
  readonly all: readonly ResourceGrant[];
  /** Those that a later run is to go by where it cannot read the resource: all but what trust policies grant. */
  readonly remembered: readonly ResourceGrant[];
}

/** Enough resources to say why a service is kept; wide ones are named in addition. */
const NAMED = 3;

/** The digest lists no more, and each costs an ARN in every row. */
const MOST_WIDE = 10;

/**
 * Gathers what resource policies grant.
 *
 * @param trusts what trust policies grant
 * @param earlier what an earlier run remembered: it holds for what could not be read this time, or a refusal to read
 * would take from roles what they had
 */
export function grantsIn(
  trusts: readonly ResourceGrant[],
  { policies, unread }: ResourcePolicies,
  { earlier, accountId }: { readonly earlier: readonly ResourceGrant[]; readonly accountId: string },
): FoundGrants {
  const found = policies.map(({ arn, text }) => ({
    arn,
    grants: grantsOf(text, { arn, service: serviceIn(arn), accountId }),
  }));
  const closed = [...unread, ...found.filter(({ grants }) => grants === undefined)].map(({ arn }) => arn);
  const still = earlier.filter(({ resource }) => closed.some((pattern) => globMatches(pattern, resource)));
  const remembered = [...found.flatMap(({ grants = [] }) => grants), ...still];
  return { all: [...trusts, ...remembered], remembered };
}

/** @returns undefined for a text that is no policy */
export function grantsOf(text: string, resource: GrantingResource): readonly ResourceGrant[] | undefined {
  try {
    return resourceGrantsOf(text, resource);
  } catch (error) {
    if (error instanceof UnreadablePolicy) return undefined;
    throw error;
  }
}

/**
 * Adds to the rows of roles that are to be bounded the services that only resource policies grant.
 *
 * What a policy grants to a user's own ARN no boundary limits.
 */
export function withKept(rows: readonly Row[], grants: readonly ResourceGrant[]): readonly Row[] {
  const grantsTo = grantsFinder(grants);
  const found = rows.map((row) => (isLimited(row) ? keptBy([...grantsTo(row)], row.decision.services ?? []) : []));
  const rolesOf = new Map<string, number>();
  for (const resource of found.flat().flatMap(({ by }) => by)) rolesOf.set(resource, (rolesOf.get(resource) ?? 0) + 1);
  const wide = widest(rolesOf);
  return rows.map((row, index) => {
    const kept = found[index] ?? [];
    return kept.length === 0 ? row : { ...row, keptByResourcePolicy: kept.map((one) => named(one, rolesOf, wide)) };
  });
}

const isLimited = ({ kind, decision }: Row) => kind === 'role' && decision.kind === 'bound';

function keptBy(grants: readonly ResourceGrant[], allowed: readonly string[]): readonly KeptService[] {
  const services = [...new Set(grants.map(({ service }) => service))].filter((one) => !allowed.includes(one)).sort();
  return services.map((service) => {
    const by = new Set(grants.flatMap((grant) => (grant.service === service ? [grant.resource] : [])));
    return { service, by: [...by].sort(), resources: by.size };
  });
}

/** Counted before anything is cut, or some would never be named. */
function widest(rolesOf: ReadonlyMap<string, number>): ReadonlySet<string> {
  const wide = [...rolesOf].filter(([, roles]) => isWide(roles));
  const order = ([one, roles]: (typeof wide)[number], [other, others]: (typeof wide)[number]) =>
    others - roles || (one < other ? -1 : 1);
  return new Set(
    wide
      .toSorted(order)
      .slice(0, MOST_WIDE)
      .map(([resource]) => resource),
  );
}

/** Wide resources come first, all of them, so that the digest counts every role they keep a service for. */
function named(kept: KeptService, rolesOf: ReadonlyMap<string, number>, wide: ReadonlySet<string>): KeptService {
  const rolesBy = (resource: string) => rolesOf.get(resource) ?? 0;
  const widestFirst = kept.by.toSorted((one, other) => rolesBy(other) - rolesBy(one));
  const others = widestFirst.filter((one) => !wide.has(one));
  const narrow = others.filter((one) => !isWide(rolesBy(one)));
  const left = others.filter((one) => isWide(rolesBy(one)));
  return {
    ...kept,
    by: [...widestFirst.filter((one) => wide.has(one)), ...[...narrow, ...left].slice(0, NAMED)],
  };
}

const serviceIn = (arn: string) => arn.split(':')[2] ?? '';
