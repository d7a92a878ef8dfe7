// Sources stand still during a run only, so its stacks are of no use to another.
const { rmSync } = require('node:fs');

module.exports = function removeStacks() {
  const folder = process.env.GUARDRAILS_STACKS_OF_RUN;
  if (folder === undefined) return;
  rmSync(folder, { recursive: true, force: true });
  delete process.env.GUARDRAILS_STACKS_OF_RUN;
};
