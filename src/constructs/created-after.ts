import { TerraformResource } from 'cdktf';
import type { IConstruct } from 'constructs';

/** Makes some resources depend on all the others of a scope: created after them, and destroyed before them. */
export function createdAfter(scope: IConstruct, last: readonly TerraformResource[]): void {
  const names = new Set(last);
  const others = scope.node
    .findAll()
    .filter((node): node is TerraformResource => TerraformResource.isTerraformResource(node) && !names.has(node))
    .map(({ terraformResourceType, friendlyUniqueId }) => `${terraformResourceType}.${friendlyUniqueId}`)
    .sort();
  for (const resource of last) resource.dependsOn = others;
}
