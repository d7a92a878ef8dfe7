import { z } from 'zod';
import type { DeployedTrail, Trails } from '../events/trails';
import type { JsonActions } from '../resources/json-service';
import { AwsError } from '../wire/aws-error';

const named = z.strictObject({ Name: z.string() });
const selectorsOf = z.strictObject({ TrailName: z.string() });
const condition = z.strictObject({
  Field: z.enum(['eventCategory', 'readOnly', 'eventSource']),
  Equals: z.array(z.string()).optional(),
  NotEquals: z.array(z.string()).optional(),
});
const put = z.strictObject({
  TrailName: z.string(),
  AdvancedEventSelectors: z
    .array(z.strictObject({ Name: z.string().optional(), FieldSelectors: z.array(condition).min(1) }))
    .min(1),
});

/** Calls of CloudTrail about the trails of stacks, as the guard makes them, and as an attacker does who wants it to be deaf. */
export function trailControl(trails: Trails, arnOf: (name: string) => string): JsonActions {
  const onTrail = (action: string, nameOrArn: string, answer: (trail: DeployedTrail, name: string) => object) => {
    const name = nameOrArn.replace(/^arn:.*:trail\//, '');
    return {
      demand: { action: `cloudtrail:${action}`, resource: arnOf(name) },
      answer: () => {
        const trail = trails.deployed.get(name);
        if (trail === undefined)
          throw new AwsError('TrailNotFoundException', `Unknown trail: ${nameOrArn} for the user`, 400);
        return answer(trail, name);
      },
    };
  };
  const switching = (action: string, isLogging: boolean) => (input: unknown) =>
    onTrail(action, named.parse(input).Name, (trail) => {
      trail.isLogging = isLogging;
      return {};
    });
  return {
    StopLogging: switching('StopLogging', false),
    StartLogging: switching('StartLogging', true),
    DeleteTrail: (input) =>
      onTrail('DeleteTrail', named.parse(input).Name, (trail, name) => {
        trail.isLogging = false;
        trails.deployed.delete(name);
        return {};
      }),
    GetTrailStatus: (input) =>
      onTrail('GetTrailStatus', named.parse(input).Name, ({ isLogging }) => ({ IsLogging: isLogging })),
    GetTrail: (input) =>
      onTrail('GetTrail', named.parse(input).Name, ({ isMultiRegion, hasGlobalServices }, name) => ({
        Trail: {
          ...{ Name: name, TrailARN: arnOf(name) },
          ...{ IsMultiRegionTrail: isMultiRegion, IncludeGlobalServiceEvents: hasGlobalServices },
        },
      })),
    GetEventSelectors: (input) =>
      onTrail('GetEventSelectors', selectorsOf.parse(input).TrailName, ({ selectors }, name) => ({
        TrailARN: arnOf(name),
        AdvancedEventSelectors: selectors.map(({ field_selector: fields }) => ({
          FieldSelectors: fields.map(({ field, equals, not_equals: others }) => ({
            Field: field,
            ...(equals && { Equals: equals }),
            ...(others && { NotEquals: others }),
          })),
        })),
      })),
    PutEventSelectors: (input) => {
      const { TrailName, AdvancedEventSelectors } = put.parse(input);
      return onTrail('PutEventSelectors', TrailName, (trail, name) => {
        trail.selectors = AdvancedEventSelectors.map(({ FieldSelectors }) => ({
          field_selector: FieldSelectors.map(({ Field, Equals, NotEquals }) => ({
            field: Field,
            equals: Equals,
            not_equals: NotEquals,
          })),
        }));
        return { TrailARN: arnOf(name), AdvancedEventSelectors };
      });
    },
  };
}
