import { policyTexts } from '../../../src/audit/run/policy-texts';
import { aStore } from '../support/memory-store';

describe('the kept text of a policy', () => {
  it('comes back as it was written', async () => {
    const texts = policyTexts(aStore(), 'base');
    await expect(texts.read('name')).resolves.toBeUndefined();
    await texts.write('name', '{}');
    await expect(texts.read('name')).resolves.toBe('{}');
  });

  it('is not read in another version', async () => {
    const store = aStore({ 'base/policies/name.json': { version: 2, name: 'name', text: '{}' } });
    await expect(policyTexts(store, 'base').read('name')).rejects.toThrow('base/policies/name.json: version: ');
  });
});
