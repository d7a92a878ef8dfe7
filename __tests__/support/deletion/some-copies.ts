import { COPY_VERSION, type PrincipalCopy } from '../../../src/domain/deletion/copy';
import type { PrincipalState, RoleState, UserState } from '../../../src/domain/deletion/principal-state';
import type { Around } from '../../../src/domain/deletion/restoration-steps';

export const policyText = (Effect: 'Allow' | 'Deny') =>
  JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect, Action: 's3:*', Resource: '*' }] });
export const policyArn = (name: string) => `arn:aws:iam::111122223333:policy/${name}`;
export const DEVICE = 'arn:aws:iam::111122223333:mfa/ada';

const held = {
  ...{ accountId: '111122223333', path: '/', createdAt: '2025-01-01T00:00:00.000Z' },
  ...{ tags: {}, attached: [], inline: {} },
};

/** A user who has nothing, unless something is given. */
export const aUserState = (more: Partial<UserState> = {}): UserState => ({
  ...{ ...held, kind: 'user', id: 'AIDAADA', arn: 'arn:aws:iam::111122223333:user/ada', name: 'ada' },
  ...{ groups: [], hasPassword: false, accessKeys: [], signingCertificates: [], sshKeys: [] },
  ...{ serviceCredentials: [], mfaDevices: [] },
  ...more,
});

/** A role that has nothing, unless something is given. */
export const aRoleState = (more: Partial<RoleState> = {}): RoleState => ({
  ...{ ...held, kind: 'role', id: 'AROAETL', arn: 'arn:aws:iam::111122223333:role/etl', name: 'etl' },
  ...{ trust: '{}', maxSessionSeconds: 3600, instanceProfiles: [] },
  ...more,
});

export const aCopy = (principal: PrincipalState): PrincipalCopy => ({
  ...{ version: COPY_VERSION, copiedAt: '2026-06-01T00:00:00.000Z', token: 'a-token', principal },
});

/** An account in which everything is still there that a principal had. */
export const everythingOf = (principal: PrincipalState): Around => ({
  policies: [...principal.attached, ...(principal.boundary ? [principal.boundary] : [])].map(({ arn }) => arn),
  groups: Object.fromEntries(principal.kind === 'user' ? principal.groups.map(({ id, name }) => [name, id]) : []),
  instanceProfiles: {},
});
