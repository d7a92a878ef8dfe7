import { createHash } from 'node:crypto';
import type { Sha256 } from '../../src/domain/policy/content-name';
import { ownPolicyArnOf, type OwnPolicies } from '../../src/domain/policy/own-policies';
import type { BoundarySet } from '../../src/domain/change/change';
import type { PolicyDocument } from '../../src/domain/policy/policy-document';
import type { Principal } from '../../src/domain/identity/principal';
import { evaluate } from '../../src/embedded-account/policy/evaluator';
import { RequestContext } from '../../src/embedded-account/policy/request-context';
import { parseIdentityPolicy } from '../../src/embedded-account/policy/statement';
import { ACCOUNT } from './permissions-boundary';

export const OWN: OwnPolicies = {
  partition: 'aws',
  accountId: ACCOUNT,
  path: '/iam-guardrails/',
  namePrefix: 'iam-guardrails-boundary-',
  denyPolicyName: 'DenyIAMAccess',
};

export const sha256: Sha256 = (text) => createHash('sha256').update(text).digest('hex');

/** ARN of a boundary of the project. */
export const ownArn = (name: string) => ownPolicyArnOf(`${OWN.namePrefix}${name}`, OWN);

export const aPrincipal = (overrides: Partial<Principal> = {}): Principal => ({
  kind: 'role',
  accountId: ACCOUNT,
  id: 'AROAETL00000000000001',
  arn: `arn:aws:iam::${ACCOUNT}:role/etl`,
  name: 'etl',
  ...overrides,
});

/** A first boundary, put where none stood. */
export const aBoundarySet = (overrides: Partial<BoundarySet> = {}): BoundarySet => ({
  kind: 'boundary-set',
  principal: aPrincipal(),
  policyArn: ownArn('new'),
  ...overrides,
});

const ADMINISTRATOR = parseIdentityPolicy(
  JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] }),
);

/** Whether somebody who is granted everything may make a call within a boundary, as the embedded account judges it. */
export function mayWithin(
  boundary: PolicyDocument,
  action: string,
  resource = '*',
  keys: Readonly<Record<string, string>> = {},
): boolean {
  const request = { action, resource, context: new RequestContext(keys) };
  return evaluate(request, [ADMINISTRATOR], parseIdentityPolicy(JSON.stringify(boundary))).kind === 'allowed';
}
