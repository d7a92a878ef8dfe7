import fc from 'fast-check';
import { jsonPieces } from '../../../src/cli/preview/json-pieces';
import { SEED } from '../../support/seed';

describe('a value as JSON in pieces', () => {
  it('is what JSON.stringify makes of it, whatever it holds', () => {
    fc.assert(
      fc.property(fc.anything({ withDate: true }), (value) => {
        fc.pre(typeof value === 'object' && value !== null);
        expect([...jsonPieces(value)].join('')).toBe(JSON.stringify(value));
      }),
      { seed: SEED },
    );
  });

  it('leaves out fields that are undefined, and keeps places in lists', () => {
    expect([...jsonPieces({ rows: [undefined, { a: undefined }], none: undefined })].join('')).toBe(
      '{"rows":[null,{}]}',
    );
  });

  it('is no piece of more than one principal', () => {
    const principals = [{ name: 'ada' }, { name: 'bob' }];
    const pieces = [...jsonPieces({ principals })];
    expect(pieces.filter((piece) => /ada|bob/.test(piece))).toEqual(['{"name":"ada"}', '{"name":"bob"}']);
  });
});
