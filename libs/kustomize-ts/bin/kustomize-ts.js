#!/usr/bin/env node
import { existsSync } from 'node:fs'

// A published package brings dist; in the workspace that it is written in, Node strips the types itself.
const built = new URL('../dist/main.js', import.meta.url)
await import((existsSync(built) ? built : new URL('../src/main.ts', import.meta.url)).href)
