import type { DetailsPage, RoleDetail } from '../../../../../src/aws/iam/authorization-details';
import { boundaryTextsIn } from '../../../../../src/guardrails/permissions-boundary/apply/plan/boundary-texts';
import { PolicyScan } from '../../../../../src/guardrails/permissions-boundary/apply/plan/policy-scan';
import { scannedPoliciesOf } from '../../../../../src/guardrails/permissions-boundary/apply/plan/plan-object';
import { aStore } from '../../../../audit/support/memory-store';
import { OWN, ownArn } from '../../../../support/boundaries';

const aRole = (name: string, statement: object): RoleDetail => ({
  ...{ id: `AROA${name}`, arn: `arn:aws:iam::${OWN.accountId}:role/${name}`, name, path: '/', tags: {} },
  ...{ createdAt: '2026-01-01T00:00:00.000Z', attached: [], inline: [] },
  trust: encodeURIComponent(JSON.stringify({ Statement: [statement] })),
});
const page = (more: Partial<DetailsPage>): DetailsPage => ({ users: [], roles: [], groups: [], policies: [], ...more });

// oxlint-disable-next-line typescript/require-await -- pages come one after another
async function* oneAfterTheOther(...pages: readonly DetailsPage[]): AsyncGenerator<DetailsPage> {
  yield* pages;
}

describe('what a plan has to know of an account', () => {
  it('is read off the pages, which come through as they are', async () => {
    const own = [ownArn('b'), ownArn('a')].map((arn) => ({ arn, text: `text of ${arn}` }));
    const other = { arn: `arn:aws:iam::${OWN.accountId}:policy/other`, text: 'other' };
    const pages = [
      page({ policies: [...own.slice(0, 1), other] }),
      page({
        roles: [
          aRole('closed', { Effect: 'Deny', NotPrincipal: { AWS: 'x' }, Action: 'sts:AssumeRole' }),
          { ...aRole('torn', {}), trust: '%7B' },
          aRole('plain', { Effect: 'Allow', Principal: { AWS: 'x' }, Action: 'sts:AssumeRole' }),
        ],
      }),
      page({ policies: own }),
    ];
    const standing = new PolicyScan(OWN);
    const seen: DetailsPage[] = [];
    for await (const one of standing.over(oneAfterTheOther(...pages))) seen.push(one);
    expect(seen).toEqual(pages);
    expect(standing.found()).toEqual({
      version: 1,
      policies: [own[1], own[0]],
      notPrincipal: [`arn:aws:iam::${OWN.accountId}:role/closed`],
      unread: [`arn:aws:iam::${OWN.accountId}:role/torn`],
    });
    expect(scannedPoliciesOf(JSON.parse(JSON.stringify(standing.found())), 'policies.json')).toEqual(standing.found());
  });

  it('is what boundaries of somebody else say, whichever page comes first', async () => {
    const policy = (name: string) => ({ arn: `arn:aws:iam::${OWN.accountId}:policy/${name}`, text: `text of ${name}` });
    const [before, after, unused] = ['before', 'after', 'unused'].map(policy);
    const bounded = (name: string, boundaryArn = '') => ({ ...aRole(name, {}), boundaryArn });
    const unknown = 'arn:aws:iam::aws:policy/PowerUserAccess';
    const pages = [
      page({ policies: [before, unused, { arn: ownArn('a'), text: 'own' }].flatMap((one) => one ?? []) }),
      page({
        roles: [bounded('x', before?.arn), bounded('y', after?.arn), bounded('z', unknown), bounded('o', ownArn('a'))],
      }),
      page({ policies: [after].flatMap((one) => one ?? []) }),
    ];
    const standing = new PolicyScan(OWN);
    for await (const one of standing.over(oneAfterTheOther(...pages))) expect(pages).toContain(one);
    expect(standing.found().foreign).toEqual([after, before]);
    const store = aStore({ 'run/policies.json': standing.found() });
    expect([...(await boundaryTextsIn('run', store)).keys()]).toEqual([ownArn('a'), after?.arn, before?.arn]);
  });

  it('is what trust policies grant to roles by name', async () => {
    const Principal = { AWS: `arn:aws:iam::${OWN.accountId}:role/ci` };
    const roles = [aRole('deploy', { Effect: 'Allow', Principal, Action: 'sts:AssumeRole' })];
    const standing = new PolicyScan(OWN);
    for await (const one of standing.over(oneAfterTheOther(page({ roles })))) expect(one.roles).toEqual(roles);
    const [deploy] = roles;
    const grant = { resource: deploy?.arn, service: 'sts', roles: [Principal.AWS], like: [], but: [] };
    expect(standing.found().grants).toEqual([grant]);
    expect(scannedPoliciesOf(JSON.parse(JSON.stringify(standing.found())), 'policies.json').grants).toEqual([grant]);
  });
});
