import { type Channel } from '../../domain/notice/channel';
import { ALL_GUARDRAILS, NOTICE_CLASSES } from '../../domain/notice/notice';
import { channelsFor, EMAIL, type ClassRoutes, type Routes } from '../../domain/notice/routes';
import { type Contradiction, contradiction, type DistinctList } from '../../setting-values/contradiction';
import { guardrails } from '../guardrails';
import { nearest } from '../nearest';

/** What settings say about who is told. */
export interface Told {
  readonly emails: readonly string[];
  readonly topic: string;
  readonly channels?: readonly Channel[] | undefined;
  readonly routes?: Routes | undefined;
}

type Path = Contradiction['path'];
type List = readonly [path: Path, names: readonly string[]];

/** Whether a channel is told of anything. */
export function isTold(name: string, { routes = {} }: Told): boolean {
  const speakers = [ALL_GUARDRAILS, ...guardrails.map((one) => one.name)];
  return speakers.some((guardrail) =>
    NOTICE_CLASSES.some((of) => channelsFor(routes, { guardrail, class: of }).includes(name)),
  );
}

/** Channels that do not exist, or that nobody is told by. */
export function problemsOfChannels(told: Told): Contradiction[] {
  const { channels = [], routes = {}, topic, emails } = told;
  const names = [EMAIL, ...channels.map(({ name }) => name)];
  const inRoutes = 'name it in notifications.routes, or take it out';
  return [
    ...(topic === 'none' && (channels.length > 0 || listsOf(routes).length > 0)
      ? [contradiction(['topic'], 'nobody can be told without a topic; allowed: "create", the ARN of a topic')]
      : []),
    ...listsOf(routes).flatMap(([path, chosen]) =>
      chosen.flatMap((name, index) => (names.includes(name) ? [] : [unknown([...path, index], name, names)])),
    ),
    ...channels.flatMap(({ name }, index) =>
      isTold(name, told) ? [] : [contradiction(['channels', index, 'name'], `nobody is told by it; ${inRoutes}`)],
    ),
    ...(emails.length > 0 && !isTold(EMAIL, told)
      ? [
          contradiction(
            ['emails'],
            `nobody is told by the channel email; allowed: [], or email in notifications.routes`,
          ),
        ]
      : []),
  ];
}

/** Lists in which nothing may stand twice. */
export function distinctOfChannels({ emails, channels = [], routes = {} }: Told): DistinctList[] {
  // SNS subscribes each spelling, and most servers deliver both to the same person.
  const spelt = (addresses: readonly string[]) => addresses.map((one) => one.toLowerCase());
  return [
    { path: ['emails'], entries: spelt(emails) },
    { path: ['channels'], entries: channels.map(({ name }) => name) },
    ...channels.map(({ addresses = [] }, index) => ({
      path: ['channels', index, 'addresses'],
      entries: spelt(addresses),
    })),
    ...listsOf(routes).map(([path, entries]) => ({ path, entries })),
  ];
}

/** Addresses that two channels subscribe: SNS keeps one subscription, and one filter, for each. */
export function sharedAddresses({ emails, channels = [] }: Told): Contradiction[] {
  const lists: List[] = [
    [['emails'], emails],
    ...channels.map(({ addresses = [] }, index): List => [['channels', index, 'addresses'], addresses]),
  ];
  const keyOf = (path: Path) => `notifications.${path.join('.').replace(/\.(\d+)/g, '[$1]')}`;
  return lists.flatMap(([path, own], at) =>
    own.flatMap((address, index) => {
      const other = lists
        .slice(0, at)
        .find(([, earlier]) => earlier.some((one) => one.toLowerCase() === address.toLowerCase()));
      if (other === undefined) return [];
      const message = `also in ${keyOf(other[0])}; allowed: each address in one channel`;
      return [contradiction([...path, index], message)];
    }),
  );
}

/** Every list of channels, with its place. */
function listsOf(routes: Routes): List[] {
  const own = (given: ClassRoutes, above: Path) =>
    NOTICE_CLASSES.flatMap((of): List[] => {
      const names = given[of];
      return names === undefined ? [] : [[[...above, of], names]];
    });
  return [
    ...own(routes, ['routes']),
    ...Object.entries(routes.guardrails ?? {}).flatMap(([name, given]) =>
      own(given ?? {}, ['routes', 'guardrails', name]),
    ),
  ];
}

function unknown(path: Path, name: string, names: readonly string[]): Contradiction {
  const near = nearest(name, names);
  const meant = near === undefined ? '' : `; did you mean "${near}"?`;
  return contradiction(path, `there is no such channel${meant}; allowed: ${names.join(', ')}`);
}
