import { alreadyExists, AwsError, noSuchEntity } from '../wire/aws-error';
import { checkedName, checkedPath, type IamCall, type IamOperation } from './call';
import { addRole } from './principals';
import type { Role } from './state';

const answerOf = ({ state }: IamCall, role: Role) => ({
  Path: role.path,
  RoleName: role.name,
  RoleId: role.id,
  Arn: state.arnOf('role', role),
  CreateDate: role.createdAt,
});

/** Only AWS itself changes the roles it made for its services. */
function changeable({ params, state }: IamCall): Role {
  const name = params.text('RoleName');
  const role = state.findRole(name);
  if (!role) throw noSuchEntity(`The role with name ${name} cannot be found.`);
  if (role.path.startsWith('/aws-service-role/')) {
    throw new AwsError('UnmodifiableEntity', `Cannot perform the operation on the protected role '${name}'.`, 400);
  }
  return role;
}

export const ROLE_OPERATIONS: Readonly<Record<string, IamOperation>> = {
  CreateRole: (call) => {
    const name = checkedName(call.params.text('RoleName'), 'roleName', 64);
    call.params.text('AssumeRolePolicyDocument');
    if (call.state.findRole(name)) throw alreadyExists(`Role with name ${name} already exists.`);
    return { Role: answerOf(call, addRole(call.state, { name, path: checkedPath(call.params.optional('Path')) })) };
  },
  AttachRolePolicy: (call) => {
    const { attached } = changeable(call);
    const { arn } = call.state.policyOf(call.params.text('PolicyArn'));
    if (!attached.current.includes(arn)) attached.set([...attached.current, arn]);
    return undefined;
  },
  CreateServiceLinkedRole: (call) => {
    const service = call.params.text('AWSServiceName');
    const name = serviceLinkedName(service);
    if (call.state.findRole(name)) {
      throw new AwsError('InvalidInput', `Service role name ${name} has been taken in this account.`, 400);
    }
    return { Role: answerOf(call, addRole(call.state, { name, path: `/aws-service-role/${service}/` })) };
  },
};

export function serviceLinkedName(service: string): string {
  const [prefix = ''] = service.split('.');
  return `AWSServiceRoleFor${prefix.charAt(0).toUpperCase()}${prefix.slice(1)}`;
}
