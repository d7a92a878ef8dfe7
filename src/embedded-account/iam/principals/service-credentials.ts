import { limitExceeded, noSuchEntity } from '../../wire/aws-error';
import { userOf, type IamCall, type IamOperation } from '../call';
import type { ServiceCredential, User } from '../entities';
import { checkedStatus } from './uploaded-keys';

/** Of each service (IAM User Guide, quotas). */
const MOST = 2;

const answerOf = ({ name }: User, { id, service, userName, status, createdAt }: ServiceCredential) => ({
  ...{ UserName: name, ServiceSpecificCredentialId: id, ServiceName: service, ServiceUserName: userName },
  ...{ Status: status, CreateDate: createdAt },
});

function credentialOf(call: IamCall): ServiceCredential {
  const id = call.params.text('ServiceSpecificCredentialId');
  const found = userOf(call).serviceCredentials.find((one) => one.id === id);
  if (!found) throw noSuchEntity(`No such credential ${id} exists.`);
  return found;
}

/** Passwords that IAM makes for one service. The service is not checked against those that take them. */
export const SERVICE_CREDENTIAL_OPERATIONS: Readonly<Record<string, IamOperation>> = {
  CreateServiceSpecificCredential: (call) => {
    const { state, params } = call;
    const user = userOf(call);
    const service = params.text('ServiceName');
    if (user.serviceCredentials.filter((one) => one.service === service).length >= MOST) {
      throw limitExceeded(`Cannot exceed quota for ServiceSpecificCredentialsPerUser: ${MOST}`);
    }
    const id = state.identifiers.unique('ACCA', user.id);
    const userName = `${user.name}-at-${state.accountId}`;
    const made: ServiceCredential = { id, service, userName, createdAt: state.clock.now(), status: 'Active' };
    user.serviceCredentials.push(made);
    const ServicePassword = state.identifiers.secret('service password', id);
    return { ServiceSpecificCredential: { ...answerOf(user, made), ServicePassword } };
  },
  UpdateServiceSpecificCredential: (call) => {
    credentialOf(call).status = checkedStatus(call.params.text('Status'));
    return undefined;
  },
  DeleteServiceSpecificCredential: (call) => {
    const { serviceCredentials } = userOf(call);
    serviceCredentials.splice(serviceCredentials.indexOf(credentialOf(call)), 1);
    return undefined;
  },
  ListServiceSpecificCredentials: (call) => {
    const user = userOf(call);
    const service = call.params.optional('ServiceName');
    const found = user.serviceCredentials.filter((one) => service === undefined || one.service === service);
    return { ServiceSpecificCredentials: found.map((one) => answerOf(user, one)) };
  },
};
