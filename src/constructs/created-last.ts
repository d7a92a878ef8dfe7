import { TerraformResource, type TerraformStack } from 'cdktf';

/** Makes some resources depend on all the others of a stack: created after them, destroyed before them. */
export function createdLast(stack: TerraformStack, last: readonly TerraformResource[]): void {
  const names = new Set(last);
  const others = stack.node
    .findAll()
    .filter((node): node is TerraformResource => TerraformResource.isTerraformResource(node) && !names.has(node))
    .map(({ terraformResourceType, friendlyUniqueId }) => `${terraformResourceType}.${friendlyUniqueId}`)
    .sort();
  for (const resource of last) resource.dependsOn = others;
}
