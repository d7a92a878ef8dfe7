import type { Principal } from '../identity/principal';

/** A managed policy that somebody has. */
export interface AttachedPolicy {
  readonly arn: string;
  /** What its default version said when it was read: it may be altered, or gone, when somebody gives it back. */
  readonly text: string;
}

/** Whether IAM takes a credential. */
export type CredentialStatus = 'Active' | 'Inactive';

/** A public half of a key pair that IAM shows in full: a signing certificate, or a public key of SSH. */
export interface PublicKey {
  /** IAM's own, and another one every time that the key is uploaded. */
  readonly id: string;
  readonly body: string;
  readonly status: CredentialStatus;
}

/** What IAM holds of users and of roles alike. Texts of policies are plain. */
interface Held extends Principal {
  readonly path: string;
  /** ISO 8601. */
  readonly createdAt: string;
  readonly tags: Readonly<Record<string, string>>;
  /** Absent where no permissions boundary stands. */
  readonly boundary?: AttachedPolicy | undefined;
  readonly attached: readonly AttachedPolicy[];
  /** Inline policies: name to text. */
  readonly inline: Readonly<Record<string, string>>;
}

/** Everything that IAM holds of a user, and the names of what it never shows. */
export interface UserState extends Held {
  readonly kind: 'user';
  readonly groups: readonly { readonly id: string; readonly name: string }[];
  readonly hasPassword: boolean;
  readonly accessKeys: readonly { readonly id: string; readonly status: CredentialStatus }[];
  readonly signingCertificates: readonly PublicKey[];
  readonly sshKeys: readonly PublicKey[];
  /** Passwords of one service each, such as Git credentials. */
  readonly serviceCredentials: readonly { readonly id: string; readonly service: string }[];
  /** Serial numbers; that of a virtual device is an ARN. */
  readonly mfaDevices: readonly string[];
}

/** What gives a role to instances; it holds no other. */
export interface InstanceProfile {
  readonly id: string;
  readonly name: string;
  readonly path: string;
  readonly tags: Readonly<Record<string, string>>;
}

/** Everything that IAM holds of a role. */
export interface RoleState extends Held {
  readonly kind: 'role';
  /** Trust policy. */
  readonly trust: string;
  readonly description?: string | undefined;
  /** How long a session may last. */
  readonly maxSessionSeconds: number;
  readonly instanceProfiles: readonly InstanceProfile[];
}

/** A user or role with everything it has. */
export type PrincipalState = UserState | RoleState;

/** A virtual device is one of the account's own; a device that people carry is known by the number printed on it. */
export const isVirtualDevice = (serial: string): boolean => /^arn:[^:]+:iam::\d{12}:mfa\//.test(serial);
