import type { UnreadPolicy } from '../../domain/policy/unread-policy';
import { inLanes } from '../../domain/in-lanes';
import type { ResourceReading, ResourceService } from '../../domain/policy/resource-services';
import type { Paced } from '../iam/paced';
import type { ResourcePolicies, ResourcePolicy } from './policies';
import { keysIn } from './keys';
import { queuesIn } from './queues';
import { repositoriesIn } from './repositories';
import { secretsIn } from './secrets';
import type { Turn } from '../clients/turn';
import type { Listed, PolicySource } from './source';
import { topicsIn } from './topics';

/** What reading the policies of resources takes. */
export interface EveryPolicy extends ResourceReading {
  readonly accountId: string;
  readonly partition: string;
  /** Has a lane for each call of each service in each Region, and ends when the time is over. */
  readonly paced: Paced;
}

const SOURCES: Readonly<Record<ResourceService, (region: string, partition: string) => PolicySource>> = {
  kms: keysIn,
  sqs: queuesIn,
  sns: topicsIn,
  secretsmanager: secretsIn,
  ecr: repositoriesIn,
};

/**
 * Reads the policies of keys, queues, topics, secrets and repositories, all services and Regions at a time.
 *
 * What cannot be read is said: a service in a Region by a pattern of ARNs, one resource by its own.
 */
export async function everyPolicy(work: EveryPolicy): Promise<ResourcePolicies> {
  const places = work.regions.flatMap((region) => work.services.map((service) => ({ service, region })));
  const read = await Promise.all(places.map((place) => policiesIn(place, work)));
  return { policies: read.flatMap(({ policies }) => policies), unread: read.flatMap(({ unread }) => unread) };
}

async function policiesIn(
  { service, region }: { readonly service: ResourceService; readonly region: string },
  { accountId, partition, paced }: EveryPolicy,
): Promise<ResourcePolicies> {
  const turn: Turn = (action, call) => paced(`${service}:${action} in ${region}`, call);
  const all = `arn:${partition}:${service}:${region}:${accountId}:*`;
  const source = SOURCES[service](region, partition);
  const read: Read = { policies: [], unread: [] };
  try {
    for await (const page of source.pages(turn)) {
      await inLanes(page, LANES, (one) => readInto(read, one, { turn, source }));
    }
  } catch (error) {
    // What was read counts; what was not is as good as all, for nobody knows which resources there are.
    read.unread.push({ arn: all, why: wordsOf(error) });
  } finally {
    source.close();
  }
  return { policies: read.policies, unread: fewest(read.unread, all) };
}

/** So many are asked at a time, in each service and Region. */
const LANES = 8;

interface Read {
  readonly policies: ResourcePolicy[];
  readonly unread: UnreadPolicy[];
}

async function readInto(
  { policies, unread }: Read,
  { arn, read }: Listed,
  { turn, source }: { readonly turn: Turn; readonly source: PolicySource },
): Promise<void> {
  try {
    const text = await read(turn);
    if (text !== undefined && text !== '') policies.push({ arn, text });
  } catch (error) {
    if (!(error instanceof Error && source.none.includes(error.name))) unread.push({ arn, why: wordsOf(error) });
  }
}

/** So many resources that cannot be read are named one by one. */
const NAMED = 20;

/** A thousand lines say no more than one; and which of them the time was over for differs from run to run. */
function fewest(unread: readonly UnreadPolicy[], all: string): readonly UnreadPolicy[] {
  const whole = unread.find(({ arn }) => arn === all);
  if (whole !== undefined) return [whole];
  const late = unread.find(({ why }) => why.startsWith('TimeOverError'));
  const [first] = unread;
  if (first === undefined || (late === undefined && unread.length <= NAMED)) return unread;
  return [{ arn: all, why: `${unread.length} of its policies: ${(late ?? first).why}` }];
}

const wordsOf = (error: unknown) => (error instanceof Error ? `${error.name}: ${error.message}` : String(error));
