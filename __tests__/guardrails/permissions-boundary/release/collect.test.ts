import type { BoundaryEntry } from '../../../../src/guardrails/permissions-boundary/kinds';
import { collectUnused } from '../../../../src/guardrails/permissions-boundary/release/collect';
import { aBoundarySet, aPrincipal, ownArn } from '../../../support/boundaries';
import { ACCOUNT } from '../../../support/permissions-boundary';
import { someBoundaryLedger } from '../../../support/some-bounder';
import { somePolicies } from '../../../support/some-policies';

const [MINE, BEFORE, OTHER] = [ownArn('mine'), ownArn('before'), ownArn('other')];
const etl = aPrincipal();
const report = aPrincipal({ id: 'AROAREPORT00000000001' });

const anEntry = (principal: typeof etl, policyArn: string, before?: string): BoundaryEntry => ({
  change: aBoundarySet({ principal, policyArn, ...(before !== undefined && { before: { policyArn: before } }) }),
  ...{ number: 1, runId: 'run', state: 'confirmed', flips: 0, openedAt: new Date('2026-06-01T00:00:00Z') },
});

/** Policies that nobody has, and what the index of open entries lists. */
async function collected(closed: readonly BoundaryEntry[], listed: readonly BoundaryEntry[], everything = false) {
  const policies = somePolicies();
  for (const arn of [MINE, BEFORE, OTHER]) policies.add(arn, '{}');
  const boundaries = { ...someBoundaryLedger(), allOpen: () => Promise.resolve(listed) };
  const deleted = await collectUnused(ACCOUNT, { closed, everything }, { policies, boundaries });
  expect([...policies.all.keys()]).toEqual([MINE, BEFORE, OTHER].filter((arn) => !deleted.includes(arn)));
  return deleted;
}

describe('the policies that go with a release', () => {
  const closed = [anEntry(etl, MINE, BEFORE)];

  it.each<[string, readonly BoundaryEntry[], boolean, readonly string[]]>([
    ['of one are those of its entries, and no other', [], false, [BEFORE, MINE]],
    ['of everybody are all', [], true, [BEFORE, MINE, OTHER]],
    ['are those of entries too that were closed just now and are still listed', closed, false, [BEFORE, MINE]],
    ['are none that somebody else has', [anEntry(report, MINE)], false, [BEFORE]],
    ['are none that somebody else had before', [anEntry(report, OTHER, BEFORE)], true, [MINE]],
    ['are none that the same one has again', [{ ...anEntry(etl, MINE), number: 2 }], true, [BEFORE, OTHER]],
  ])('%s', async (_, listed, everything, expected) => {
    await expect(collected(closed, listed, everything)).resolves.toEqual(expected);
  });

  it('are none where nothing was closed', async () => {
    await expect(collected([], [])).resolves.toEqual([]);
  });
});
