#!/usr/bin/env node
'use strict'

const { existsSync } = require('node:fs')
const { enableCompileCache } = require('node:module')
const { join } = require('node:path')

// Before anything else is loaded, so that the next run need not compile it. Node 20 has no such cache.
enableCompileCache?.()

// A published package brings dist; in the workspace that it is written in, Node strips the types itself.
const built = join(__dirname, '../dist/main.cjs')
require(existsSync(built) ? built : '../src/main.ts')
