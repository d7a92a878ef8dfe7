import { SERVICE_PREFIXES } from '../../../src/domain/policy/service-prefixes';
import { DEFAULT_ALWAYS_ALLOW } from '../../../src/guardrails/permissions-boundary/judge/always-allowed';
import { parseSettings } from '../../../src/settings';

describe('what a boundary always lets through, where the settings say nothing', () => {
  const { alwaysAllow } = parseSettings({}).permissionsBoundary;

  it('is what policies of keys and roles grant to a role by name, and what says who one is', () => {
    expect(alwaysAllow).toEqual(
      expect.arrayContaining(['kms:*', 'sts:AssumeRole', 'sts:TagSession', 'sts:GetCallerIdentity']),
    );
  });

  it.each([
    ...['appsync:GraphQL', 'cassandra:*', 'codecommit:Git*', 'dax:Query', 'dsql:DbConnect*', 'elasticache:Connect'],
    ...['elasticfilesystem:Client*', 'es:ESHttp*', 'execute-api:*', 'iot:Publish', 'kafka-cluster:*'],
    ...['lambda:InvokeFunctionUrl', 'memorydb:Connect', 'neptune-db:*', 'rds-db:*', 'vpc-lattice-svcs:*'],
  ])('is %s, which something else than an AWS API asks for', (action) => {
    expect(alwaysAllow).toContain(action);
  });

  it('names services that there are, and nothing of IAM', () => {
    const services = DEFAULT_ALWAYS_ALLOW.map((action) => action.split(':')[0] ?? '');
    expect(services.filter((service) => !SERVICE_PREFIXES.includes(service))).toEqual([]);
    expect(services).not.toContain('iam');
  });
});
