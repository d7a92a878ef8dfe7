import { answerOf, unreadOf } from '../../src/release/answer';
import type { ReleaseRequest } from '../../src/release/parse';
import { anOutcome, parse } from '../support/releasers';

const ada = { principal: 'arn:aws:iam::111122223333:user/ada', takenBack: [], notGivenBack: [] };
const outcome = anOutcome({ released: ada });
const done = { outcomes: [outcome], failures: [], left: 0 };
const entry = (id: string) => ({
  pk: `111122223333#${id}`,
  sk: 'permissions-boundary#boundary-000001',
  why: 'no change',
});
const jobs = [{ whom: ada.principal, id: 'AIDAADA', release: () => Promise.resolve(outcome) }];

describe('the answer of a release', () => {
  it('says who was released, and what was deleted where anything was', () => {
    expect(answerOf(done, [], [])).toEqual({ released: [ada] });
    expect(answerOf(done, ['arn'], [])).toEqual({ released: [ada], deleted: ['arn'] });
  });

  it.each([
    ['somebody is left', { ...done, left: 2 }, [], 2],
    ['policies were not looked for', done, undefined, 0],
  ])('asks to be invoked again where %s', (_, of, deleted, left) => {
    expect(answerOf(of, deleted, [])).toMatchObject({ left, next: expect.stringContaining('invoke again') as string });
  });

  it('is an error that names everybody who was not released, and every entry that cannot be read', () => {
    expect(() => answerOf({ ...done, failures: ['bob: no'] }, [], ['entry e'])).toThrow(
      '1 released, 2 not: bob: no; entry e',
    );
  });
});

describe('an entry that cannot be read', () => {
  it('is a failure of every release but that of another principal, and is named once', () => {
    const found = [entry('AIDAADA'), entry('AROAETL'), entry('AROAETL')];
    const ids = (payload: object) =>
      unreadOf(parse(payload) as ReleaseRequest, jobs, found).map((line) => /#(\w+) /.exec(line)?.[1]);
    expect(ids({ all: true })).toEqual(['AIDAADA', 'AROAETL']);
    expect(ids({ run: 'run-1' })).toEqual(['AIDAADA', 'AROAETL']);
    expect(ids({ principal: ada.principal, guardrail: 'permissions-boundary' })).toEqual(['AIDAADA']);
  });
});
