// Gets a clone ready to build, test and start. Safe to repeat.
// This file and lib/require-node.mjs stay in plain old syntax, so that an old Node can say what is wrong with it.
import './lib/require-node.mjs'

import('./setup/setup.mjs')
  .then((module) => module.setup())
  .catch((error) => {
    console.error(error)
    process.exitCode = 1
  })
