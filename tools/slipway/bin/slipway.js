#!/usr/bin/env node
import { existsSync } from 'node:fs'

// A published package brings the command bundled; in the workspace that Slipway is written in, Node strips the types itself.
const built = new URL('../dist/command/main.js', import.meta.url)
const main = existsSync(built) ? built : new URL('../src/main.ts', import.meta.url)

if (Number.parseInt(process.versions.node, 10) < 24) {
  console.error(
    `Cannot start slipway: wanted Node 24 or newer, found ${process.versions.node}. Say "npx slipway"`,
  )
  process.exitCode = 2
} else {
  await import(main.href)
}
