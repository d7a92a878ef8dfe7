import { statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { folderStore } from '../../../src/cli/preview/folder-store';
import { temporaryFolder } from '../../support/temporary-folder';

const aFolder = () => temporaryFolder('store-');

describe('a store in a folder', () => {
  it('gives back what was put, and nothing where nothing was', async () => {
    const store = folderStore(join(aFolder(), 'report'));
    await store.putJson('accounts/1/runs/a.json', { rows: [1] });
    await expect(store.getJson('accounts/1/runs/a.json')).resolves.toEqual({ rows: [1] });
    await expect(store.getJson('accounts/1/runs/b.json')).resolves.toBeUndefined();
  });

  it('names the file that is no JSON', async () => {
    const folder = aFolder();
    writeFileSync(join(folder, 'broken.json'), '{');
    await expect(folderStore(folder).getJson('broken.json')).rejects.toThrow(
      `${join(folder, 'broken.json')} is no JSON`,
    );
  });

  it('replaces a file only as it was found', async () => {
    const store = folderStore(join(aFolder(), 'report'));
    expect(await store.replaceJson('a.json', ['one'], undefined)).toBe(true);
    const found = await store.find('a.json');
    expect(await store.replaceJson('a.json', ['two'], found)).toBe(true);
    expect(await store.replaceJson('a.json', ['three'], found)).toBe(false);
    await expect(store.getJson('a.json')).resolves.toEqual(['two']);
  });

  it('is for its owner only', async () => {
    const store = folderStore(join(aFolder(), 'report'));
    await store.putText('runs/summary.csv', 'kind', 'text/csv');
    const modeOf = (path: string) => statSync(path).mode & 0o777;
    expect(modeOf(store.pathOf('runs/summary.csv'))).toBe(0o600);
    expect(modeOf(store.pathOf('runs'))).toBe(0o700);
  });

  it('refuses a key that leads out of it', () => {
    expect(() => folderStore(aFolder()).pathOf('../../etc/passwd')).toThrow('leads out of');
  });
});
