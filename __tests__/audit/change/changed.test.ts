import { changedOf } from '../../../src/audit/change/changed';
import { aPrincipal } from '../../support/boundaries';

const { id } = aPrincipal();

describe('what a batch of changes has written', () => {
  it('is read as it is', () => {
    const changed = [{ id, kind: 'left', why: 'gone' }];
    expect(changedOf({ changed }, 'changed/1.json')).toEqual(changed);
  });

  it('is refused where it says something else', () => {
    expect(() => changedOf({ changed: [{ id, kind: 'perhaps' }] }, 'changed/1.json')).toThrow('changed/1.json');
  });
});
