import type { PrincipalCopy } from './copy';
import type { InstanceProfile, PrincipalState, UserState } from './principal-state';
import { isOwnProfile, type Around } from './restoration-steps';

/**
 * What a restoration cannot give back, each in a sentence; also what is no longer in the account to be given back.
 *
 * @param present the principal as it is, which a deletion may not have ended; absent: nobody has the name
 */
export function lossesOf(copy: PrincipalCopy, present: PrincipalState | undefined, around: Around): readonly string[] {
  const { principal } = copy;
  return [
    ...(present?.id === principal.id ? [] : [newId(principal)]),
    ...principal.attached
      .filter(({ arn }) => !around.policies.includes(arn))
      .map(({ arn }) => `Policy ${arn} is gone and cannot be attached; the copy holds its text.`),
    ...(principal.kind === 'user'
      ? ofUser(principal, present?.kind === 'user' ? present : undefined, around)
      : principal.instanceProfiles.flatMap((profile) => ofProfile(copy, profile, around))),
  ];
}

/** AWS stores the id in place of an ARN that it has resolved (IAM User Guide, Principal). */
const newId = ({ kind, id }: PrincipalState): string =>
  `The ${kind} has a new unique id: trust policies and resource policies that named the old one show ${id} now and stay ` +
  'broken until somebody names the ARN in them again.';

function ofUser(copied: UserState, present: UserState | undefined, { groups }: Around): readonly string[] {
  const lost = <T extends { readonly id: string }>(of: (user: UserState) => readonly T[]): readonly T[] => {
    const left = present === undefined ? [] : of(present).map(({ id }) => id);
    return of(copied).filter(({ id }) => !left.includes(id));
  };
  const devices = copied.mfaDevices.filter((serial) => present?.mfaDevices.includes(serial) !== true);
  return [
    ...copied.groups.flatMap(({ id, name }) => lostGroup(name, id, groups[name])),
    ...(copied.hasPassword && present?.hasPassword !== true
      ? ['The password cannot come back: give the user a new one.']
      : []),
    ...some(
      lost(({ accessKeys }) => accessKeys.map(({ id, status }) => ({ id, says: `${id} (${status})` }))),
      (each) => `Access keys cannot come back: there were ${each}. Make new ones where they are needed.`,
    ),
    ...some(
      lost(({ serviceCredentials }) =>
        serviceCredentials.map(({ id, service }) => ({ id, says: `${id} for ${service}` })),
      ),
      (each) => `Service-specific credentials cannot come back: there were ${each}.`,
    ),
    ...some(
      devices.map((says) => ({ says })),
      (each) => `MFA devices have to be enrolled anew: there were ${each}.`,
    ),
    ...some(
      lost(({ signingCertificates }) => idsOf(signingCertificates)),
      (each) => newIds('Signing certificates', each),
    ),
    ...some(
      lost(({ sshKeys }) => idsOf(sshKeys)),
      (each) => newIds('SSH public keys', each),
    ),
  ];
}

function lostGroup(name: string, id: string, now: string | undefined): readonly string[] {
  if (now === id) return [];
  return [
    now === undefined
      ? `Group ${name} is gone: the user is not a member of it again.`
      : `Group ${name} is another one now (${now}, not ${id}): whether the user belongs to it is for people to say.`,
  ];
}

function ofProfile(copy: PrincipalCopy, profile: InstanceProfile, { instanceProfiles }: Around): readonly string[] {
  const { id, name } = profile;
  const found = instanceProfiles[name];
  if (found?.id === id && isOwnProfile(profile, found, copy)) return [];
  if (isOwnProfile(profile, found, copy)) {
    return [`Instance profile ${name} has a new unique id: instances that had it need it given to them again.`];
  }
  return found?.role === undefined
    ? [`Instance profile ${name} was made by somebody else since: whether the role belongs in it is for people to say.`]
    : [`Instance profile ${name} holds the role ${found.role} now, and can hold one only.`];
}

const newIds = (what: string, each: string) => `${what} come back under new ids: there were ${each}.`;

const some = (all: readonly { readonly says: string }[], say: (each: string) => string): readonly string[] =>
  all.length === 0 ? [] : [say(all.map(({ says }) => says).join(', '))];

const idsOf = (keys: readonly { readonly id: string }[]) => keys.map(({ id }) => ({ id, says: id }));
