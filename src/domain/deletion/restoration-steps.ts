import type { PrincipalCopy } from './copy';
import { byEffect, type ByEffect } from './denies';
import { bearsMark, marked, unmarking, type Unmarking } from './mark';
import type { CredentialStatus, InstanceProfile, PrincipalState, UserState } from './principal-state';

/** One thing that a restoration gives back; each may be repeated. */
export type RestorationStep =
  /** With path, tags, boundary, and what makes a role a role. */
  | { readonly kind: 'principal-made'; readonly tags: Tags }
  | { readonly kind: 'inline-policy-put'; readonly name: string; readonly text: string }
  | { readonly kind: 'policy-attached'; readonly arn: string }
  | { readonly kind: 'group-joined'; readonly name: string }
  | { readonly kind: 'signing-certificate-uploaded'; readonly body: string; readonly status: CredentialStatus }
  | { readonly kind: 'ssh-key-uploaded'; readonly body: string; readonly status: CredentialStatus }
  | { readonly kind: 'instance-profile-made'; readonly name: string; readonly path: string; readonly tags: Tags }
  | { readonly kind: 'instance-profile-joined'; readonly name: string }
  | { readonly kind: 'instance-profile-unmarked'; readonly name: string; readonly by: Unmarking }
  | { readonly kind: 'principal-unmarked'; readonly by: Unmarking };

type Tags = Readonly<Record<string, string>>;

/** What else there is in the account of that which a copy names. */
export interface Around {
  /** ARNs of managed policies. */
  readonly policies: readonly string[];
  /** Ids of groups, by name. */
  readonly groups: Readonly<Record<string, string>>;
  /** Instance profiles, by name. */
  readonly instanceProfiles: Readonly<Record<string, ProfileAround>>;
}

/** An instance profile as it is. */
export interface ProfileAround {
  readonly id: string;
  /** Name of the role that it holds. Absent: it holds none. */
  readonly role?: string | undefined;
  readonly tags: Tags;
}

/** What makes the principal; nothing else can be given before. */
export function makingStep({ principal, token }: PrincipalCopy): RestorationStep {
  return { kind: 'principal-made', tags: marked(principal.tags, token) };
}

/** What ends a restoration: from then on the principal is as any other. */
export function unmarkingStep({ principal }: PrincipalCopy): RestorationStep {
  return { kind: 'principal-unmarked', by: unmarking(principal.tags) };
}

/** Whether an instance profile is the role's to be put into: the one it was in, or one that this restoration makes. */
export function isOwnProfile(
  profile: InstanceProfile,
  found: ProfileAround | undefined,
  { principal, token }: PrincipalCopy,
): boolean {
  if (found === undefined) return true;
  if (found.role !== undefined && found.role !== principal.name) return false;
  return found.role !== undefined || found.id === profile.id || bearsMark(found.tags, profile.tags, token);
}

/**
 * What gives a principal that is there everything that it lacks, in this order: denies come first.
 *
 * @param present the principal as it is; absent: it is about to be made
 */
export function givingSteps(
  copy: PrincipalCopy,
  present: PrincipalState | undefined,
  around: Around,
): readonly RestorationStep[] {
  const { principal: copied } = copy;
  const { allowing, denying } = byEffect(copied);
  const policies = (some: ByEffect) => policySteps(some, present, around);
  return [
    ...policies(denying),
    ...(copied.kind === 'user' ? groupSteps(copied, present, around) : []),
    ...policies(allowing),
    ...(copied.kind === 'user'
      ? keySteps(copied, present)
      : copied.instanceProfiles.flatMap((profile) => profileSteps(copy, profile, around))),
  ];
}

function policySteps(
  { inline, attached }: ByEffect,
  present: PrincipalState | undefined,
  around: Around,
): readonly RestorationStep[] {
  const has = (arn: string) => present?.attached.some((one) => one.arn === arn) === true;
  return [
    ...inline
      .filter(([name]) => present?.inline[name] === undefined)
      .map(([name, text]) => ({ kind: 'inline-policy-put', name, text }) as const),
    ...attached
      .filter((arn) => around.policies.includes(arn) && !has(arn))
      .map((arn) => ({ kind: 'policy-attached', arn }) as const),
  ];
}

function groupSteps(
  { groups }: UserState,
  present: PrincipalState | undefined,
  around: Around,
): readonly RestorationStep[] {
  const isIn = (id: string) => present?.kind === 'user' && present.groups.some((one) => one.id === id);
  return groups
    .filter(({ id, name }) => around.groups[name] === id && !isIn(id))
    .map(({ name }) => ({ kind: 'group-joined', name }) as const);
}

function keySteps(
  { signingCertificates, sshKeys }: UserState,
  present: PrincipalState | undefined,
): readonly RestorationStep[] {
  const there = present?.kind === 'user' ? [...present.signingCertificates, ...present.sshKeys] : [];
  // A key comes back as an active one, and is deactivated by a second call.
  const lacks = (key: { readonly body: string; readonly status: CredentialStatus }) =>
    !there.some(({ body, status }) => body === key.body && status === key.status);
  return [
    ...signingCertificates
      .filter(lacks)
      .map(({ body, status }) => ({ kind: 'signing-certificate-uploaded', body, status }) as const),
    ...sshKeys.filter(lacks).map(({ body, status }) => ({ kind: 'ssh-key-uploaded', body, status }) as const),
  ];
}

function profileSteps(copy: PrincipalCopy, profile: InstanceProfile, around: Around): readonly RestorationStep[] {
  const { name, path, tags } = profile;
  const found = around.instanceProfiles[name];
  if (!isOwnProfile(profile, found, copy)) return [];
  const unmark = { kind: 'instance-profile-unmarked', name, by: unmarking(tags) } as const;
  const isMarked = found === undefined || bearsMark(found.tags, tags, copy.token);
  return [
    ...(found === undefined
      ? [{ kind: 'instance-profile-made', name, path, tags: marked(tags, copy.token) } as const]
      : []),
    ...(found?.role === undefined ? [{ kind: 'instance-profile-joined', name } as const] : []),
    ...(isMarked ? [unmark] : []),
  ];
}
