import type { Timeline } from './access/timeline';

/** Permissions of a principal; each remembers its past for the propagation lag. */
interface Grants {
  /** ARNs of managed policies. */
  readonly attached: Timeline<readonly string[]>;
  readonly inline: Timeline<Readonly<Record<string, string>>>;
}

export interface AccessKey {
  readonly id: string;
  readonly secret: string;
  readonly createdAt: Date;
  status: 'Active' | 'Inactive';
  lastUsed?: { readonly at: Date; readonly service: string };
}

/** A public half of a user's key pair that was given to IAM: an X.509 certificate, or a key of SSH. */
export interface UploadedKey {
  readonly id: string;
  readonly body: string;
  readonly uploadedAt: Date;
  status: 'Active' | 'Inactive';
}

/** A password that IAM made for one service, such as that of Git credentials. */
export interface ServiceCredential {
  readonly id: string;
  readonly service: string;
  readonly userName: string;
  readonly createdAt: Date;
  status: 'Active' | 'Inactive';
}

export interface User extends Grants {
  readonly id: string;
  name: string;
  path: string;
  readonly createdAt: Date;
  readonly boundary: Timeline<string | undefined>;
  /** Ids of groups. */
  readonly groups: Timeline<readonly string[]>;
  readonly keys: AccessKey[];
  readonly mfaDevices: { readonly serial: string; readonly enabledAt: Date }[];
  readonly signingCertificates: UploadedKey[];
  readonly sshKeys: UploadedKey[];
  readonly serviceCredentials: ServiceCredential[];
  readonly tags: Map<string, string>;
  loginProfile?: { readonly createdAt: Date; readonly resetRequired: boolean; password: string };
}

export interface Group extends Grants {
  readonly id: string;
  name: string;
  path: string;
  readonly createdAt: Date;
}

export interface Role extends Grants {
  readonly id: string;
  name: string;
  readonly path: string;
  readonly createdAt: Date;
  readonly boundary: Timeline<string | undefined>;
  readonly tags: Map<string, string>;
  /** Text of the trust policy. */
  trust: string;
  description?: string;
  /** How long a session may last. */
  maxSessionSeconds: number;
}

export interface InstanceProfile {
  readonly id: string;
  name: string;
  readonly path: string;
  readonly createdAt: Date;
  readonly tags: Map<string, string>;
  /** Id of the only role it can hold. */
  roleId?: string;
}

export interface Policy {
  readonly id: string;
  readonly arn: string;
  readonly name: string;
  readonly path: string;
  readonly createdAt: Date;
  readonly description?: string;
  /** Text of each version; versions are never edited. */
  readonly versions: Map<string, { readonly document: string; readonly createdAt: Date }>;
  readonly defaultVersion: Timeline<string>;
  versionCount: number;
}
