import { join } from 'node:path';
import { snapshotHere } from '../../../src/cli/snapshot/snapshot';
import { someSettings } from '../../support/settings';
import { temporaryFolder } from '../../support/temporary-folder';

/** Nothing is to be read of an account, whose snapshot could not be kept. */
const readNothing = () => {
  throw new Error('the account was read');
};

const snapshotTo = (out: string) => snapshotHere({ out, anonymise: false }, someSettings(), readNothing);

describe('a snapshot is refused before the account is read', () => {
  it('where the folder of its file is missing', async () => {
    const folder = join(temporaryFolder('snapshots-'), 'none');
    const out = join(folder, 'account.json');
    await expect(snapshotTo(out)).rejects.toThrow(
      `--out ${out}: there is no folder ${folder}; allowed: a file in a folder that exists`,
    );
  });

  it('where a folder is named for its file', async () => {
    const out = temporaryFolder('snapshots-');
    await expect(snapshotTo(out)).rejects.toThrow(`--out ${out} is a folder; allowed: the file to write`);
  });

  it('and only then', async () => {
    await expect(snapshotTo(join(temporaryFolder('snapshots-'), 'account.json'))).rejects.toThrow(
      'the account was read',
    );
  });
});
