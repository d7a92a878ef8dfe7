import { AwsError } from '../wire/aws-error';
import { accessAdvisorOperations, type AccessAdvisor } from '../access-advisor/jobs';
import { ACCOUNT_SUMMARY } from './reports/account-summary';
import { ATTACHMENT_OPERATIONS } from './policies/attachments';
import { AUTHORIZATION_DETAILS } from './reports/authorization-details';
import { BOUNDARY_OPERATIONS } from './policies/boundaries';
import type { IamOperation } from './call';
import { credentialReportOperations, type CredentialReport } from './reports/credential-report';
import { CREDENTIAL_OPERATIONS } from './principals/credentials';
import { iamDemands } from './access/demands';
import { GROUP_OPERATIONS } from './principals/groups';
import { INSTANCE_PROFILE_OPERATIONS } from './principals/instance-profiles';
import { MFA_OPERATIONS } from './principals/mfa-devices';
import { POLICY_OPERATIONS } from './policies/policies';
import { POLICY_LISTS } from './policies/policy-lists';
import { ROLE_OPERATIONS } from './principals/roles';
import { SERVICE_CREDENTIAL_OPERATIONS } from './principals/service-credentials';
import { UPLOADED_KEY_OPERATIONS } from './principals/uploaded-keys';
import { USER_OPERATIONS } from './principals/users';
import { answerXml, errorXml, readForm } from '../wire/query-protocol';
import type { Service } from '../wire/service';
import type { AccountState } from './state';

/** Actions of IAM that need nothing but its state. */
export const OPERATIONS: Readonly<Record<string, IamOperation>> = {
  ...USER_OPERATIONS,
  ...ATTACHMENT_OPERATIONS,
  ...GROUP_OPERATIONS,
  ...POLICY_OPERATIONS,
  ...CREDENTIAL_OPERATIONS,
  ...MFA_OPERATIONS,
  ...UPLOADED_KEY_OPERATIONS,
  ...SERVICE_CREDENTIAL_OPERATIONS,
  ...INSTANCE_PROFILE_OPERATIONS,
  ...ROLE_OPERATIONS,
  ...BOUNDARY_OPERATIONS,
  ...POLICY_LISTS,
  ...ACCOUNT_SUMMARY,
  ...AUTHORIZATION_DETAILS,
};

export const XML = { 'content-type': 'text/xml' };

/** IAM over AWS's Query protocol. @param readLagMs how old the answers of the listing calls are */
export function iamService(
  state: AccountState,
  advisor: AccessAdvisor,
  report: CredentialReport,
  readLagMs: number,
): Service {
  const operations = {
    ...OPERATIONS,
    ...accessAdvisorOperations(advisor),
    ...credentialReportOperations(report),
  };
  return {
    read: ({ body }) => {
      const { action, params } = readForm(body.toString());
      const operation = operations[action];
      if (!operation)
        throw new AwsError('InvalidAction', `Could not find operation ${action} for version 2010-05-08`, 400);
      return {
        action,
        params: params.values,
        demands: (caller) => iamDemands(action, params, caller, state),
        perform: (caller, requestId) => {
          const result = operation({ params, caller, state, readLagMs });
          const body = answerXml(action, result, requestId);
          return Promise.resolve({ answer: { status: 200, headers: XML, body }, result });
        },
      };
    },
    refuse: ({ code, message, status }, requestId) => ({
      status,
      headers: XML,
      body: errorXml(code, message, status, requestId),
    }),
  };
}
