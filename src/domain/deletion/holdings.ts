import type { PrincipalState, PublicKey, RoleState, UserState } from './principal-state';

/** One thing that a principal has: what people call it, and what it is. Equal ones are the same thing. */
interface Holding {
  readonly what: string;
  readonly content: string;
}

const holding = (what: string, content = ''): Holding => ({ what, content });

/**
 * What a principal has, or is, that a copy of it does not hold.
 *
 * A deletion must not take what nobody could give back, so it stops where somebody gave the principal more, or altered
 * it, after the copy was made.
 *
 * @returns each in words; none where the copy holds all of it
 */
export function missingIn(copied: PrincipalState, present: PrincipalState): readonly string[] {
  const kept = new Set(holdingsOf(copied).map(textOf));
  return holdingsOf(present)
    .filter((one) => !kept.has(textOf(one)))
    .map(({ what }) => what);
}

const textOf = ({ what, content }: Holding) => JSON.stringify([what, content]);

/**
 * Managed policies by their ARNs: what they say is not the principal's own. Tags do not count: audits write them every day,
 * and a deletion that somebody has to end by hand is worse than a tag that comes back as it was copied.
 */
function holdingsOf(principal: PrincipalState): readonly Holding[] {
  const { path, boundary, attached, inline } = principal;
  return [
    holding(`path ${path}`),
    holding('permissions boundary', boundary?.arn ?? 'none'),
    ...attached.map(({ arn }) => holding(`policy ${arn}`)),
    ...Object.entries(inline).map(([name, text]) => holding(`inline policy ${name}`, text)),
    ...(principal.kind === 'user' ? ofUser(principal) : ofRole(principal)),
  ];
}

const ofUser = (user: UserState): readonly Holding[] => [
  ...user.groups.map(({ id, name }) => holding(`group ${name}`, id)),
  ...(user.hasPassword ? [holding('password')] : []),
  ...user.accessKeys.map(({ id }) => holding(`access key ${id}`)),
  ...user.signingCertificates.map((key) => publicKey('signing certificate', key)),
  ...user.sshKeys.map((key) => publicKey('SSH public key', key)),
  ...user.serviceCredentials.map(({ id, service }) => holding(`credential ${id} for ${service}`)),
  ...user.mfaDevices.map((serial) => holding(`MFA device ${serial}`)),
];

const ofRole = ({ trust, description = '', maxSessionSeconds, instanceProfiles }: RoleState): readonly Holding[] => [
  holding('trust policy', trust),
  holding('description', description),
  holding('session length', String(maxSessionSeconds)),
  ...instanceProfiles.map(({ id, name }) => holding(`instance profile ${name}`, id)),
];

const publicKey = (what: string, { id, body, status }: PublicKey) => holding(`${what} ${id}`, `${status} ${body}`);
