import { row, type IamWrites } from './shape';

const REQUEST = { name: ['parameters.delegationRequestId'] } as const;

/** What holds for the whole account or organization, and what others ask to be allowed in it. */
export const ACCOUNT_WRITES: IamWrites = {
  CreateAccountAlias: row('changes', 'account-setting', 'gave the account the alias {name}', {
    name: ['parameters.accountAlias'],
  }),
  DeleteAccountAlias: row('changes', 'account-setting', 'deleted the account alias {name}', {
    name: ['parameters.accountAlias'],
  }),
  UpdateAccountPasswordPolicy: row(
    'changes',
    'account-setting',
    'replaced the password policy of the account[: at least {parameters.minimumPasswordLength} characters]',
  ),
  DeleteAccountPasswordPolicy: row(
    'opens',
    'account-setting',
    'deleted the password policy of the account: any password that IAM takes is allowed now',
  ),
  SetSecurityTokenServicePreferences: row(
    'changes',
    'account-setting',
    'changed what the tokens of the global STS endpoint are valid for[: {parameters.globalEndpointTokenVersion}]',
  ),
  EnableOutboundWebIdentityFederation: row(
    'opens',
    'account-setting',
    'let identities of this account prove themselves to services outside AWS[ as {response.issuerIdentifier}]',
  ),
  DisableOutboundWebIdentityFederation: row(
    'closes',
    'account-setting',
    'let identities of this account prove themselves to services outside AWS no more',
  ),
  EnableOrganizationsRootCredentialsManagement: row(
    'opens',
    'account-setting',
    'let the management account handle the root credentials of member accounts',
  ),
  DisableOrganizationsRootCredentialsManagement: row(
    'closes',
    'account-setting',
    'let the management account handle the root credentials of member accounts no more',
  ),
  EnableOrganizationsRootSessions: row(
    'opens',
    'account-setting',
    'let the management account act as root in member accounts',
  ),
  DisableOrganizationsRootSessions: row(
    'closes',
    'account-setting',
    'let the management account act as root in member accounts no more',
  ),
  PutAccountProperties: row(
    'changes',
    'account-setting',
    'changed properties of the account[: {parameters.properties}]',
  ),

  // Of the console alone: AWS documents none of their fields.
  SetSTSRegionalEndpointStatus: row('changes', 'account-setting', 'switched a regional endpoint of STS on or off'),
  UpdateAccountEmailAddress: row('opens', 'account-setting', "changed the e-mail address of the account's root"),
  UpdateAccountName: row('changes', 'account-setting', 'changed the name of the account'),

  CreateDelegationRequest: row(
    'makes',
    'delegation-request',
    'asked to be given rights in account {parameters.ownerAccountId}: delegation request {name}',
    { name: ['response.delegationRequestId'], id: 'response.delegationRequestId' },
  ),
  AssociateDelegationRequest: row('changes', 'delegation-request', 'took on delegation request {name}', REQUEST),
  AcceptDelegationRequest: row(
    'opens',
    'delegation-request',
    'accepted delegation request {name}: who asked gets the rights it names',
    REQUEST,
  ),
  SendDelegationToken: row(
    'opens',
    'delegation-request',
    'sent the token of delegation request {name}: who asked can use its rights now',
    REQUEST,
  ),
  RejectDelegationRequest: row('closes', 'delegation-request', 'rejected delegation request {name}', REQUEST),
};
