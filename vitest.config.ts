import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['{apps,libs,tools}/**/*.test.ts'],
    exclude: ['**/node_modules/**', '**/dist/**', '**/files/**'],
    globalSetup: ['libs/testing/src/global-setup.ts'],
    testTimeout: 20_000,
    hookTimeout: 60_000,
  },
})
