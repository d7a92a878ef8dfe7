import { mailAddressIn } from '../../../src/domain/notice/mail-address';

describe('an address in a text', () => {
  it.each([
    ['ada@example.com', 'ada@example.com', 'example.com'],
    ['Ada.Byron+aws@Mail.Example.COM', 'Ada.Byron+aws@mail.example.com', 'mail.example.com'],
    ['a_b-c@xn--bcher-kva.example', 'a_b-c@xn--bcher-kva.example', 'xn--bcher-kva.example'],
    [`${'a'.repeat(64)}@example.com`, `${'a'.repeat(64)}@example.com`, 'example.com'],
  ])('is read where it is one and nothing else: %s', (text, address, domain) => {
    expect(mailAddressIn(text)).toEqual({ address, domain });
  });

  it.each([
    ['a name', 'Ada <ada@example.com>'],
    ['a second one', 'ada@example.com,eve@example.com'],
    ['a second one after a space', 'ada@example.com eve@example.com'],
    ['a header behind it', 'ada@example.com\r\nBcc: eve@example.com'],
    ['a line behind it', 'ada@example.com\n'],
    ['a line before it', '\nada@example.com'],
    ['a domain in its name', 'ada@example.com@evil.example'],
    ['a name in quotes', '"ada@example.com"@evil.example'],
    ['a wildcard', '*@example.com'],
    ['a route', 'ada%example.com@evil.example'],
    ['a scheme', 'mailto:ada@example.com'],
    ['letters beyond ASCII', 'ädä@example.com'],
    ['a letter that is ASCII in lower case', 'ada@\u212aey.example'],
    ['no domain', 'ada'],
    ['one label', 'ada@localhost'],
    ['a number for a domain', 'ada@192.0.2.1'],
    ['two dots', 'ada..byron@example.com'],
    ['a dot at the end', 'ada.@example.com'],
    ['a dot after the domain', 'ada@example.com.'],
    ['a hyphen before a dot', 'ada@example-.com'],
    ['65 characters before the @', `${'a'.repeat(65)}@example.com`],
    ['255 characters', `ada@${'a.'.repeat(124)}com`],
  ])('is none where there is %s', (_, text) => {
    expect(mailAddressIn(text)).toBeUndefined();
  });
});
