#!/usr/bin/env node
import { run } from './run';

// The SDK would print, at every start on Node 20, that it wants Node 22 from 2027 on.
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';

void run(process.argv.slice(2)).then((exitCode) => {
  process.exitCode = exitCode;
});
