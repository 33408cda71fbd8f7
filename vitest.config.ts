import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['{apps,libs,tools}/**/*.test.ts'],
    exclude: ['**/node_modules/**', '**/dist/**', '**/files/**'],
    globalSetup: ['libs/testing/src/global-setup.ts'],
    // Many tests wait for other programs: with two processors, Vitest's one worker would leave one idle.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    // They end what hangs; a test that takes its time on a busy machine is none that fails.
    testTimeout: 120_000,
    hookTimeout: 300_000,
  },
})
