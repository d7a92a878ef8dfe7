import { exemptionsObject } from '../../../src/audit/run/exemptions-object';

const URI = 's3://team-bucket/iam/do_not_list.txt';
const answering = (text: string) => jest.fn(() => Promise.resolve(text));

describe('the exemptions object', () => {
  it('is read from its bucket and key', async () => {
    const readObject = answering('bob,\ncarol,\n\n');
    const found = await exemptionsObject(URI, readObject);
    expect(readObject).toHaveBeenCalledWith('team-bucket', 'iam/do_not_list.txt');
    expect(found.map(({ match }) => match)).toEqual([{ name: 'bob' }, { name: 'carol' }]);
  });

  it('need not be', async () => {
    const readObject = answering('');
    expect(await exemptionsObject(undefined, readObject)).toEqual([]);
    expect(readObject).not.toHaveBeenCalled();
  });

  it.each([
    ['what cannot be understood', URI, answering('bob\nno spaces, please'), `exemptions ${URI}: line 2: `],
    [
      'what is not there',
      URI,
      () => Promise.reject(new Error('there is no such object')),
      `exemptions ${URI}: there is no`,
    ],
    ['what is no address', 's3://bucket', answering(''), 'exemptions s3://bucket: expected s3://bucket/key'],
  ])('stops the run for %s', async (_, uri, readObject, message) => {
    await expect(exemptionsObject(uri, readObject)).rejects.toThrow(message);
  });
});
