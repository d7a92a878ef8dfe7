import { GetGroupCommand, GetPolicyCommand, type IAMClient } from '@aws-sdk/client-iam';
import type { PrincipalState } from '../../../domain/deletion/principal-state';
import type { Around } from '../../../domain/deletion/restoration-steps';
import type { Principal } from '../../../domain/identity/principal';
import { ifThere } from '../if-there';
import { unpaced, type Paced } from '../paced';
import { required } from './answers';
import { instanceProfile, roleState } from './read-role';
import { userState } from './read-user';

/** Reads a user or role with everything it has. @returns undefined where nobody has the name */
export type PrincipalReader = (kind: Principal['kind'], name: string) => Promise<PrincipalState | undefined>;

/** {@link PrincipalReader} backed by the AWS API. @param paced when each call may be made */
export function principalReader(iam: IAMClient, paced: Paced = unpaced): PrincipalReader {
  return (kind, name) => (kind === 'user' ? userState(iam, paced, name) : roleState(iam, paced, name));
}

/** Looks up what there still is in the account of that which a principal had. */
export type AroundReader = (copied: PrincipalState) => Promise<Around>;

/** {@link AroundReader} backed by the AWS API. */
export function aroundReader(iam: IAMClient): AroundReader {
  return async (copied) => {
    const { attached, boundary } = copied;
    const arns = [...attached.map(({ arn }) => arn), ...(boundary === undefined ? [] : [boundary.arn])];
    const groups = copied.kind === 'user' ? copied.groups : [];
    const profiles = copied.kind === 'role' ? copied.instanceProfiles : [];
    return {
      policies: await thoseThere(arns, (PolicyArn) => iam.send(new GetPolicyCommand({ PolicyArn }))),
      groups: await found(groups, async ({ name: GroupName }) => {
        const group = await ifThere(iam.send(new GetGroupCommand({ GroupName, MaxItems: 1 })));
        return group && required(group.Group?.GroupId, 'GroupId');
      }),
      instanceProfiles: await found(profiles, ({ name }) => instanceProfile(iam, unpaced, name)),
    };
  };
}

async function thoseThere(arns: readonly string[], ask: (arn: string) => Promise<unknown>): Promise<readonly string[]> {
  const all: string[] = [];
  for (const arn of arns) if ((await ifThere(ask(arn))) !== undefined) all.push(arn);
  return all;
}

/** What is found of each, by name. */
async function found<N extends { readonly name: string }, T>(
  named: readonly N[],
  look: (one: N) => Promise<T | undefined>,
): Promise<Readonly<Record<string, T>>> {
  const all: [string, T][] = [];
  for (const one of named) {
    const there = await look(one);
    if (there !== undefined) all.push([one.name, there]);
  }
  return Object.fromEntries(all);
}
