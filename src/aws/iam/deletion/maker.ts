import { CreateRoleCommand, CreateUserCommand, type IAMClient, type Tag } from '@aws-sdk/client-iam';
import type { Clock } from '../../../domain/clock';
import type { PrincipalState } from '../../../domain/deletion/principal-state';
import { principalNamed } from '../principal-named';

/** IAM takes seconds to know everywhere what it has made (IAM User Guide, eventual consistency). */
const MOST_LOOKS = 30;
const PAUSE_MS = 2_000;

/** Makes a user without any credentials, or a role, and waits until IAM finds it. */
export async function makePrincipal(
  iam: IAMClient,
  clock: Pick<Clock, 'sleep'>,
  copied: PrincipalState,
  tags: Readonly<Record<string, string>>,
): Promise<void> {
  const { name, path: Path, boundary } = copied;
  const common = {
    ...{ Path, Tags: tagList(tags) },
    ...(boundary !== undefined && { PermissionsBoundary: boundary.arn }),
  };
  await (copied.kind === 'user'
    ? iam.send(new CreateUserCommand({ UserName: name, ...common }))
    : iam.send(
        new CreateRoleCommand({
          ...{ RoleName: name, AssumeRolePolicyDocument: copied.trust, MaxSessionDuration: copied.maxSessionSeconds },
          ...(copied.description !== undefined && { Description: copied.description }),
          ...common,
        }),
      ));
  const look = principalNamed(iam);
  for (let looks = 1; (await look(copied.kind, name)) === undefined; looks += 1) {
    if (looks === MOST_LOOKS)
      throw new Error(`IAM does not find ${copied.kind} ${name} yet: restore again in a minute`);
    await clock.sleep(PAUSE_MS);
  }
}

export const tagList = (tags: Readonly<Record<string, string>>): Tag[] =>
  Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
