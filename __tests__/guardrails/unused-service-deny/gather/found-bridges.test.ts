import type { DetailsPage } from '../../../../src/aws/iam/authorization-details';
import { bridgeArnOf, bridgeNameOf } from '../../../../src/guardrails/unused-service-deny/bridge-group';
import { FoundBridges } from '../../../../src/guardrails/unused-service-deny/gather/found-bridges';
import { ADA, denyArnsOf, OWN_DENIES } from '../../../support/some-denies';

const [deny = ''] = denyArnsOf(['sqs']);
const name = bridgeNameOf(ADA.id, OWN_DENIES);
const [here, elsewhere] = [bridgeArnOf(ADA.id, OWN_DENIES), `arn:aws:iam::111122223333:group/team/${name}`];
const common = { createdAt: '2025-01-01T00:00:00.000Z', inline: [] };

/** What an inventory says of the group of Ada. @param isIn whether Ada is in it */
async function found(arn: string, attached: readonly string[], isIn: boolean) {
  const page: DetailsPage = {
    groups: [{ ...common, id: 'AGPA1', name, path: '/any/', arn, attached: [...attached] }],
    users: [
      {
        ...{ ...common, id: ADA.id, arn: ADA.arn, name: ADA.name, path: '/', tags: {}, attached: [] },
        groups: isIn ? [name] : [],
      },
    ],
    ...{ roles: [], policies: [] },
  };
  const bridges = new FoundBridges(OWN_DENIES);
  for await (const one of bridges.over(pagesOf(page))) expect(one).toBe(page);
  return bridges.of(ADA.id);
}

async function* pagesOf(page: DetailsPage) {
  yield await Promise.resolve(page);
}

describe('a group that has the name of the one that bridges a user’s changes', () => {
  it('is a bridge where it is on the project’s path and holds nothing else', async () => {
    expect(await found(here, [deny], true)).toEqual({ bridge: 'ours', carried: [deny] });
    expect(await found(here, [deny], false)).toEqual({ bridge: 'ours', carried: [] });
  });

  it.each([
    ['elsewhere', elsewhere, [deny]],
    ['on the project’s path, with a policy of somebody else', here, [deny, 'theirs']],
  ])('is an altered bridge where it denies the user something: %s', async (_, arn, attached) => {
    expect(await found(arn, attached, true)).toEqual({ bridge: 'altered', inTheWay: arn, carried: [deny] });
  });

  it.each([
    ['is empty, elsewhere', elsewhere, [], false, 'name-taken'],
    ['has the user as a member, elsewhere', elsewhere, ['theirs'], true, 'name-taken'],
    ['has denies, elsewhere, and the user is no member', elsewhere, [deny], false, 'name-taken'],
    ['has a policy of somebody else, on the project’s path', here, [deny, 'theirs'], false, 'altered'],
  ])('is only in the way where it denies the user nothing: one that %s', async (_, arn, attached, isIn, noBridge) => {
    expect(await found(arn, attached, isIn)).toEqual({ noBridge, inTheWay: arn, carried: [] });
  });
});
