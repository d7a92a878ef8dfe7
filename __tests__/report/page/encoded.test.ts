import { decoded, encoded } from '../../../src/report/page/encoded';
import { aPrincipal, called } from '../support';

describe('encoded principals', () => {
  it('hold each text once, the services first', () => {
    const { texts } = encoded([called('one'), called('other')]);
    expect(texts.slice(0, 2)).toEqual(['s3', 'sqs']);
    expect(new Set(texts).size).toBe(texts.length);
    expect(texts).toEqual(expect.arrayContaining(['one', 'other', 'Would change']));
  });

  it('keep lists of services in their own order, also one that is not that of the alphabet', () => {
    const services = [
      { label: 'Used', names: ['sqs', 'acm', 'kms', 's3'] },
      { label: 'Never used', names: [] },
    ];
    const principals = [aPrincipal({ services }), aPrincipal()];
    expect(decoded(encoded(principals))).toEqual(principals);
  });

  it('are no principals where a text is missing', () => {
    const { texts, principals } = encoded([aPrincipal()]);
    expect(() => decoded({ texts: texts.slice(0, -1), principals })).toThrow(
      `the data of this page has no text ${texts.length - 1}`,
    );
  });
});
