import type { DetailsPage, PrincipalDetail } from '../../../../../src/aws/iam/authorization-details';
import { boundaryPasses } from '../../../../../src/guardrails/permissions-boundary/apply/boundary/passes';
import { VirtualClock } from '../../../../audit/support/virtual-clock';
import { aBoundarySet, aPrincipal, OWN, ownArn } from '../../../../support/boundaries';

const MANY = 100;
const NOTHING: DetailsPage = { users: [], roles: [], groups: [], policies: [] };
const FOREIGN = `arn:aws:iam::${OWN.accountId}:policy/team`;

const aDetail = (overrides: Partial<PrincipalDetail> = {}): PrincipalDetail => ({
  ...{ id: aPrincipal().id, arn: aPrincipal().arn, name: 'etl', path: '/', createdAt: '2026-01-01T00:00:00.000Z' },
  ...{ inline: [], attached: [], tags: {}, boundaryArn: ownArn('new') },
  ...overrides,
});
const aUser = aPrincipal({ kind: 'user', id: 'AIDAADA', name: 'ada', arn: `arn:aws:iam::${OWN.accountId}:user/ada` });

const page: DetailsPage = {
  ...NOTHING,
  roles: [{ ...aDetail(), trust: '{}' }],
  users: [{ ...aDetail({ id: aUser.id, arn: aUser.arn }), groups: [] }],
  policies: [
    { arn: ownArn('new'), text: 'of the project' },
    { arn: FOREIGN, text: 'of somebody else' },
  ],
};

function passesOf(changes: number) {
  const asked: unknown[] = [];
  const passes = boundaryPasses(changes, {
    async *pages(only) {
      asked.push(only);
      yield await Promise.resolve(page);
    },
    ...{ own: OWN, clock: new VirtualClock(), gaveUp: () => undefined },
  });
  return { passes, asked };
}

describe('passes that look at boundaries', () => {
  it('are made for a hundred changes, and not for fewer', () => {
    expect(passesOf(MANY).passes).toBeDefined();
    expect(passesOf(MANY - 1).passes).toBeUndefined();
  });

  it('show the boundaries of roles and users', async () => {
    const { passes } = passesOf(MANY);
    const changes = [
      aBoundarySet(),
      aBoundarySet({ principal: aUser }),
      aBoundarySet({ policyArn: ownArn('other') }),
      aBoundarySet({ principal: aPrincipal({ id: 'AROAOTHER' }) }),
    ];
    await expect(Promise.all(changes.map(async (change) => passes?.shows(change)))).resolves.toEqual([
      ...[true, true, false, false],
    ]);
  });

  it('show the texts of the policies of the project, and ask for nothing that they do not need', async () => {
    const { passes, asked } = passesOf(MANY);
    const texts = await Promise.all([ownArn('new'), ownArn('other'), FOREIGN].map(async (arn) => passes?.textOf(arn)));
    expect(texts).toEqual(['of the project', undefined, undefined]);
    expect(asked).toEqual([['User', 'Role', 'LocalManagedPolicy']]);
  });
});
