import { AwsError } from '../../wire/aws-error';
import type { IamCall } from '../call';
import type { Role } from '../entities';

/** Paths of the roles that AWS keeps for its services and for Identity Center. */
const OF_AWS = ['/aws-service-role/', '/aws-reserved/'];

/** @throws AwsError for a role that only AWS itself changes */
export function changeableRole({ params, state }: IamCall): Role {
  const role = state.roleNamed(params.text('RoleName'));
  if (OF_AWS.some((path) => role.path.startsWith(path))) {
    throw new AwsError(
      'UnmodifiableEntity',
      `Cannot perform the operation on the protected role '${role.name}' - this role is only modifiable by AWS`,
      400,
    );
  }
  return role;
}
