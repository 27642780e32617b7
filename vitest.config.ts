import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['{server,shared,migrations,scripts,eval,widget,dashboard}/**/*.test.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // Browser and server tests share two cores on a small machine.
    maxWorkers: 2,
  },
})
