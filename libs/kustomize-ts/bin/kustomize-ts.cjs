#!/usr/bin/env node
'use strict'

const { existsSync } = require('node:fs')
const { enableCompileCache } = require('node:module')
const { join } = require('node:path')

// A published package brings dist; in the workspace that it is written in, Node strips the types itself.
const built = join(__dirname, '../dist/main.cjs')
const file = existsSync(built) ? built : join(__dirname, '../src/main.ts')

// Some machines have no place for it.
const isCached = enableCompileCache().directory !== undefined
if (isCached && file === built) compileAtOnce(() => require(file))
else require(file)

/**
 * The cache keeps what is compiled while a file is loaded, but V8 leaves most functions for their first call, so they would be
 * compiled in each run. The flag must be the same whenever the cache is read, and is set for nothing else.
 */
function compileAtOnce(load) {
  const { setFlagsFromString } = require('node:v8')
  setFlagsFromString('--no-lazy')
  try {
    load()
  } finally {
    setFlagsFromString('--lazy')
  }
}
