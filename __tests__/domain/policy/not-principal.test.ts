import { saidOfOthers } from '../../../src/domain/policy/not-principal';
import { encodedDocument } from '../../../src/embedded-account/iam/policies/documents';

const denying = JSON.stringify({
  Version: '2012-10-17',
  Statement: [
    { Effect: 'Allow', Principal: '*', Action: 's3:*', Resource: '*' },
    { Effect: 'Deny', NotPrincipal: { AWS: 'arn:aws:iam::111122223333:root' }, Action: 's3:*', Resource: '*' },
  ],
});

describe('what is said of everybody but some', () => {
  it.each([
    ['plain', denying, 'denies'],
    ['URL-encoded', encodedDocument(denying), 'denies'],
    ['of one statement without a list', '{"Statement":{"Effect":"Deny","NotPrincipal":"*"}}', 'denies'],
    ['that allows all but some', '{"Statement":[{"Effect":"Allow","NotPrincipal":"*"}]}', 'does-not'],
    ['that denies some', '{"Statement":[{"Effect":"Deny","Principal":"*"}]}', 'does-not'],
    ['of an empty list', '{"Statement":[]}', 'does-not'],
    ['without statements', '{}', 'unreadable'],
    ['with a statement that is none', '{"Statement":["Deny"]}', 'unreadable'],
    ['that is no JSON', '{', 'unreadable'],
    ['that is cut off within its code', '%7B%', 'unreadable'],
  ])('in a policy %s', (_, text, expected) => {
    expect(saidOfOthers(text)).toBe(expected);
  });
});
