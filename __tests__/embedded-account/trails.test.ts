import { Trails, type EventSelector } from '../../src/embedded-account/events/trails';

const management = { field: 'eventCategory', equals: ['Management'] } as const;
const writes: EventSelector = {
  field_selector: [
    management,
    { field: 'readOnly', equals: ['false'] },
    { field: 'eventSource', not_equals: ['kms.amazonaws.com'] },
  ],
};
const anEvent = (overrides: object = {}) => ({
  ...{ eventCategory: 'Management', readOnly: false, eventSource: 'iam.amazonaws.com' },
  ...overrides,
});

const logging = (...selectors: EventSelector[]) => ({
  ...{ selectors, isLogging: true, isMultiRegion: true, hasGlobalServices: true },
});

describe('the trails of an account', () => {
  const trails = new Trails(false);
  trails.add('one', logging(writes));

  it.each([
    ['a write', {}, true],
    ['no read', { readOnly: true }, false],
    ['nothing of a service that is left out', { eventSource: 'kms.amazonaws.com' }, false],
    ['no data event', { eventCategory: 'Data' }, false],
  ])('log %s', (_, overrides, expected) => {
    expect(trails.log(anEvent(overrides))).toBe(expected);
  });

  it('log what any of them logs', () => {
    const both = new Trails(false);
    both.add('one', logging(writes));
    both.add('other', logging({ field_selector: [management] }));
    expect(both.log(anEvent({ readOnly: true }))).toBe(true);
    expect(new Trails(true).log(anEvent({ readOnly: true }))).toBe(true);
    expect(new Trails(false).log(anEvent())).toBe(false);
  });

  it('log nothing where their logging is stopped', () => {
    const stopped = new Trails(false);
    stopped.add('one', { ...logging(writes), isLogging: false });
    expect(stopped.log(anEvent())).toBe(false);
  });
});
