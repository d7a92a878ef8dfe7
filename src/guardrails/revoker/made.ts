import { plain } from '../../domain/notice';
import type { Call } from './parse';

/** What a call made, by the field of its answer or of its parameters that names it. Words for people: nothing acts on them. */
const MADE: Readonly<Record<string, readonly [what: string, ...path: string[]]>> = {
  CreateUser: ['user', 'response', 'user', 'arn'],
  CreateRole: ['role', 'response', 'role', 'arn'],
  CreateGroup: ['group', 'response', 'group', 'arn'],
  CreatePolicy: ['policy', 'response', 'policy', 'arn'],
  CreatePolicyVersion: ['new version of policy', 'parameters', 'policyArn'],
  CreateAccessKey: ['access key', 'response', 'accessKey', 'accessKeyId'],
  CreateLoginProfile: ['console password of', 'parameters', 'userName'],
  CreateSAMLProvider: ['SAML provider', 'response', 'sAMLProviderArn'],
  CreateOpenIDConnectProvider: ['OpenID Connect provider', 'response', 'openIDConnectProviderArn'],
  CreateInstanceProfile: ['instance profile', 'response', 'instanceProfile', 'arn'],
  CreateServiceSpecificCredential: [
    'service-specific credential',
    'response',
    'serviceSpecificCredential',
    'serviceSpecificCredentialId',
  ],
  CreateVirtualMFADevice: ['virtual MFA device', 'response', 'virtualMFADevice', 'serialNumber'],
  UploadSSHPublicKey: ['SSH public key', 'response', 'sSHPublicKey', 'sSHPublicKeyId'],
  UploadSigningCertificate: ['signing certificate', 'response', 'certificate', 'certificateId'],
  AddUserToGroup: ['membership of group', 'parameters', 'groupName'],
  AttachUserPolicy: ['attached policy', 'parameters', 'policyArn'],
  AttachRolePolicy: ['attached policy', 'parameters', 'policyArn'],
  AttachGroupPolicy: ['attached policy', 'parameters', 'policyArn'],
  PutUserPolicy: ['inline policy', 'parameters', 'policyName'],
  PutRolePolicy: ['inline policy', 'parameters', 'policyName'],
  PutGroupPolicy: ['inline policy', 'parameters', 'policyName'],
  UpdateAssumeRolePolicy: ['new trust policy of role', 'parameters', 'roleName'],
  UpdateLoginProfile: ['new console password of', 'parameters', 'userName'],
};

/** Whom it was made for, where the parameters say so. */
const FOR = ['userName', 'roleName', 'groupName'];

/**
 * What a call made, in words; it is still there after the revocation.
 *
 * @returns undefined when the call was refused
 */
export function madeBy(call: Call): string | undefined {
  if (call.failedWith) return undefined;
  const [what, ...path] = MADE[call.eventName] ?? [];
  const name = what === undefined ? undefined : at({ response: call.response, parameters: call.parameters }, path);
  if (what === undefined || name === undefined)
    return `whatever ${call.eventName} makes of ${plain(JSON.stringify(call.parameters ?? {}))}`;
  const owner = FOR.map((field) => call.parameters?.[field]).find(
    (value) => typeof value === 'string' && value !== name,
  );
  return plain(typeof owner === 'string' ? `${what} ${name} for ${owner}` : `${what} ${name}`);
}

function at(value: unknown, path: readonly string[]): string | undefined {
  const [field, ...rest] = path;
  if (field === undefined) return typeof value === 'string' ? value : undefined;
  const next: unknown =
    typeof value === 'object' && value !== null ? Object.getOwnPropertyDescriptor(value, field)?.value : undefined;
  return at(next, rest);
}
