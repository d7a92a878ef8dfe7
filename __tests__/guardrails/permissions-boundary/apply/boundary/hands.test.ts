import type { IamBounder } from '../../../../../src/aws/iam/bounder';
import { undoRecorded } from '../../../../../src/changes/recorded/undo';
import type { BoundarySet } from '../../../../../src/domain/change/change';
import { boundaryHands } from '../../../../../src/guardrails/permissions-boundary/apply/boundary/hands';
import { BOUNDARY_KINDS } from '../../../../../src/guardrails/permissions-boundary/kinds';
import { VirtualClock } from '../../../../audit/support/virtual-clock';
import { aBoundarySet, aPrincipal, OWN, ownArn, sha256 } from '../../../../support/boundaries';
import { someBounder } from '../../../../support/some-bounder';

const [NEW, OLD] = [ownArn('new'), 'arn:aws:iam::111122223333:policy/limits'];
const ID = aPrincipal().id;
const OTHER = 'arn:aws:iam::111122223333:policy/team';
const replacing = aBoundarySet({ policyArn: NEW, before: { policyArn: OLD } });

/** The policies of before are those of another tool, whose texts nobody looks at. */
const handsOf = (bounder: IamBounder, clock: VirtualClock) => {
  const policies = { read: () => Promise.reject(new Error("the text of another tool is no one's concern")) };
  return boundaryHands({ bounder, policies, own: OWN, sha256, clock });
};
const carrying = (bounder: IamBounder, clock = new VirtualClock()) =>
  handsOf(bounder, clock).carry(aBoundarySet(), { id: ID, state: undefined });
const undoBoundary = (change: BoundarySet, bounder: IamBounder, clock = new VirtualClock()) =>
  undoRecorded(change, { kinds: BOUNDARY_KINDS, hands: handsOf(bounder, clock), clock });

describe('putting a boundary', () => {
  it('puts a boundary, and says of somebody who was deleted meanwhile that they are gone', async () => {
    const bounder = someBounder({ id: ID });
    await expect(carrying(bounder)).resolves.toBe('done');
    expect(bounder.holder.arn).toBe(NEW);
    await expect(carrying(someBounder(undefined))).resolves.toEqual({
      failed: expect.stringContaining('deleted since the inventory') as string,
    });
  });

  /** IAM does not know the policy yet, so many times. */
  const unknownFor = (times: number) => {
    const bounder = someBounder({ id: ID });
    let left = times;
    const put: typeof bounder.put = (...of) => (left-- > 0 ? Promise.resolve(false) : bounder.put(...of));
    return { ...bounder, put };
  };

  it('waits for a policy that was made a moment ago, and says when IAM does not come to know it', async () => {
    const [soon, never] = [unknownFor(2), unknownFor(Infinity)];
    await expect(carrying(soon)).resolves.toBe('done');
    expect(soon.holder.arn).toBe(NEW);
    await expect(carrying(never)).resolves.toEqual({
      failed: `IAM does not know policy ${NEW} after 15 s`,
    });
  });

  it('does not wait for a policy where somebody else was given the name', async () => {
    const clock = new VirtualClock();
    const bounder = { ...someBounder({ id: 'AROASOMEBODYELSE00001' }), put: () => Promise.resolve(false) };
    await expect(carrying(bounder, clock)).resolves.toMatchObject({
      failed: expect.stringContaining('deleted since') as string,
    });
    expect(clock.now()).toBe(0);
  });
});

describe('undoing a boundary', () => {
  const undone = (change: typeof replacing, holder: { id: string; arn?: string } | undefined, lagReads = 0) => {
    const bounder = someBounder(holder, lagReads);
    const clock = new VirtualClock();
    return { bounder, clock, undo: () => undoBoundary(change, bounder, clock) };
  };

  it.each([
    ['the boundary that stood before', replacing, OLD],
    ['none, where none stood', aBoundarySet({ policyArn: NEW }), undefined],
  ])('gives back %s', async (_, change, expected) => {
    const { undo, bounder } = undone(change, { id: ID, arn: NEW });
    await expect(undo()).resolves.toBe(true);
    expect(bounder.holder.arn).toBe(expected);
    await expect(undo()).resolves.toBe(false);
    expect(bounder.holder.arn).toBe(expected);
  });

  it.each([
    ['what someone else put there', { id: ID, arn: OTHER }],
    ['that someone else removed the boundary', { id: ID }],
    ['the boundary of somebody who was given the name', { id: 'AROASOMEBODYELSE00001', arn: NEW }],
    ['nobody', undefined],
  ])('leaves %s', async (_, holder) => {
    const { undo, bounder } = undone(replacing, holder);
    await expect(undo()).resolves.toBe(false);
    expect(bounder.calls).toEqual(['look']);
  });

  it('waits until IAM shows it, and says when it does not', async () => {
    const { undo, clock } = undone(replacing, { id: ID, arn: NEW }, 2);
    await expect(undo()).resolves.toBe(true);
    expect(clock.now()).toBe(250 + 500);
    await expect(undone(replacing, { id: ID, arn: NEW }, 99).undo()).rejects.toThrow('15 s');
  });

  it('names the policy that has to be made again first', async () => {
    const bounder = { ...someBounder({ id: ID, arn: NEW }), put: () => Promise.resolve(false) };
    await expect(undoBoundary(replacing, bounder)).rejects.toThrow(OLD);
  });

  it('has nothing to take back from somebody who is deleted meanwhile', async () => {
    const there = someBounder({ id: ID, arn: NEW });
    let looks = 0;
    const bounder = {
      ...there,
      put: () => Promise.resolve(false),
      boundaryOf: () => ((looks += 1) === 1 ? there.boundaryOf(aPrincipal()) : Promise.resolve(undefined)),
    };
    await expect(undoBoundary(replacing, bounder)).resolves.toBe(false);
  });
});

describe('several boundaries of one principal', () => {
  const first = aBoundarySet({ policyArn: OLD, before: { policyArn: OTHER } });

  it.each([
    ['two', [replacing, first], aBoundarySet({ policyArn: NEW, before: { policyArn: OTHER } })],
    ['two, where none stood first', [replacing, aBoundarySet({ policyArn: OLD })], aBoundarySet({ policyArn: NEW })],
  ] as const)('undone at once, %s, give back what stood before the oldest', (_, [newer, older], expected) => {
    expect(BOUNDARY_KINDS.joined(newer, older)).toEqual(expected);
  });
});
