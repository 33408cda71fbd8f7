import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['{apps,libs,tools}/**/*.test.ts'],
    exclude: ['**/node_modules/**', '**/dist/**', '**/files/**'],
    globalSetup: ['libs/testing/src/global-setup.ts'],
    // They end what hangs; a test that takes its time on a busy machine is none that fails.
    testTimeout: 120_000,
    hookTimeout: 300_000,
  },
})
