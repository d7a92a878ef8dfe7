import {
  AddRoleToInstanceProfileCommand,
  AddUserToGroupCommand,
  AttachRolePolicyCommand,
  AttachUserPolicyCommand,
  CreateInstanceProfileCommand,
  PutRolePolicyCommand,
  PutUserPolicyCommand,
  TagInstanceProfileCommand,
  TagRoleCommand,
  TagUserCommand,
  UntagInstanceProfileCommand,
  UntagRoleCommand,
  UntagUserCommand,
  type IAMClient,
} from '@aws-sdk/client-iam';
import type { Clock } from '../../../domain/clock';
import type { Unmarking } from '../../../domain/deletion/mark';
import type { PrincipalState } from '../../../domain/deletion/principal-state';
import type { RestorationStep } from '../../../domain/deletion/restoration-steps';
import { systemClock } from '../../system-clock';
import { makePrincipal, tagList } from './maker';
import { giveCertificate, giveSshKey } from './public-keys';

/** Gives one thing back to a principal that was copied. Each step may be repeated. */
export type PrincipalRestorer = (copied: PrincipalState, step: RestorationStep) => Promise<void>;

/** {@link PrincipalRestorer} backed by the AWS API. @throws Error as IAM refuses a step */
export function principalRestorer(iam: IAMClient, clock: Pick<Clock, 'sleep'> = systemClock): PrincipalRestorer {
  return async (copied, step) => {
    const { kind, name } = copied;
    switch (step.kind) {
      case 'principal-made':
        return makePrincipal(iam, clock, copied, step.tags);
      case 'inline-policy-put': {
        const policy = { PolicyName: step.name, PolicyDocument: step.text };
        await (kind === 'user'
          ? iam.send(new PutUserPolicyCommand({ UserName: name, ...policy }))
          : iam.send(new PutRolePolicyCommand({ RoleName: name, ...policy })));
        return;
      }
      case 'policy-attached':
        await (kind === 'user'
          ? iam.send(new AttachUserPolicyCommand({ UserName: name, PolicyArn: step.arn }))
          : iam.send(new AttachRolePolicyCommand({ RoleName: name, PolicyArn: step.arn })));
        return;
      case 'group-joined':
        await iam.send(new AddUserToGroupCommand({ UserName: name, GroupName: step.name }));
        return;
      case 'signing-certificate-uploaded':
        return giveCertificate(iam, name, step);
      case 'ssh-key-uploaded':
        return giveSshKey(iam, name, step);
      case 'instance-profile-made': {
        const profile = { InstanceProfileName: step.name, Path: step.path, Tags: tagList(step.tags) };
        await iam.send(new CreateInstanceProfileCommand(profile));
        return;
      }
      case 'instance-profile-joined':
        await iam.send(new AddRoleToInstanceProfileCommand({ InstanceProfileName: step.name, RoleName: name }));
        return;
      case 'instance-profile-unmarked':
        return unmarkProfile(iam, step.name, step.by);
      case 'principal-unmarked':
        return unmark(iam, copied, step.by);
    }
  };
}

async function unmark(iam: IAMClient, { kind, name }: PrincipalState, by: Unmarking): Promise<void> {
  if (by.kind === 'tag-removed') {
    const TagKeys = [by.key];
    await (kind === 'user'
      ? iam.send(new UntagUserCommand({ UserName: name, TagKeys }))
      : iam.send(new UntagRoleCommand({ RoleName: name, TagKeys })));
    return;
  }
  const Tags = tagList({ [by.key]: by.value });
  await (kind === 'user'
    ? iam.send(new TagUserCommand({ UserName: name, Tags }))
    : iam.send(new TagRoleCommand({ RoleName: name, Tags })));
}

async function unmarkProfile(iam: IAMClient, InstanceProfileName: string, by: Unmarking): Promise<void> {
  if (by.kind === 'tag-removed')
    await iam.send(new UntagInstanceProfileCommand({ InstanceProfileName, TagKeys: [by.key] }));
  else await iam.send(new TagInstanceProfileCommand({ InstanceProfileName, Tags: tagList({ [by.key]: by.value }) }));
}
