import { z } from 'zod';
import { jsonService } from '../resources/json-service';
import { pageFrom } from '../wire/pages';
import type { Service } from '../wire/service';
import type { Workloads } from './workloads';

/** A page of projects holds a hundred, and nobody may ask for fewer (CodeBuild API reference, ListProjects). */
const PAGE = 100;
const projects = z.strictObject({ nextToken: z.string().optional() });
const fleets = z.strictObject({
  maxResults: z.int().min(1).max(PAGE).default(PAGE),
  nextToken: z.string().optional(),
});
const named = z.strictObject({ names: z.array(z.string()).min(1).max(PAGE) });

/** CodeBuild, as far as one looks at its projects and fleets. */
export const codebuildService = (workloads: Workloads): Service =>
  jsonService('CodeBuild_20161006', '1.1', {
    ListProjects: (input, region) => {
      const { nextToken } = projects.parse(input);
      return {
        demand: { action: 'codebuild:ListProjects', resource: '*' },
        answer: () => {
          const wanted = { maxResults: PAGE, nextToken };
          const { items, token } = pageFrom(workloads.of('project', region), `projects ${region}`, wanted);
          return { projects: items.map(({ name }) => name), ...token };
        },
      };
    },
    BatchGetProjects: (input, region) => {
      const { names } = named.parse(input);
      return {
        demand: names.map((name) => ({
          ...{ action: 'codebuild:BatchGetProjects', resource: workloads.arnOf('project', name, region) },
        })),
        answer: () => {
          const found = workloads.of('project', region).filter(({ name }) => names.includes(name));
          return {
            projects: found.map(({ name, arn, role, batchRole, accessRole }) => ({
              ...{ name, arn, serviceRole: role, resourceAccessRole: accessRole },
              ...(batchRole !== undefined && { buildBatchConfig: { serviceRole: batchRole } }),
            })),
            projectsNotFound: names.filter((name) => found.every((one) => one.name !== name)),
          };
        },
      };
    },
    ListFleets: (input, region) => ({
      demand: { action: 'codebuild:ListFleets', resource: '*' },
      answer: () => {
        const { items, token } = pageFrom(workloads.of('fleet', region), `fleets ${region}`, fleets.parse(input));
        return { fleets: items.map(({ arn }) => arn), ...token };
      },
    }),
    BatchGetFleets: (input, region) => {
      const { names } = named.parse(input);
      return {
        demand: names.map((resource) => ({ action: 'codebuild:BatchGetFleets', resource })),
        answer: () => {
          const found = workloads.of('fleet', region).filter(({ arn }) => names.includes(arn));
          return {
            fleets: found.map(({ name, arn, role }) => ({ name, arn, fleetServiceRole: role })),
            fleetsNotFound: names.filter((name) => found.every(({ arn }) => arn !== name)),
          };
        },
      };
    },
  });
