import { checkListed } from '../../../src/audit/inventory/manifest';
import { subject } from '../../../src/audit/payloads/subjects';
import { aStore } from '../support/memory-store';
import { aSubject } from '../support/subjects';

const listed = aSubject({ protection: 'protected-by-setting', keeps: ['iam:PassRole'] });
const store = aStore({ 'base/runs/one/manifest.json': [listed] });

describe('a batch', () => {
  it('is about those whom the inventory has listed, in whatever order their fields come', async () => {
    const { name, ...rest } = listed;
    await expect(checkListed([{ ...rest, name }], 'base/runs/one', { store, form: subject })).resolves.toBeUndefined();
  });

  it.each<[string, object, string]>([
    ['nobody protects any more', { protection: undefined }, 'says something else of'],
    ['may pass no roles any more', { keeps: [] }, 'says something else of'],
    ['is an admin no more', { ...listed, admin: false }, 'says something else of'],
    ['is another', { id: 'AROAANOTHER' }, 'does not list'],
  ])('is refused where it says of somebody that it %s', async (_, about, message) => {
    await expect(checkListed([{ ...listed, ...about }], 'base/runs/one', { store, form: subject })).rejects.toThrow(
      message,
    );
  });

  it('is refused where there is no manifest', async () => {
    await expect(checkListed([listed], 'base/runs/two', { store, form: subject })).rejects.toThrow(
      'base/runs/two/manifest.json',
    );
  });
});
