import { newsOf, type FindingVerdict } from '../../../src/domain/security-hub/finding';
import { aFinding, aToldFinding } from '../../support/some-findings';

const NOW = '2026-06-01T03:00:00.000Z';
const found = (name: string): FindingVerdict => ({ kind: 'found', finding: aFinding(name) });

describe('what Security Hub is told', () => {
  it('is a new finding, since the run that found it', () => {
    expect(newsOf([], [found('ada')], NOW)).toEqual({
      ...{ standing: [aToldFinding('ada', NOW)], resolved: [], untouched: [] },
    });
  });

  it('is a finding that stands, since the run that found it first, in the words of today', () => {
    const worded = aFinding('ada', { description: 'To be carried out: denied 3 services.' });
    const { standing } = newsOf([aToldFinding('ada')], [{ kind: 'found', finding: worded }], NOW);
    expect(standing).toEqual([{ ...worded, since: aToldFinding('ada').since }]);
  });

  it('is that a finding is gone, once a run finds none, or the principal is no longer there', () => {
    const told = [aToldFinding('ada'), aToldFinding('bob'), aToldFinding('cleo')];
    const { standing, resolved } = newsOf(told, [{ kind: 'none' }, found('cleo')], NOW);
    expect(resolved).toEqual([aToldFinding('ada'), aToldFinding('bob')]);
    expect(standing).toEqual([aToldFinding('cleo')]);
  });

  it('is nothing of somebody of whom nobody could tell: an earlier finding is neither gone nor new', () => {
    const { id } = aFinding('ada').principal;
    expect(newsOf([aToldFinding('ada')], [{ kind: 'undecided', id }], NOW)).toEqual({
      ...{ standing: [], resolved: [], untouched: [aToldFinding('ada')] },
    });
    expect(newsOf([], [{ kind: 'undecided', id }], NOW)).toEqual({ standing: [], resolved: [], untouched: [] });
  });
});
