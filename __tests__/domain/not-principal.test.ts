import { deniesAllBut } from '../../src/domain/not-principal';
import { encodedDocument } from '../../src/local/iam/documents';

const denying = JSON.stringify({
  Version: '2012-10-17',
  Statement: [
    { Effect: 'Allow', Principal: '*', Action: 's3:*', Resource: '*' },
    { Effect: 'Deny', NotPrincipal: { AWS: 'arn:aws:iam::111122223333:root' }, Action: 's3:*', Resource: '*' },
  ],
});

describe('deniesAllBut', () => {
  it.each([
    ['plain', denying, true],
    ['URL-encoded', encodedDocument(denying), true],
    ['of one statement without a list', '{"Statement":{"Effect":"Deny","NotPrincipal":"*"}}', true],
    ['that allows all but some', '{"Statement":[{"Effect":"Allow","NotPrincipal":"*"}]}', false],
    ['that denies some', '{"Statement":[{"Effect":"Deny","Principal":"*"}]}', false],
    ['without statements', '{}', false],
    ['that is no JSON', '{', false],
  ])('of a policy %s', (_, text, expected) => {
    expect(deniesAllBut(text)).toBe(expected);
  });
});
