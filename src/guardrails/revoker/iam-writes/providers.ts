import { row, type IamWrites, type Whom } from './shape';

const OIDC: Whom = { kind: 'OpenID Connect provider', fields: ['parameters.openIDConnectProviderArn'] };

/** Identity providers: whom one of them vouches for may assume every role that trusts it. */
export const PROVIDER_WRITES: IamWrites = {
  CreateSAMLProvider: row('makes', 'saml-provider', 'created SAML provider {name}', {
    name: ['response.sAMLProviderArn', 'parameters.name'],
    id: 'response.sAMLProviderArn',
  }),
  UpdateSAMLProvider: row(
    'opens',
    'saml-provider',
    'changed SAML provider {name}: whoever holds its new metadata or key may vouch for anybody',
    { name: ['parameters.sAMLProviderArn'] },
  ),
  DeleteSAMLProvider: row('removes', 'saml-provider', 'deleted SAML provider {name}', {
    name: ['parameters.sAMLProviderArn'],
  }),
  TagSAMLProvider: row('changes', 'tags', 'tagged SAML provider {parameters.sAMLProviderArn} with {name}', {
    name: ['parameters.tags'],
  }),
  UntagSAMLProvider: row('changes', 'tags', 'took the tags {name} off SAML provider {parameters.sAMLProviderArn}', {
    name: ['parameters.tagKeys'],
  }),

  CreateOpenIDConnectProvider: row(
    'makes',
    'oidc-provider',
    'created OpenID Connect provider {name}[ for {parameters.url}]',
    { name: ['response.openIDConnectProviderArn'], id: 'response.openIDConnectProviderArn' },
  ),
  AddClientIDToOpenIDConnectProvider: row('opens', 'oidc-provider', 'added client id {name} to {whom}', {
    name: ['parameters.clientID'],
    whom: OIDC,
  }),
  RemoveClientIDFromOpenIDConnectProvider: row('closes', 'oidc-provider', 'took client id {name} off {whom}', {
    name: ['parameters.clientID'],
    whom: OIDC,
  }),
  UpdateOpenIDConnectProviderThumbprint: row('opens', 'oidc-provider', 'gave {whom} the thumbprints {name}', {
    name: ['parameters.thumbprintList'],
    whom: OIDC,
  }),
  DeleteOpenIDConnectProvider: row('removes', 'oidc-provider', 'deleted OpenID Connect provider {name}', {
    name: ['parameters.openIDConnectProviderArn'],
  }),
  TagOpenIDConnectProvider: row('changes', 'tags', 'tagged {whom} with {name}', {
    name: ['parameters.tags'],
    whom: OIDC,
  }),
  UntagOpenIDConnectProvider: row('changes', 'tags', 'took the tags {name} off {whom}', {
    name: ['parameters.tagKeys'],
    whom: OIDC,
  }),
};
