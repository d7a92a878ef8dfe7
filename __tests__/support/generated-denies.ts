import fc from 'fast-check';
import { SERVICES, type Grant } from './generated-accounts';

/** Something that happens to a user, or that the user does, so many hours before the next run. */
export type UserEvent = { readonly hoursBefore: number } & (
  | { readonly kind: 'use'; readonly service: (typeof SERVICES)[number] }
  /** One policy more, or the same one written anew. */
  | { readonly kind: 'grant'; readonly may: Grant }
  | { readonly kind: 'revoke' | 'release' | 'exempt' | 'include' }
);

/** A user, and what happens before each run. */
export interface UserHistory {
  readonly ageDays: number;
  readonly may: Grant;
  readonly rounds: readonly (readonly UserEvent[])[];
}

/** Hours that pass before each run: together, longer than it takes to forget a use. */
export const PAUSES = [49, 25, 7 * 24 + 1, 34 * 24 + 5, 62 * 24 + 3] as const;

const useOf = (used: (typeof SERVICES)[number], hours: number): UserEvent => ({
  ...{ kind: 'use', service: used, hoursBefore: hours },
});
const only = (kind: 'release' | 'exempt'): UserEvent => ({ kind, hoursBefore: 24 });
const granted: Grant = { kind: 'services', services: ['s3', 'sns', 'sqs'] };
const later: UserEvent = { kind: 'grant', may: { kind: 'services', services: ['ec2'] }, hoursBefore: 24 };

/** What no sample is without: a use that shows late, a refused one, a release, an exemption, a grant, and somebody young. */
export const ALWAYS: readonly UserHistory[] = [
  { ageDays: 200, may: granted, rounds: [[useOf('s3', 24), useOf('sqs', 1)]] },
  { ageDays: 200, may: granted, rounds: [[useOf('s3', 24)], [useOf('sqs', 5)]] },
  { ageDays: 200, may: granted, rounds: [[useOf('s3', 24)], [], [only('release')]] },
  { ageDays: 200, may: granted, rounds: [[useOf('s3', 24)], [], [only('exempt')]] },
  { ageDays: 200, may: granted, rounds: [[useOf('s3', 24)], [], [later]] },
  { ageDays: 3, may: granted, rounds: [[useOf('s3', 24)]] },
];

const service = fc.constantFrom(...SERVICES);
const may = fc.record({
  kind: fc.oneof(
    { weight: 6, arbitrary: fc.constant('services' as const) },
    { weight: 2, arbitrary: fc.constant('narrow' as const) },
    { weight: 1, arbitrary: fc.constantFrom('all-but' as const, 'everything' as const) },
  ),
  services: fc.uniqueArray(service, { minLength: 1, maxLength: 5 }),
});
/** Within the lag of Access Advisor, about it, and days before. */
const hoursBefore = fc.constantFrom(0.5, 1, 3, 5, 24);
const event: fc.Arbitrary<UserEvent> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ hoursBefore, kind: fc.constant('use' as const), service }) },
  { weight: 2, arbitrary: fc.record({ hoursBefore, kind: fc.constant('grant' as const), may }) },
  {
    weight: 2,
    arbitrary: fc.record({
      hoursBefore,
      kind: fc.constantFrom('revoke' as const, 'release' as const, 'exempt' as const, 'include' as const),
    }),
  },
);
const first: fc.Arbitrary<UserEvent> = fc.record({
  hoursBefore: fc.constantFrom(1, 3, 24, 60 * 24 + 7, 88 * 24, 91 * 24, 200 * 24),
  kind: fc.constant('use' as const),
  service,
});

/** A user with a history of a few runs. */
export const userHistory: fc.Arbitrary<UserHistory> = fc
  .record({
    ageDays: fc.constantFrom(3, 60, 200, 200, 200, 200, 500),
    may,
    before: fc.array(first, { maxLength: 5, size: 'max' }),
    rounds: fc.array(fc.array(event, { maxLength: 3, size: 'max' }), {
      ...{ minLength: PAUSES.length - 1, maxLength: PAUSES.length - 1, size: 'max' },
    }),
  })
  .map(({ ageDays, may: granted, before, rounds }) => ({ ageDays, may: granted, rounds: [before, ...rounds] }));
