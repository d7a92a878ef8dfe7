import { ANY_SERVICE, servicesTrustedBy } from '../identity/trusted-services';
import { serviceOfPrincipal, type AskedRoles } from './asked';

/** Whether a service uses a role. */
export type ServiceUse =
  /** No service may assume it, or none of those that may has it. */
  | { readonly kind: 'none' }
  /** @property by ARN or name of what uses it */
  | { readonly kind: 'used'; readonly by: string }
  /** Nobody can tell: it is to be left alone. @property why names the principal */
  | { readonly kind: 'unknown'; readonly why: string };

/** A role with what says who may assume it. */
interface Role {
  readonly arn: string;
  /** Trust policy, plain or URL-encoded (RFC 3986). */
  readonly trust: string;
  /** ARNs or names of the instance profiles that it is in: EC2 has a role through one, and in no other way. */
  readonly instanceProfiles: readonly string[];
}

/**
 * Judges whether services use roles, by what those said that the trust policies name.
 *
 * A use that is known counts for more than what is not; a role that trusts one service that cannot be asked, or did not
 * say all, is unknown. Services name roles by ARNs with paths and without, and by names; a name is unique in an account.
 */
export function serviceUses(asked: readonly AskedRoles[]): (role: Role) => ServiceUse {
  const said = new Map(
    asked.map(({ service, used, unread }) => [
      service,
      { unread, byName: new Map(used.map(({ role, by }) => [nameIn(role), by])) },
    ]),
  );
  return ({ arn, trust, instanceProfiles }) => {
    const principals = servicesTrustedBy(trust);
    if (principals === undefined) return { kind: 'unknown', why: 'its trust policy cannot be read' };
    const trusted = principals.map((principal) => {
      const service = serviceOfPrincipal(principal);
      const names = (service === 'ec2' ? instanceProfiles : [arn]).map(nameIn);
      return { principal, names, answer: service === undefined ? undefined : said.get(service) };
    });
    const by = trusted.flatMap(({ names, answer }) => names.flatMap((name) => answer?.byName.get(name) ?? []))[0];
    if (by !== undefined) return { kind: 'used', by };
    const whys = trusted.flatMap(({ principal, names, answer }) =>
      // Without a profile there is nothing that EC2 could say.
      names.length === 0 ? [] : (whyUnknown(principal, answer) ?? []),
    );
    return whys[0] === undefined ? { kind: 'none' } : { kind: 'unknown', why: whys.join('; ') };
  };
}

function whyUnknown(principal: string, answer: Pick<AskedRoles, 'unread'> | undefined): string | undefined {
  if (principal === ANY_SERVICE) return 'its trust policy lets in services without naming them';
  if (answer === undefined) return `it trusts ${principal}, which is not asked`;
  const [first, ...more] = answer.unread;
  if (first === undefined) return undefined;
  const others = more.length > 0 ? ` and ${more.length} more` : '';
  return `it trusts ${principal}, and ${first.what}${others} could not be read (${first.why})`;
}

const nameIn = (role: string) => role.slice(role.lastIndexOf('/') + 1);
